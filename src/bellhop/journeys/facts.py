"""What conditions may ask about: one table for editors and sentences, and the reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.conversations import Conversation, Message
from bellhop.db import Prepared, table_of, word
from bellhop.guests import Stay
from bellhop.hotels import Happening, Hotel
from bellhop.journeys.models import JourneyRule, JourneySend

Type = Literal["number", "word", "words", "yes_no"]
OPS: dict[Type, tuple[str, ...]] = {
    "number": ("at_least", "at_most", "is", "is_not", "known"),
    "word": ("is", "is_not", "in", "not_in", "known"),
    "words": ("has", "has_not"),
    "yes_no": ("is",),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of the editor: its name in the data, and its words."""

    name: str
    type: Type
    en: str
    ru: str
    choices: tuple[str, ...] = ()

    @property
    def ops(self) -> tuple[str, ...]:
        return OPS[self.type]


FACTS = {
    fact.name: fact
    for fact in (
        Fact("nights", "number", "nights", "число ночей"),
        Fact("adults", "number", "adults", "число взрослых"),
        Fact("children", "number", "children", "число детей"),
        Fact("lead_days", "number", "days between booking and arrival", "дней от брони до заезда"),
        Fact("stays_before", "number", "earlier stays", "число прошлых приездов"),
        Fact("rating", "number", "the rating given", "оценка гостя"),
        Fact("source", "word", "booking source", "источник брони"),
        Fact("room", "word", "room", "номер комнаты"),
        Fact("room_type", "word", "room type", "категория номера"),
        Fact("rate", "word", "rate", "тариф"),
        Fact(
            "status",
            "word",
            "stay status",
            "статус проживания",
            ("booked", "checked_in", "checked_out", "cancelled", "no_show"),
        ),
        Fact("language", "word", "guest's language", "язык гостя"),
        Fact("country", "word", "guest's country", "страна гостя"),
        Fact(
            "mood",
            "word",
            "guest's last mood",
            "последнее настроение гостя",
            ("positive", "neutral", "negative"),
        ),
        Fact(
            "arrival_weekday",
            "word",
            "day of arrival",
            "день заезда",
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ),
        Fact("tags", "words", "guest's tags", "метки гостя"),
        Fact("received", "words", "messages received in this stay", "полученные сообщения"),
        Fact("in_house", "yes_no", "in house now", "гость сейчас живёт в отеле"),
        Fact("comes_again", "yes_no", "another stay is booked", "есть следующая бронь"),
    )
}
WEEKDAYS = FACTS["arrival_weekday"].choices
ASKED = {"mood", "rating", "received", "stays_before", "comes_again"}
"""These take a query each."""


def of_stay(hotel: Hotel, stay: Any, guest: Any) -> dict[str, Any]:
    """What the rows of stay and guest tell; `stay` is None for a guest without one."""
    facts: dict[str, Any] = {
        "language": guest.language,
        "country": guest.country,
        "tags": tuple(guest.tags or ()),
    }
    if stay is None:
        return facts | {"in_house": False}
    arrives = hotel.local(stay.real_arrival or stay.planned_arrival)
    leaves = hotel.local(stay.real_departure or stay.planned_departure)
    plain = ("adults", "children", "source", "room", "room_type", "rate", "status")
    facts |= {name: getattr(stay, name) for name in plain}
    facts |= {f"attribute.{name}": value for name, value in (stay.attributes or {}).items()}
    return facts | {
        "nights": (leaves.date() - arrives.date()).days,
        "lead_days": (arrives.date() - hotel.local(stay.booked_at).date()).days,
        "arrival_weekday": WEEKDAYS[arrives.weekday()],
        "in_house": stay.status == "checked_in",
    }


async def ask(
    session: AsyncSession, names: set[str], guest_id: UUID, stay_id: UUID | None, now: datetime
) -> Mapping[str, Any]:
    """The facts that need a look elsewhere, only those that are asked for."""
    values = {"guest": guest_id, "stay": stay_id}
    found: dict[str, Any] = {}
    if "mood" in names:
        found["mood"] = await _MOOD.value(session, guest=guest_id)
    if "rating" in names:
        score = await _RATING.value(session, **values)
        found["rating"] = None if score is None else float(score)
    if "received" in names:
        found["received"] = tuple(row.key for row in await _RECEIVED.all(session, **values))
    if "stays_before" in names:
        found["stays_before"] = await _BEFORE.value(session, **values)
    if "comes_again" in names:
        found["comes_again"] = bool(await _AGAIN.value(session, **values, now=now))
    return found


_chat, _message, _send = table_of(Conversation), table_of(Message), table_of(JourneySend)
_rule, _happening, _stay = table_of(JourneyRule), table_of(Happening), table_of(Stay)
_MOOD = Prepared(
    select(_message.c.sentiment)
    .join(_chat, (_chat.c.hotel_id == _message.c.hotel_id)
          & (_chat.c.id == _message.c.conversation_id))
    .where(_chat.c.guest_id == bindparam("guest"), _message.c.sentiment.is_not(None))
    .order_by(_message.c.occurred_at.desc())
    .limit(1)
)  # fmt: skip
_RATING = Prepared(
    select(_happening.c.details["score"].astext)
    .where(
        _happening.c.guest_id == bindparam("guest"),
        _happening.c.kind == word("rated"),
        (_happening.c.stay_id == bindparam("stay")) | (_happening.c.stay_id.is_(None)),
    )
    .order_by(_happening.c.at.desc())
    .limit(1)
)
_RECEIVED = Prepared(
    select(_rule.c.key)
    .join(_send, (_send.c.hotel_id == _rule.c.hotel_id) & (_send.c.rule_id == _rule.c.id))
    .where(
        _send.c.guest_id == bindparam("guest"),
        _send.c.stay_id == bindparam("stay"),
        _send.c.state.in_([word("queued"), word("merged")]),
    )
)
_others = (_stay.c.guest_id == bindparam("guest")) & (_stay.c.id != bindparam("stay"))
_BEFORE = Prepared(
    select(func.count()).select_from(_stay).where(_others, _stay.c.status == word("checked_out"))
)
_AGAIN = Prepared(
    select(func.count())
    .select_from(_stay)
    .where(
        _others,
        _stay.c.status == word("booked"),
        _stay.c.planned_arrival > bindparam("now"),
    )
)
