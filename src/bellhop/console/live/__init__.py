"""One stream of news for each browser."""

from bellhop.console.live.hub import Hub
from bellhop.console.live.stream import router

__all__ = ["Hub", "router"]
