"""A line of a spreadsheet as a booking."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import ValidationError

from bellhop.cells import Cell
from bellhop.errors import BadInput
from bellhop.guests.bring_in.sheet import Sheet
from bellhop.guests.bring_in.values import (
    Order,
    as_count,
    as_moment,
    as_status,
    as_text,
    as_time,
    day_order,
)
from bellhop.guests.given import StayGiven
from bellhop.guests.phones import digits_of
from bellhop.hotels import Hotel

_LANGUAGES = {
    "ru": ("ru", "рус"), "en": ("en", "англ"), "de": ("de", "нем", "ger"), "tr": ("tr", "тур"),
    "es": ("es", "исп", "spa"), "zh": ("zh", "кит", "chi"), "ar": ("ar", "араб"),
    "kk": ("kk", "каз", "kaz"), "fr": ("fr", "фр"), "ka": ("ka", "груз", "geo"),
}  # fmt: skip
_PLAIN = ("room", "room_type", "rate", "source")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field, and in which order its dates are written."""

    by_field: dict[str, str]
    order: Order

    @classmethod
    def of(cls, sheet: Sheet, by_field: dict[str, str]) -> Columns:
        names = [by_field[field] for field in ("arrival", "departure") if field in by_field]
        cells = (row[name] for _, row in sheet.rows for name in names if name in row)
        return cls(by_field, day_order(cells))

    def cell(self, row: dict[str, Cell], field: str) -> Cell:
        return row.get(self.by_field.get(field, ""))

    def text(self, row: dict[str, Cell], field: str) -> str:
        return as_text(self.cell(row, field))


def booking(columns: Columns, row: dict[str, Cell], hotel: Hotel) -> StayGiven:
    """Raises BadInput with a reason a clerk understands."""
    given: dict[str, Any] = {"guest": _guest(columns, row, hotel), **_days(columns, row)}
    for field in _PLAIN:
        if text := columns.text(row, field):
            given[field] = text[:120]
    if "status" in columns.by_field:
        given["status"] = as_status(columns.cell(row, "status"))
    given |= _people(columns, row)
    if made := as_moment(columns.cell(row, "booked_at"), columns.order):
        given["booked_at"] = made if isinstance(made, datetime) else _noon(made)
    given["external_id"] = columns.text(row, "external_id")[:120] or _own_id(given)
    try:
        return StayGiven.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{where}: {first['msg']}".removeprefix(": ")) from None


def _guest(columns: Columns, row: dict[str, Cell], hotel: Hotel) -> dict[str, Any]:
    parts = [columns.text(row, field) for field in ("first_name", "last_name")]
    guest: dict[str, Any] = {}
    if name := columns.text(row, "name") or " ".join(part for part in parts if part):
        guest["name"] = name[:120]
    if phone := _phone(columns, row):
        guest["phone"] = digits_of(phone, hotel.region())
        guest["phone"] = f"+{guest['phone']}"
    if email := columns.text(row, "email"):
        guest["email"] = email[:254]
    if language := _language(columns.text(row, "language")):
        guest["language"] = language
    if columns.text(row, "agent"):
        guest["tags"] = [columns.text(row, "agent")[:120]]
    if isinstance(born := _birthday(columns, row), date):
        guest["birthday"] = born
    return guest


def _phone(columns: Columns, row: dict[str, Cell]) -> str:
    text = columns.text(row, "phone")
    return "" if re.fullmatch(r"[\s\-–—.]*|нет|n/?a|none|не указан", text.lower()) else text


def _birthday(columns: Columns, row: dict[str, Cell]) -> date | None:
    try:
        born = as_moment(columns.cell(row, "birthday"), columns.order)
    except BadInput:
        return None  # nice to have, and no reason to lose a booking
    return born.date() if isinstance(born, datetime) else born


def _days(columns: Columns, row: dict[str, Cell]) -> dict[str, date | datetime]:
    arrival = as_moment(columns.cell(row, "arrival"), columns.order)
    if arrival is None:
        raise BadInput("the day of arrival is missing")
    departure = as_moment(columns.cell(row, "departure"), columns.order)
    if departure is None:
        nights = as_count(columns.cell(row, "nights"))
        if nights is None:
            raise BadInput("the day of departure is missing")
        departure = arrival + timedelta(days=nights)
        if isinstance(departure, datetime):
            departure = departure.date()
    return {
        "arrival": _with_hour(arrival, columns.cell(row, "arrival_time")),
        "departure": _with_hour(departure, columns.cell(row, "departure_time")),
    }


def _with_hour(moment: date | datetime, cell: Cell) -> date | datetime:
    hour = as_time(cell)
    if hour is None or isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, hour)


def _people(columns: Columns, row: dict[str, Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for field, name in (("adults", "adults"), ("children", "children"), ("guests", "adults")):
        if name not in found and (count := as_count(columns.cell(row, field))) is not None:
            found[name] = count
    return found


def _language(text: str) -> str | None:
    low = text.lower()
    for code, starts in _LANGUAGES.items():
        if low and low.startswith(starts):
            return code
    return None


def _noon(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time()).replace(hour=12)


def _own_id(given: dict[str, Any]) -> str:
    """A file without booking numbers: who and when make one, so that the same file brought again
    changes nothing."""
    guest = given["guest"]
    who = guest.get("phone") or guest.get("email") or guest.get("name")
    if not who:
        raise BadInput("neither a booking number nor a guest is named")
    arrival = given["arrival"]
    day = arrival.date() if isinstance(arrival, datetime) else arrival
    what = f"{who}|{day.isoformat()}|{given.get('room_type', '')}"
    return f"file-{hashlib.sha256(what.encode()).hexdigest()[:16]}"
