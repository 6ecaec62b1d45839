"""A sandbox hotel's own clock: moving it makes due what has become due."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, hotels
from bellhop.conversations import Conversation
from bellhop.errors import Refused
from bellhop.hotels import Happening, HotelRecord
from bellhop.journeys.models import JourneyRule, JourneySend
from bellhop.journeys.tick import hand_out_due
from bellhop.outbox import OutboxRow

DUE = (
    JourneySend.due_at,
    JourneyRule.cron_due_at,
    OutboxRow.due_at,
    OutboxRow.give_up_at,
    Conversation.answer_due_at,
    Conversation.gathering_since,
)
WAITING_NEWS = Happening.due_at.is_not(None)
"""Moments of the hotel that are kept in real UTC: they move against the clock."""


async def set_clock(hotel_id: UUID, to: datetime) -> int:
    """Let the hotel's clock show this moment; see `move_clock`."""
    async with db.hotel(hotel_id) as session:
        hotel = await _hold(session)
        await _move(session, hotel, to - hotel.now())
    return await hand_out_due(hotel_id=hotel_id)


async def move_clock(hotel_id: UUID, by: timedelta) -> int:
    """Move the hotel's clock, re-date what is due and run the hotel's tick. How many messages were
    handed out. Raises Refused for a hotel with guests of flesh and blood."""
    async with db.hotel(hotel_id) as session:
        await _move(session, await _hold(session), by)
    return await hand_out_due(hotel_id=hotel_id)


async def next_due(session: AsyncSession, hotel: hotels.Hotel) -> datetime | None:
    """The hotel's next moment at which something may go: where a clock that is played forward
    stops, so that every message goes at its own moment."""
    sends = await session.scalar(
        select(JourneySend.due_at)
        .where(JourneySend.due_at.is_not(None), JourneySend.due_at > clock.now())
        .order_by(JourneySend.due_at)
        .limit(1)
    )
    strikes = await session.scalar(
        select(JourneyRule.cron_due_at)
        .where(JourneyRule.cron_due_at > clock.now())
        .order_by(JourneyRule.cron_due_at)
        .limit(1)
    )
    found = min((moment for moment in (sends, strikes) if moment is not None), default=None)
    return found + hotel.clock_offset if found else None


async def _hold(session: AsyncSession) -> hotels.Hotel:
    """The hotel, whose clock nobody else reads or moves until the commit."""
    await session.execute(select(HotelRecord.id).with_for_update(key_share=True))
    return await hotels.read(session)


async def _move(session: AsyncSession, hotel: hotels.Hotel, by: timedelta) -> None:
    if not hotel.sandbox:
        raise Refused("only a sandbox hotel's clock can be moved")
    offset = hotel.clock_offset + by
    await session.execute(
        update(HotelRecord).where(HotelRecord.id == hotel.id).values(clock_offset=offset)
    )
    for column in DUE:
        await session.execute(
            update(column.class_).where(column.is_not(None)).values({column: column - by})
        )
    # news that nobody has taken yet was written down at the moment the clock showed then
    await session.execute(
        update(Happening).where(WAITING_NEWS).values(created_at=Happening.created_at - by)
    )
