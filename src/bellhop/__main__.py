"""`python -m bellhop`."""

from bellhop.cli import app

app()
