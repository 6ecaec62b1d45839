"""Which column of somebody's spreadsheet means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

FIELDS: dict[str, tuple[str, ...]] = {
    "external_id": (
        "номер брони",
        "номер бронирования",
        "бронь",
        "№ брони",
        "бронирование",
        "номер заказа",
        "подтверждение",
        "id брони",
        "id",
        "booking",
        "booking id",
        "booking number",
        "booking no",
        "reservation",
        "reservation id",
        "reservation number",
        "res no",
        "confirmation",
        "confirmation number",
        "conf no",
        "reference",
        "ref",
        "external id",
    ),
    "name": (
        "гость",
        "фио",
        "фио гостя",
        "имя",
        "имя гостя",
        "клиент",
        "заказчик",
        "проживающий",
        "guest",
        "guest name",
        "name",
        "full name",
        "customer",
        "client",
        "booked by",
    ),
    "first_name": ("имя гостя отдельно", "first name", "given name", "forename"),
    "last_name": ("фамилия", "фамилия гостя", "last name", "surname", "family name"),
    "phone": (
        "телефон",
        "тел",
        "моб телефон",
        "мобильный",
        "мобильный телефон",
        "телефон гостя",
        "номер телефона",
        "контактный телефон",
        "контакты",
        "контакт",
        "whatsapp",
        "ватсап",
        "phone",
        "phone number",
        "mobile",
        "mobile phone",
        "cell",
        "telephone",
        "tel",
        "contact",
        "guest phone",
    ),
    "email": ("email", "e mail", "почта", "эл почта", "электронная почта", "mail"),
    "arrival": (
        "заезд",
        "дата заезда",
        "заселение",
        "дата заселения",
        "прибытие",
        "дата прибытия",
        "приезд",
        "дата приезда",
        "с",
        "начало",
        "check in",
        "checkin",
        "check in date",
        "arrival",
        "arrival date",
        "from",
        "start date",
        "arrive",
    ),
    "arrival_time": ("время заезда", "время прибытия", "arrival time", "check in time", "eta"),
    "departure": (
        "выезд",
        "дата выезда",
        "отъезд",
        "дата отъезда",
        "убытие",
        "по",
        "до",
        "конец",
        "check out",
        "checkout",
        "check out date",
        "departure",
        "departure date",
        "to",
        "end date",
        "depart",
    ),
    "departure_time": ("время выезда", "время отъезда", "departure time", "check out time"),
    "nights": ("ночей", "ночи", "кол во ночей", "количество ночей", "nights", "los"),
    "room": (
        "номер",
        "комната",
        "№ комнаты",
        "номер комнаты",
        "№ номера",
        "апартаменты",
        "room",
        "room number",
        "room no",
        "unit",
        "unit number",
    ),
    "room_type": (
        "категория",
        "категория номера",
        "тип номера",
        "тип",
        "room type",
        "category",
        "room category",
        "unit type",
        "roomtype",
    ),
    "rate": ("тариф", "тарифный план", "rate", "rate plan", "rate code"),
    "adults": ("взрослых", "взрослые", "кол во взрослых", "adults", "adult"),
    "children": ("детей", "дети", "кол во детей", "children", "kids", "child"),
    "guests": ("гостей", "кол во гостей", "количество гостей", "мест", "guests", "pax", "persons"),
    "source": (
        "источник",
        "канал",
        "канал продаж",
        "откуда",
        "source",
        "channel",
        "booking source",
        "ota",
    ),
    "agent": ("агент", "агентство", "контрагент", "agency", "travel agent", "agent"),
    "status": ("статус", "состояние", "статус брони", "status", "booking status", "state"),
    "language": ("язык", "язык гостя", "language", "lang"),
    "country": ("страна", "гражданство", "country", "nationality"),
    "booked_at": (
        "дата брони",
        "дата бронирования",
        "создано",
        "дата создания",
        "забронировано",
        "booked",
        "booked on",
        "booking date",
        "created",
        "created at",
        "reservation date",
    ),
    "birthday": ("дата рождения", "день рождения", "birthday", "date of birth", "dob"),
}
"""Our fields, and what people call them. The first that fits wins, whole names before parts."""

_PARTS = {
    "phone": ("телефон", "phone", "mobile", "whatsapp"),
    "arrival": ("заезд", "arrival", "check in"),
    "departure": ("выезд", "departure", "check out"),
    "external_id": ("брони", "booking", "reservation", "confirmation"),
    "name": ("фио", "guest name"),
    "email": ("email", "e mail", "почт"),
    "status": ("статус", "status"),
    "source": ("источник", "source"),
    "room_type": ("категория", "room type"),
}


def guess(header: Sequence[str]) -> dict[str, str]:
    """Our field -> the column of theirs. A column is used once."""
    plain = {name: _plain(name) for name in header if _plain(name)}
    found: dict[str, str] = {}
    for field, words in FIELDS.items():
        _take(found, field, (name for word in words for name in plain if plain[name] == word))
    for field, parts in _PARTS.items():
        if field not in found:
            _take(found, field, (n for part in parts for n in plain if part in plain[n]))
    return found


def known_columns(header: Sequence[str]) -> int:
    """How many of these cells name a field."""
    return len(guess([cell for cell in header if len(cell) < 60]))


def _take(found: dict[str, str], field: str, candidates: Iterable[str]) -> None:
    used = set(found.values())
    for name in candidates:
        if name not in used:
            found[field] = name
            return


def _plain(name: str) -> str:
    """Small letters, no marks: «Дата  заезда:» and "Check-In" become words."""
    return re.sub(r"[^\w№]+|_+", " ", name.lower().replace("ё", "е")).strip()
