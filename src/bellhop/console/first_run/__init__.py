"""The first run: from an empty installation to a guest who is answered."""

from bellhop.console.first_run import deeds, steps, welcome

ROUTERS = (welcome.router, steps.router, deeds.router)

__all__ = ["ROUTERS"]
