"""Cells as people write them: days, times, numbers, states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from bellhop.cells import Cell
from bellhop.errors import BadInput

Order = Literal["day", "month"]

_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall date; Excel counts days from here
_EXCEL_DAYS = range(20_000, 80_000)  # the years 1954 to 2119
_NUMERIC = re.compile(r"^(\d{1,4})[./\-\s](\d{1,2})[./\-\s](\d{1,4})(?:г\.?)?(?:[T ,]+(.+))?$")
_WORDED = re.compile(r"^(?:\w{2,3}\.?,?\s+)?(\d{1,2})[\s.\-]+([^\W\d]+)\.?,?[\s\-]+(\d{4})"
                     r"(?:\s*г\.?)?(?:[ ,]+(.+))?$")  # fmt: skip
_MONTH_FIRST = re.compile(r"^([^\W\d]+)\.?\s+(\d{1,2}),?\s+(\d{4})(?:[ ,]+(.+))?$")
_TIME = re.compile(r"^(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\.\d+)?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "янв jan", "фев feb", "мар mar", "апр apr", "мая май may", "июн jun",
            "июл jul", "авг aug", "сен sep", "окт oct", "ноя nov", "дек dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_STATUSES = {
    "booked": (
        "", "подтвержден", "новая", "новый", "забронирован", "бронь", "гарантир", "ожидает",
        "не заехал еще", "confirmed", "booked", "new", "guaranteed", "reserved", "pending", "ok",
        "definite", "tentative", "предварительн", "оплачен", "paid",
    ),
    "no_show": ("незаезд", "не заезд", "не заехал", "неявка", "no show", "noshow"),
    "cancelled": ("отмен", "аннулир", "cancel", "void", "deleted", "удален"),
    "checked_out": ("выехал", "выселен", "выезд", "checked out", "check out", "departed", "выбыл"),
    "checked_in": (
        "проживает", "заехал", "заселен", "заезд", "checked in", "check in", "in house", "inhouse",
        "arrived",
    ),
}  # fmt: skip
_ORDER = ("no_show", "cancelled", "checked_out", "checked_in", "booked")


def day_order(cells: Iterable[Cell]) -> Order:
    """Do these dates say the day or the month first? A number above twelve tells; else the day."""
    for cell in cells:
        found = _NUMERIC.match(str(cell or "").strip())
        if found and len(found[1]) <= 2:
            if int(found[1]) > 12:
                return "day"
            if int(found[2]) > 12:
                return "month"
    return "day"


def as_moment(cell: Cell, order: Order) -> datetime | date | None:
    """A day, or a day with its time; None for an empty cell. Raises BadInput."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None) if cell.time() != time(0) else cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip().replace("\u00a0", " ")
    if not text:
        return None
    serial = text.replace(",", ".")
    if re.fullmatch(r"\d{5}(\.\d+)?", serial) and int(float(serial)) in _EXCEL_DAYS:
        return as_moment(_EXCEL_EPOCH + timedelta(minutes=round(float(serial) * 1440)), order)
    return _written(text, order)


def as_time(cell: Cell) -> time | None:
    """14:00, 14.00, 2 pm. None for what is none: the hour is never worth a refused booking."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    found = _TIME.match(str(cell or "").strip())
    if found is None:
        return None
    hour = int(found[1])
    if (found[3] or "").lower().startswith("p") and hour < 12:
        hour += 12
    minute = int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def as_count(cell: Cell) -> int | None:
    """2, "2 взр.", 2.0. Raises BadInput when there is no number in it."""
    text = str(cell if cell is not None else "").strip()
    if not text:
        return None
    found = re.match(r"\d+", text)
    if found is None:
        raise BadInput(f"{text!r} is no number")
    return int(found[0])


def as_status(cell: Cell) -> str:
    """Raises BadInput for a word we do not know, so that nobody who cancelled is greeted."""
    text = re.sub(r"[\W_]+", " ", str(cell or "").lower().replace("ё", "е")).strip()
    if not text:
        return "booked"
    if text.startswith("не подтвержден"):
        return "booked"
    for status in _ORDER:
        if any(word and text.startswith(word) for word in _STATUSES[status]):
            return status
    raise BadInput(f"the status {cell!r} is not known")


def as_text(cell: Cell) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return re.sub(r"\s+", " ", str(cell if cell is not None else "")).strip()


def _written(text: str, order: Order) -> datetime | date:
    day = _numeric(text, order) or _worded(text)
    if day is None:
        raise BadInput(f"{text!r} is no date")
    return day


def _numeric(text: str, order: Order) -> datetime | date | None:
    found = _NUMERIC.match(text)
    if found is None:
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) == 4:
        return _day(text, (first, second, third), found[4])
    if second > 12 or order == "month":
        first, second = second, first
    year = third + 2000 if third < 100 else third
    return _day(text, (year, second, first), found[4])


def _worded(text: str) -> datetime | date | None:
    if found := _WORDED.match(text):
        day, word, year, rest = found.groups()
    elif found := _MONTH_FIRST.match(text):
        word, day, year, rest = found.groups()
    else:
        return None
    month = _MONTHS.get(word.lower()[:3])
    return None if month is None else _day(text, (int(year), month, int(day)), rest)


def _day(text: str, parts: tuple[int, int, int], rest: str | None) -> datetime | date:
    try:
        day = date(*parts)
    except ValueError:
        raise BadInput(f"{text!r} is no date of the calendar") from None
    hour = as_time(rest)
    return datetime.combine(day, hour) if hour and hour != time(0) else day
