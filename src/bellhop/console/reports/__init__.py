"""Reports: figures with charts, their tables as CSV, the handover of a shift."""

from bellhop.console.reports.pages import router

__all__ = ["router"]
