"""How a rule's words would read for one guest, while somebody writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.db import table_of
from bellhop.errors import BadInput
from bellhop.guests import Guest
from bellhop.hotels import Hotel
from bellhop.journeys import look, templates

_guest = table_of(Guest)


@dataclass(frozen=True, slots=True)
class Tried:
    """`wrong` says why the words cannot be said; `text` is empty then."""

    text: str
    wrong: str = ""
    guest_name: str = ""
    room: str = ""


async def try_text(
    session: AsyncSession, hotel: Hotel, words: str, language: str, stay_id: UUID | None
) -> Tried:
    """The words for the guest of a stay; without one, for a guest who is made up."""
    stay = (await look.stays(session, [stay_id])).get(stay_id) if stay_id else None
    name = ""
    if stay is not None:
        name = await session.scalar(select(_guest.c.name).where(_guest.c.id == stay.guest_id)) or ""
    room = stay.room if stay is not None else ""
    try:
        templates.check(words)
        values = templates.values_of(hotel, stay, name, language, {})
        values |= _links() if stay is not None else _links() | _made_up(hotel, language)
        text = templates.render(words, values)
    except BadInput as error:
        return Tried("", str(error), name, room)
    return Tried(text, "", name, room)


def _made_up(hotel: Hotel, language: str) -> dict[str, object]:
    today = hotel.local(hotel.now())
    return {
        "guest_name": "Анна" if language == "ru" else "Anna",
        "room": "304",
        "nights": 3,
        "check_in_date": templates.day(today, language),
        "check_in_time": f"{hotel.rules.check_in:%H:%M}",
        "check_out_date": templates.day(today + timedelta(days=3), language),
        "check_out_time": f"{hotel.rules.check_out:%H:%M}",
    }


def _links() -> dict[str, object]:
    """Links are made when a message is sent; here they stand as they will look."""
    return {
        "review_link": "https://bell.example/r/Kx7pQ2",
        "short_link": templates.Function(lambda _: "https://bell.example/l/Kx7pQ2"),
    }
