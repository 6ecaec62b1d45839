"""Figures and what they may mean: money, times of day, shares, counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable

from bellhop.ai.currencies import CURRENCIES, MONEY_SIGNS, MONEY_WORDS
from bellhop.ai.guards import calendar
from bellhop.ai.guards.words import UNITS

Reading = tuple[Hashable, ...]
Reader = Callable[[re.Match[str]], Iterable[Reading]]

_AMOUNT = r"\d{1,3}(?:[ ,.]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_MANY = r"(?:\s?(k|тыс\.?|тысяч\w*|thousand|млн|million)(?!\w))?"
_MONEY_AFTER = re.compile(rf"(?<![\w.,])({_AMOUNT}){_MANY}\s?({MONEY_WORDS})", re.IGNORECASE)
_MONEY_BEFORE = re.compile(rf"(?<!\w)({MONEY_SIGNS})\s?({_AMOUNT}){_MANY}", re.IGNORECASE)
_PERCENT = re.compile(
    r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s?(?:%|percent|per cent|процент\w*)", re.IGNORECASE
)
_HALF_DAY = (
    r"(?P<half>a\.?\s?m\.?(?!\w)|p\.?\s?m\.?(?!\w)|утра|вечера|дня|ночи|noon|midnight"
    r"|in the morning|in the afternoon|in the evening|at night)"
)
_HALF_TODAY = rf"(?:\s*(?:час(?:а|ов)?\s+)?{_HALF_DAY})"
_CLOCK = re.compile(
    rf"(?<![\d.:])(?P<h>[01]?\d|2[0-4])(?P<sep>[:.h])(?P<m>[0-5]\d)(?![\d:]|\.\d){_HALF_TODAY}?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    rf"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])(?:{_HALF_TODAY}|\s?(?:o'clock|uhr|:00)(?!\w))",
    re.IGNORECASE,
)
_RANGE_HALF = re.compile(
    r"(?<![\d.,:])(?P<h>1?\d)(?:[:.](?P<m>[0-5]\d))?(?=\s?(?:-|–|to|до)\s?1?\d(?:[:.][0-5]\d)?\s?"
    r"(?P<half>a\.?m|p\.?m|утра|вечера|дня))",
    re.IGNORECASE,
)
_AT_HOUR = re.compile(
    r"(?<!\w)(?P<pre>at|from|to|until|till|by|before|after|around|about|since|between|в|с|со|до|к|после"
    r"|около|примерно в|and|по)\s+(?P<h>[01]?\d|2[0-4])(?![\d.,:]\d|\d)"
    rf"(?!\s?(?:{'|'.join(UNITS.values())}))",
    re.IGNORECASE,
)
_NOON = re.compile(r"(?<!\w)(?:noon|midday|полдень|полдня|полудня|полудню)(?!\w)", re.IGNORECASE)
_MIDNIGHT = re.compile(r"(?<!\w)(?:midnight|полночь|полуночи)(?!\w)", re.IGNORECASE)
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in UNITS.items())
_MEASURE = re.compile(rf"(?<![\d.,])(?P<n>{_AMOUNT})(?:-|\s)?(?:{_UNIT})", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\d.,])({_AMOUNT})")
_DAY_MINUTES = 24 * 60
_ONLY_OF_TIME = frozenset({"at", "until", "till", "by", "после", "к"})
_DAY_OR_HOUR = {"дня": "day", "ночи": "night"}


def amount(text: str) -> float:
    """A written amount: 1 500, 1,500, 1.500 and 1500.00 are one."""
    text = text.replace(" ", "")
    marks = re.findall(r"[.,]", text)
    if not marks:
        return float(text)
    whole, _, rest = text.rpartition(marks[-1])
    if len(rest) == 3 and len(set(marks)) == 1:
        return float(re.sub(r"[.,]", "", text))
    return float(re.sub(r"[.,]", "", whole) + "." + rest)


def _times(many: str | None) -> float:
    if not many:
        return 1
    return 1_000_000 if many.lower().startswith(("млн", "mil")) else 1_000


def _currency(word: str) -> str:
    word = word.lower()
    return next(name for name, spelled in CURRENCIES.items() if re.match(spelled, word))


def money_after(found: re.Match[str]) -> list[Reading]:
    return [("money", amount(found[1]) * _times(found[2]), _currency(found[3]))]


def money_before(found: re.Match[str]) -> list[Reading]:
    return [("money", amount(found[2]) * _times(found[3]), _currency(found[1]))]


def percent(found: re.Match[str]) -> list[Reading]:
    return [("percent", float(found[1].replace(",", ".")))]


def _half(hour: int, half: str | None) -> int:
    """The hour of 24 that an hour with "pm" or «вечера» means."""
    word = (half or "").lower().replace(".", "").replace(" ", "")
    if word in ("pm", "вечера", "дня", "intheafternoon", "intheevening", "atnight") and hour < 12:
        # 1 at night is 1:00, but 10 at night is 22:00
        return hour if word == "atnight" and hour < 6 else hour + 12
    if word in ("am", "ночи", "midnight", "inthemorning", "утра") and hour == 12:
        return 0
    if word == "ночи" and hour >= 9 and hour < 12:
        return hour + 12
    return hour % 24


def clock(found: re.Match[str]) -> list[Reading]:
    hour, minute = int(found["h"]), int(found["m"])
    readings: list[Reading] = [("time", (_half(hour, found["half"]) * 60 + minute) % _DAY_MINUTES)]
    if found["sep"] == "." and not found["half"]:
        if 1 <= minute <= 12 and hour:
            readings.append(("date", minute, hour))
        readings.append(("number", amount(f"{hour}.{found['m']}"), ""))
    return readings


def hour(found: re.Match[str]) -> list[Reading]:
    value, half = int(found["h"]), (found["half"] or "").lower()
    readings: list[Reading] = [("time", _half(value, half) * 60)]
    # «в 3 дня» is an hour, «за 3 дня» is three days, and both are written alike
    if half in _DAY_OR_HOUR and "час" not in found[0].lower():
        readings += same_measures(float(value), _DAY_OR_HOUR[half])
    return readings


def range_half(found: re.Match[str]) -> list[Reading]:
    minute = int(found["m"] or 0)
    plain = int(found["h"])
    # "from 7 to 10 pm" may mean seven in the evening; "9-5 pm" nine in the morning
    return [
        ("time", (_half(plain, found["half"]) * 60 + minute) % _DAY_MINUTES),
        ("time", (plain * 60 + minute) % _DAY_MINUTES),
    ]


def at_hour(found: re.Match[str]) -> list[Reading]:
    value = int(found["h"])
    readings: list[Reading] = [("time", value * 60 % _DAY_MINUTES)]
    # "to 4" may count guests, "until 5" tells the time
    if found["pre"].lower() not in _ONLY_OF_TIME:
        readings.append(("number", float(value), ""))
    return readings


def measure(found: re.Match[str]) -> list[Reading]:
    unit = next(name for name in UNITS if found[name])
    return same_measures(amount(found["n"]), unit)


def same_measures(value: float, unit: str) -> list[Reading]:
    """A measure and what is the same: an hour is sixty minutes, 48 hours are two days."""
    readings: list[Reading] = [("number", value, unit)]
    if unit == "hour":
        readings.append(("number", value * 60, "min"))
        if value % 24 == 0:
            readings.append(("number", value / 24, "day"))
    elif unit == "min" and value % 60 == 0:
        readings.append(("number", value / 60, "hour"))
    elif unit == "day":
        readings.append(("number", value * 24, "hour"))
    elif unit == "km":
        readings.append(("number", value * 1_000, "m"))
    elif unit == "m" and value >= 1_000:
        readings.append(("number", value / 1_000, "km"))
    return readings


def bare(found: re.Match[str]) -> list[Reading]:
    return [("number", amount(found[1]), "")]


BEFORE_PHONES: tuple[tuple[str, re.Pattern[str], Reader], ...] = (
    ("date", calendar.ISO, calendar.iso),
    ("date", calendar.DOTTED, calendar.dotted),
    ("price", _MONEY_AFTER, money_after),
    ("price", _MONEY_BEFORE, money_before),
    ("date", calendar.DAY_MONTH, calendar.day_month),
    ("date", calendar.MONTH_DAY, calendar.month_day),
    ("time", _RANGE_HALF, range_half),
    ("time", _CLOCK, clock),
)
AFTER_PHONES: tuple[tuple[str, re.Pattern[str], Reader], ...] = (
    ("percent", _PERCENT, percent),
    ("time", _HOUR, hour),
    ("number", _MEASURE, measure),
    ("time", _AT_HOUR, at_hour),
    ("number", _BARE, bare),
)
# Times that need no digit.
IN_WORDS: tuple[tuple[str, re.Pattern[str], Reader], ...] = (
    ("time", _NOON, lambda _: [("time", 12 * 60)]),
    ("time", _MIDNIGHT, lambda _: [("time", 0)]),
)
