"""Which part of a stay a rule belongs to, from its own moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bellhop.journeys import Rule

# words: begin
NAMES = {
    "before": "Before arrival",
    "arrival": "Arrival",
    "house": "In house",
    "leaving": "Departure",
    "after": "After the stay",
    "hand": "By hand",
}
# words: end
_EVENTS = {
    "booked": "before",
    "cancelled": "before",
    "no_show": "arrival",
    "room_ready": "arrival",
    "checked_in": "arrival",
    "checked_out": "after",
}
_AUDIENCES = {"coming": "before", "in_house": "house", "gone": "after"}


def phase(when: Any) -> str:
    match when.type:
        case "event":
            return _EVENTS.get(when.event, "house")
        case "cron":
            return _AUDIENCES[when.audience]
        case "birthday":
            return "house"
        case "by_hand":
            return "hand"
        case "offset":
            return _place(when.anchor, when.hours)
        case _:
            return _place(when.anchor, when.days)


def _place(anchor: str, after: float) -> str:
    match anchor:
        case "booking":
            return "before"
        case "checkin":
            return "before" if after < 0 else "arrival" if after == 0 else "house"
        case "checkout":
            return "after" if after > 0 else "leaving"
        case _:
            return "house"


def by_phase(rules: Iterable[Rule]) -> list[tuple[str, list[Rule]]]:
    """Name of the phase and its rules, in the order of a stay; empty phases are left out."""
    found: dict[str, list[Rule]] = {key: [] for key in NAMES}
    for rule in rules:
        found[phase(rule.definition.when)].append(rule)
    return [(NAMES[key], members) for key, members in found.items() if members]
