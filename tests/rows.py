"""Reading and moving one hotel's rows, and letting time pass for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import DateTime, select, update

from bellhop import db
from bellhop.alerts import Alert, OperatorAlert
from bellhop.conversations import Conversation, Message
from bellhop.hotels import HotelRecord
from bellhop.outbox import OutboxRow
from tests.cast import TestHotel

Row = TypeVar("Row", bound=db.Base)


async def all_of(hotel: TestHotel, model: type[Row]) -> list[Row]:
    """Every row of a table that the hotel has, oldest first."""
    async with db.hotel(hotel.id) as session:
        return list((await session.execute(select(model).order_by(model.id))).scalars())


async def change(hotel: TestHotel, model: type[db.Base], **values: Any) -> None:
    """Set columns in all of the hotel's rows of a table."""
    async with db.hotel(hotel.id) as session:
        await session.execute(update(model).values(**values))


async def rule(hotel: TestHotel, **rules: Any) -> None:
    """The hotel's own rules; the gathering pause is none unless it is named."""
    await change(hotel, HotelRecord, rules={"pause_seconds": 0} | rules)


async def pass_time(hotel: TestHotel, **time: float) -> None:
    """Move every moment of the hotel's rows into the past: nobody sleeps."""
    by = timedelta(**time)
    async with db.hotel(hotel.id) as session:
        for table in db.Base.metadata.sorted_tables:
            moments = [c for c in table.c if isinstance(c.type, DateTime)]
            if "hotel_id" in table.c:
                await session.execute(update(table).values({c: c - by for c in moments}))


async def chat(hotel: TestHotel, chat_id: str = "") -> Conversation:
    """The conversation with the hotel's guest, or with somebody else."""
    chats = await all_of(hotel, Conversation)
    [found] = [each for each in chats if each.chat_id == (chat_id or hotel.guest)]
    return found


async def messages(hotel: TestHotel, direction: str = "in") -> list[Message]:
    return [each for each in await all_of(hotel, Message) if each.direction == direction]


async def outbox(hotel: TestHotel) -> list[OutboxRow]:
    return await all_of(hotel, OutboxRow)


async def reasons(hotel: TestHotel) -> list[str]:
    """Why a person was called: open alerts, sorted."""
    return sorted(a.reason for a in await all_of(hotel, Alert) if a.state != "resolved")


async def for_operator(subject: str) -> list[str]:
    """What the operator was told about a number or a hotel."""
    async with db.unnamed() as session:
        query = select(OperatorAlert.kind).where(OperatorAlert.subject == subject)
        return sorted((await session.execute(query)).scalars())


async def nothing() -> None:
    """For where something might happen."""
