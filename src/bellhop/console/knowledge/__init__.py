"""Knowledge: what the hotel answers, what it could not answer yet, and what the bot makes of it."""

from bellhop.console.knowledge import bring_in, change, pages, trials, unanswered

ROUTERS = (bring_in.router, trials.router, unanswered.router, change.router, pages.router)

__all__ = ["ROUTERS"]
