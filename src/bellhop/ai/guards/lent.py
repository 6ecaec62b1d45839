"""What the guest's own words lend to a reply: days, counts, places and how old somebody is."""

from __future__ import annotations

import re

from bellhop.ai.guards import calendar
from bellhop.ai.guards.facts import Fact, Reading
from bellhop.ai.guards.whens import when
from bellhop.ai.guards.words import COUNTS

_LIMIT_AHEAD = re.compile(
    r"(?<!\w)(?:с|от|до|после|from|over|under|until|till|up to|to|ages?|aged|above|below|than)\s*$",
    re.IGNORECASE,
)
_AGED = re.compile(r"\d{1,2}(?:[- ]years?[- ]olds?| (?:лет|года?)(?!\w)|[- ]?летн)", re.IGNORECASE)
_ROOM_AHEAD = re.compile(r"(?:room|номер\w*|комнат\w*|апартамент\w*)\s*№?\s*$", re.IGNORECASE)


def is_closed(fact: Fact, sentence: str, guest: set[Reading]) -> bool:
    """ "Not on Wednesdays" to a guest who asks about one; that it is closed is read elsewhere."""
    days = {each[1] for each in fact.readings if each[0] in ("weekly", "weekday")}
    asked = {each[1] for each in guest if each[0] in ("weekly", "weekday")}
    return bool(days & asked & when(sentence.lower()).closed_days)


def lent(fact: Fact, sentence: str, guest: set[Reading]) -> bool:
    """Whether the guest said it, and it is a day, a date, a count or a place."""
    for reading in fact.readings:
        if not calendar.is_known(reading, guest):
            continue
        if reading[0] in ("date", "dates", "weekday", "weekly", "month"):
            return True
        if reading[0] == "number" and reading[2] in COUNTS:
            return True
        if reading[0] == "number" and reading[2] == "year" and _is_age(sentence, fact.at):
            return True
        if reading[0] == "number" and _ROOM_AHEAD.search(sentence, 0, fact.at):
            return True
    return False


def _is_age(sentence: str, at: int) -> bool:
    """Whether it is told how old somebody is, and no limit: "from 5 years"."""
    return _AGED.match(sentence, at) is not None and not _LIMIT_AHEAD.search(sentence, 0, at)
