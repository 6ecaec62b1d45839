"""Alerts: who needs a person, who has been called, and how it ended."""

from bellhop.console.alerts.pages import router

__all__ = ["router"]
