"""The night's tidying: what a hotel keeps no longer goes by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db, hotels, log
from bellhop.console.guests import person
from bellhop.conversations import Conversation, Media
from bellhop.guests import Guest, GuestAddress, PmsDelivery, Stay
from bellhop.hotels import Hotel
from bellhop.inbox import InboxEvent

logger = log.get(__name__)

MOST_GUESTS = 500
"""In one night and hotel; the rest goes in the next."""
EMPTY = b"{}"
BY = "keeping"


async def tidy() -> int:
    """Every hotel by its own rules. How many guests were erased."""
    return sum([await tidy_hotel(hotel_id) for hotel_id in await hotels.all_ids()])


async def tidy_hotel(hotel_id: UUID) -> int:
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        rules, now = hotel.rules, hotel.now()
        if rules.keep_raw_days:
            await _empty_raw(session, now - timedelta(days=rules.keep_raw_days))
        if rules.keep_files_days:
            await _drop_files(session, now - timedelta(days=rules.keep_files_days))
        over = []
        if rules.keep_guests_days:
            over = await _guests_over(session, now - timedelta(days=rules.keep_guests_days))
    for guest_id in over:
        await _erase(hotel, guest_id)
    if over:
        logger.info("guests_forgotten", hotel=hotel.slug, count=len(over))
    return len(over)


async def _erase(hotel: Hotel, guest_id: UUID) -> None:
    """Each in a transaction of its own, so that one that fails holds up no other night's work."""
    async with db.hotel(hotel.id) as session:
        await person.erase(session, hotel, guest_id, by=BY)


async def _empty_raw(session: AsyncSession, before: datetime) -> None:
    """What was handled loses its body; its key stays, so that a late copy is still known."""
    await session.execute(
        update(InboxEvent)
        .where(InboxEvent.handled_at < before, InboxEvent.body != EMPTY)
        .values(body=EMPTY)
    )
    await session.execute(
        delete(PmsDelivery).where(PmsDelivery.created_at < before, PmsDelivery.due_at.is_(None))
    )


async def _drop_files(session: AsyncSession, before: datetime) -> None:
    await session.execute(
        update(Media)
        .where(Media.created_at < before, Media.state != "gone")
        .values(content=None, thumbnail=None, url="", state="gone", due_at=None)
    )


async def _guests_over(session: AsyncSession, before: datetime) -> list[UUID]:
    """Guests who can still be told apart, but whose last stay and last word are too long ago."""
    stayed = exists().where(Stay.guest_id == Guest.id, Stay.planned_departure >= before)
    spoke = exists().where(
        Conversation.guest_id == Guest.id, Conversation.last_message_at >= before
    )
    known = exists().where(GuestAddress.guest_id == Guest.id)
    query = (
        select(Guest.id)
        .where(Guest.merged_into.is_(None), Guest.created_at < before, known, ~stayed, ~spoke)
        .order_by(Guest.id)
        .limit(MOST_GUESTS)
    )
    return list(await session.scalars(query))
