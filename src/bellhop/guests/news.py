"""What a change of a stay means to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bellhop.guests.models import Stay
from bellhop.hotels import Happened, Kind

_TO_STATUS = {
    "cancelled": Kind.CANCELLED,
    "no_show": Kind.NO_SHOW,
    "checked_in": Kind.CHECKED_IN,
    "checked_out": Kind.CHECKED_OUT,
}
_GONE = ("cancelled", "no_show")


@dataclass(frozen=True, slots=True)
class Before:
    status: str
    room: str

    @classmethod
    def of(cls, stay: Stay) -> Before:
        return cls(stay.status, stay.room)


def news_of(stay: Stay, before: Before | None, changes: set[str], now: datetime) -> list[Happened]:
    """In the order in which they happened. `at` is the true moment, so that who follows can tell
    news from history: a booking of last year that is brought in today was made last year."""
    if before is None:
        return _first_news(stay, now)
    if not changes:
        return []
    found: list[Happened] = []
    rest = changes - {"status"}
    if stay.status != before.status:
        found.append(_turned(stay, before, now))
        rest -= {"real_arrival", "real_departure"}
    if "room" in changes and before.room and stay.status == "checked_in":
        details = {"from": before.room, "to": stay.room}
        found.append(Happened(Kind.MOVED, now, stay.guest_id, stay.id, details=details))
        rest -= {"room"}
    if rest or not found:
        changed = {"fields": sorted(rest)}
        found.append(Happened(Kind.CHANGED, now, stay.guest_id, stay.id, details=changed))
    return found


def _first_news(stay: Stay, now: datetime) -> list[Happened]:
    if stay.status in _GONE:  # never was ours to greet
        return [Happened(Kind.CHANGED, now, stay.guest_id, stay.id, details={"fields": ["all"]})]
    found = [Happened(Kind.BOOKED, min(stay.booked_at, now), stay.guest_id, stay.id)]
    if stay.real_arrival is not None:
        found.append(Happened(Kind.CHECKED_IN, stay.real_arrival, stay.guest_id, stay.id))
    if stay.real_departure is not None:
        found.append(Happened(Kind.CHECKED_OUT, stay.real_departure, stay.guest_id, stay.id))
    return found


def _turned(stay: Stay, before: Before, now: datetime) -> Happened:
    at = now
    if stay.status == "checked_in" and stay.real_arrival is not None:
        at = stay.real_arrival
    if stay.status == "checked_out" and stay.real_departure is not None:
        at = stay.real_departure
    kind = _TO_STATUS.get(stay.status)
    if kind is None:
        kind = Kind.REINSTATED if before.status in _GONE else Kind.CHANGED
    return Happened(kind, at, stay.guest_id, stay.id, details={"was": before.status})
