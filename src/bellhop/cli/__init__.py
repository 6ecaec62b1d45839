"""The command line and the all-in-one supervisor."""

from bellhop.cli.main import app

__all__ = ["app"]
