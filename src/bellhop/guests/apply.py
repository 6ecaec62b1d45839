"""Writing what was given onto a stay."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bellhop.errors import BadInput
from bellhop.guests.given import StayGiven, as_wall
from bellhop.guests.models import Stay
from bellhop.hotels import Hotel

_TEXTS = ("source", "room", "room_type", "rate", "adults", "children", "status", "attributes")
_MOMENTS = ("real_arrival", "real_departure", "booked_at")
_NEVER_EMPTY = frozenset({"source", "room", "room_type", "rate", "status", "booked_at"})


def is_stale(hotel: Hotel, stay: Stay, given: StayGiven) -> bool:
    """Is this an older state than the one we keep? By version, else by the time of the change."""
    if given.version is not None and stay.version is not None and given.version != stay.version:
        return _order(given.version) < _order(stay.version)
    if given.changed_at is not None and stay.changed_at is not None:
        return moment_of(hotel, given.changed_at) < stay.changed_at
    return False


def apply(hotel: Hotel, stay: Stay, given: StayGiven, now: datetime) -> set[str]:
    """The names of what changed. Raises BadInput when the dates do not fit one another."""
    planned = _planned(hotel, stay, given)
    if planned["planned_departure"] <= planned["planned_arrival"]:
        raise BadInput("the departure lies before the arrival")
    changes = {name for name, value in planned.items() if _set(stay, name, value)}
    for name in _TEXTS:
        if given.says(name) and (getattr(given, name) is not None or name not in _NEVER_EMPTY):
            changes |= {name} if _set(stay, name, getattr(given, name)) else set()
    for name in _MOMENTS:
        if given.says(name) and (getattr(given, name) is not None or name not in _NEVER_EMPTY):
            moment = _aware(hotel, getattr(given, name))
            changes |= {name} if _set(stay, name, moment) else set()
    changes |= _arrived_and_left(stay, given, _aware(hotel, given.changed_at) or now)
    if given.version is not None:
        stay.version = given.version
    if given.changed_at is not None:
        stay.changed_at = _aware(hotel, given.changed_at)
    return changes


def _planned(hotel: Hotel, stay: Stay, given: StayGiven) -> dict[str, datetime]:
    arrival, departure = stay.planned_arrival, stay.planned_departure
    if given.arrival is not None:
        arrival = moment_of(hotel, as_wall(given.arrival, hotel.rules.check_in))
    if given.departure is not None:
        departure = moment_of(hotel, as_wall(given.departure, hotel.rules.check_out))
    return {"planned_arrival": arrival, "planned_departure": departure}


def _arrived_and_left(stay: Stay, given: StayGiven, moment: datetime) -> set[str]:
    """A status that says more than the moments given: the guest is here, or gone, since then.
    Of a stay that we hear of for the first time, since the planned moment at the latest."""
    changes: set[str] = set()
    if stay.status in ("checked_in", "checked_out") and stay.real_arrival is None:
        heard_late = stay.status == "checked_out" or stay.guest_id is None
        stay.real_arrival = min(moment, stay.planned_arrival) if heard_late else moment
        changes.add("real_arrival")
    if stay.status == "checked_out" and stay.real_departure is None:
        stay.real_departure = min(moment, stay.planned_departure)
        changes.add("real_departure")
    if stay.status == "booked" and given.says("status"):
        for name in ("real_arrival", "real_departure"):
            if not given.says(name) and _set(stay, name, None):
                changes.add(name)
    return changes


def _set(stay: Stay, name: str, value: Any) -> bool:
    if getattr(stay, name) == value:
        return False
    setattr(stay, name, value)
    return True


def _aware(hotel: Hotel, moment: datetime | None) -> datetime | None:
    return None if moment is None else moment_of(hotel, moment)


def moment_of(hotel: Hotel, wall: datetime) -> datetime:
    """Without an offset it is the hotel's wall time."""
    return wall if wall.tzinfo is not None else hotel.moment(wall)


def _order(version: str) -> tuple[tuple[int, str], ...]:
    """Numbers inside a version count as numbers: 9 comes before 10."""
    parts = re.findall(r"\d+|\D+", version)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
