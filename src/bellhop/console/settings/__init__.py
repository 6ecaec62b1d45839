"""Settings: what a hotel decides, connects, hides and keeps; each section saves by itself."""

from bellhop.console.settings import (
    channel,
    house,
    keeping,
    link,
    mapping,
    parked,
    people,
    programs,
    replies,
    rules,
    save,
    secrets,
    staff,
    trail,
)

PARTS = (
    house,
    channel,
    link,
    people,
    secrets,
    rules,
    replies,
    staff,
    programs,
    mapping,
    keeping,
    parked,
    trail,
    save,
)
ROUTERS = tuple(part.router for part in PARTS)

__all__ = ["ROUTERS"]
