"""The web door: webhooks, health, metrics and error pages."""

from bellhop.web.app import create_app
from bellhop.web.serve import run_web

__all__ = ["create_app", "run_web"]
