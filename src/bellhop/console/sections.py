"""The parts of the console, in the order of the rail. A part stands here once it has a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is also the first word of its addresses below the hotel; `physical` the key that,
    after G, goes there; `role` the least that may."""

    key: str
    name: str
    icon: str
    physical: str
    role: str = "agent"


RAIL = (
    Section("inbox", "Inbox", "message-circle", "KeyI"),
    Section("alerts", "Alerts", "siren", "KeyA"),
    Section("guests", "Guests", "users-round", "KeyH"),
    Section("journeys", "Journeys", "route", "KeyJ"),
    Section("knowledge", "Knowledge", "book-open", "KeyK"),
    Section("reports", "Reports", "chart-column", "KeyR", "manager"),
)
BELOW: tuple[Section, ...] = (Section("settings", "Settings", "settings", "KeyS", "manager"),)
"""What stands at the foot of the rail."""
