"""Messages that wait and will not go. One that has begun to go, in parts, goes to its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bellhop import clock, conversations
from bellhop.hotels import Hotel
from bellhop.outbox.models import OutboxRow

REST_OF_FAILED = "the_rest_of_it_failed"
"""What `error` says of the parts behind one that failed."""
_first = aliased(OutboxRow)


async def withdraw(session: AsyncSession, hotel: Hotel, chat_id: UUID, reason: str) -> int:
    """The bot's messages that still wait in this chat will not go; how many they were. What a
    journey sends waits until the chat is free again."""
    which = (OutboxRow.conversation_id == chat_id) & OutboxRow.message_id.in_(_bots(chat_id))
    return await _withdraw(session, hotel, which, reason)


async def take_back(session: AsyncSession, hotel: Hotel, row_id: UUID, reason: str) -> bool:
    """One message will not go. False when it is on its way already, or has gone."""
    whose = select(_first.message_id).where(_first.id == row_id).scalar_subquery()
    return await _withdraw(session, hotel, OutboxRow.message_id == whose, reason) > 0


async def came_after_all(session: AsyncSession, hotel: Hotel, message_id: UUID) -> bool:
    """A message that was said to have failed has arrived: what goes in its place need not. False
    when that one is on its way."""
    which = OutboxRow.instead_of == message_id
    return await _withdraw(session, hotel, which, "first_road_worked") > 0


async def drop_rest(session: AsyncSession, message_id: UUID) -> None:
    """A part failed, so the parts behind it would make no sense."""
    await session.execute(
        update(OutboxRow)
        .where(OutboxRow.message_id == message_id, OutboxRow.state == "waiting")
        .values(state="withdrawn", due_at=None, error=REST_OF_FAILED)
    )


async def _withdraw(session: AsyncSession, hotel: Hotel, which: Any, reason: str) -> int:
    begun = select(_first.id).where(
        _first.message_id == OutboxRow.message_id,
        _first.part < OutboxRow.part,
        _first.state != "waiting",
    )
    gone = await session.execute(
        update(OutboxRow)
        .where(which, OutboxRow.state == "waiting", (OutboxRow.part == 0) | ~begun.exists())
        .values(state="withdrawn", due_at=None, error=reason)
        .returning(OutboxRow.message_id)
    )
    ids = set(gone.scalars())
    for message_id in ids:
        await conversations.move(session, hotel.slug, message_id, "withdrawn", clock.now())
    return len(ids)


def _bots(chat_id: UUID) -> Any:
    message = conversations.Message
    return select(message.id).where(message.conversation_id == chat_id, message.origin == "bot")
