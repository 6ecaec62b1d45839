"""The hotel's numbers seen from outside: connected, configured, watched."""

from bellhop.lines.connect import Seen, Step, close, configure, connect, look, wanted_settings
from bellhop.lines.models import Incident
from bellhop.lines.watch import watch_line

__all__ = [
    "Incident",
    "Seen",
    "Step",
    "close",
    "configure",
    "connect",
    "look",
    "wanted_settings",
    "watch_line",
]
