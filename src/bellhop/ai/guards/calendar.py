"""Dates and days: 22.11, 22 November, 22-го ноября, по пятницам."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from datetime import datetime, timedelta

from bellhop.ai.guards.words import MONTHS, WEEKDAYS

Reading = tuple[Hashable, ...]

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_WORD = rf"({_MONTH})(?:я|а|е|у|ь|ем|ём|и)?\.?(?!\w)"
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
DOTTED = re.compile(r"(?<![\d.:])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?![\d:])")
DAY_MONTH = re.compile(
    r"(?<![\d:.])(?:(\d{1,2})(?:-?(?:го|е|th|st|nd|rd))?\s*(?:-|–|по|до|to|and|и|until|till)\s*)?"
    rf"(\d{{1,2}})(?:-?(?:го|е|th|st|nd|rd))?\s+(?:of\s+)?{_MONTH_WORD}",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(rf"\b{_MONTH_WORD}\s+(\d{{1,2}})(?:th|st|nd|rd)?(?![\d:])", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?<!\w)(?:{'|'.join(WEEKDAYS)})", re.IGNORECASE)
_WEEKLY = re.compile(r"[a-z]+days\b|\w+(?:ам|ям)(?!\w)", re.IGNORECASE)
_WEEKEND = re.compile(r"(?<!\w)(?:weekends?|выходн\w+)", re.IGNORECASE)
# "may" and "march" alone are verbs far more often than months.
_LONE_MONTH = re.compile(
    r"(?<!\w)(январ|феврал|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр|january|february|april"
    r"|june|july|august|september|october|november|december)(?:я|а|е|у|ь|ем)?(?!\w)",
    re.IGNORECASE,
)


def iso(found: re.Match[str]) -> list[Reading]:
    return _date(int(found[3]), int(found[2]))


def dotted(found: re.Match[str]) -> list[Reading]:
    first, second = int(found[1]), int(found[2])
    return _date(first, second) or _date(second, first)


def day_month(found: re.Match[str]) -> list[Reading]:
    month = MONTHS[found[3].lower()]
    # "10-15 мая" states two days; both must be known, so they are one reading together.
    if found[1]:
        return [("dates", month, int(found[1]), int(found[2]))]
    return _date(int(found[2]), month)


def month_day(found: re.Match[str]) -> list[Reading]:
    return _date(int(found[2]), MONTHS[found[1].lower()])


def _date(day: int, month: int) -> list[Reading]:
    return [("date", month, day)] if 1 <= day <= 31 and 1 <= month <= 12 else []


def words_in(text: str) -> Iterator[tuple[int, str, list[Reading]]]:
    """Weekdays and months that stand alone."""
    for found in _WEEKDAY.finditer(text):
        word = found[0].lower()
        day = next(number for stem, number in WEEKDAYS.items() if re.match(stem, word))
        # "on Tuesdays" says more than "on Tuesday": a stay that ends on one does not cover it.
        weekly = _WEEKLY.match(text, found.start()) is not None
        yield found.start(), found[0], [("weekly" if weekly else "weekday", day)]
    for found in _WEEKEND.finditer(text):
        yield found.start(), found[0], [("weekly", "weekend")]
    for found in _LONE_MONTH.finditer(text):
        yield found.start(), found[0], [("month", MONTHS[found[1].lower()])]


def of_moment(moment: datetime) -> set[Reading]:
    """A moment's day, as a reply may name it."""
    return {
        ("date", moment.month, moment.day),
        ("weekday", moment.weekday()),
        ("month", moment.month),
    }


def around(moment: datetime) -> set[Reading]:
    """Today and tomorrow: what the clock says is no invention."""
    return of_moment(moment) | of_moment(moment + timedelta(days=1))


def widened(readings: set[Reading]) -> set[Reading]:
    """A known date makes its month known; a known pair makes both its days known."""
    more = set(readings)
    for reading in readings:
        if reading[0] == "weekly":
            more.add(("weekday", reading[1]))
        elif reading[0] == "date":
            more.add(("month", reading[1]))
        elif reading[0] == "dates":
            month, first, last = reading[1:]
            more |= {("date", month, first), ("date", month, last), ("month", month)}
    if {("weekly", 5), ("weekly", 6)} <= more:
        more.add(("weekly", "weekend"))
    return more


def is_known(reading: Reading, known: set[Reading]) -> bool:
    """Whether a reading is known; a pair is known when both its days are."""
    if reading in known:
        return True
    if reading[0] != "dates":
        return False
    month, first, last = reading[1:]
    return ("date", month, first) in known and ("date", month, last) in known
