"""Settings: what a hotel decides, connects, hides and keeps; each section saves by itself."""

from bellhop.console.settings import (
    house,
    keeping,
    mapping,
    parked,
    programs,
    replies,
    rules,
    save,
    secrets,
    staff,
    trail,
)

PARTS = (house, secrets, rules, replies, staff, programs, mapping, keeping, parked, trail, save)
ROUTERS = tuple(part.router for part in PARTS)

__all__ = ["ROUTERS"]
