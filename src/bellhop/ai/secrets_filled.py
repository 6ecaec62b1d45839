"""Placeholders in a reply, such as {{wifi_password}}, filled after the guards.

Only for a guest who is here: checked in, or between arrival and departure.
"""

from __future__ import annotations

import re

from bellhop.ai.thought import Question

PLACEHOLDER = re.compile(r"\{\{?\s*([a-z][a-z0-9_]{1,40})\s*\}?\}", re.IGNORECASE)
_GONE = frozenset({"cancelled", "canceled", "checked_out", "no_show"})


def placeholders(text: str) -> list[str]:
    """The secrets that a text names, each once."""
    return list(dict.fromkeys(name.lower() for name in PLACEHOLDER.findall(text)))


def is_here(question: Question) -> bool:
    """Whether the guest's stay is active."""
    stay = question.stay
    if stay is None or stay.status in _GONE:
        return False
    return stay.status == "checked_in" or stay.arrival <= question.local_now <= stay.departure


def filled(text: str, question: Question) -> str | None:
    """The text with its secrets, or None when this guest may not have them."""
    wanted = PLACEHOLDER.findall(text)
    if not wanted:
        return text
    known = question.hotel.secrets
    if not is_here(question) or any(name.lower() not in known for name in wanted):
        return None
    return PLACEHOLDER.sub(lambda found: known[found.group(1).lower()], text)
