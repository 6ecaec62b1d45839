"""Counting days once and keeping them; the youngest again, since statuses and answers come late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, hotels
from bellhop.conversations import Conversation
from bellhop.hotels import Hotel
from bellhop.reports.day import bounds, count_day
from bellhop.reports.digest import digest_due, send_digest
from bellhop.reports.figures import between
from bellhop.reports.models import DayFigures

SETTLES_AFTER = timedelta(days=3)
"""Nothing of a day changes any more so long after its end."""
TODAY_EVERY, YOUNG_EVERY = timedelta(seconds=60), timedelta(minutes=30)
MOST_DAYS = 400
AT_ONCE = 31


async def count_hotel(hotel_id: UUID, _: UUID) -> None:
    """The step of COUNT_HOTEL: bring every day up to date, a month in a transaction, the newest
    first; then the digest, when its hour has come."""
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        missing = await _to_count(session, hotel, await _first_day(session, hotel))
    for start in range(0, len(missing), AT_ONCE):
        async with db.hotel(hotel_id) as session:
            await _count(session, hotel, missing[start : start + AT_ONCE])
    if await digest_due(hotel):
        await send_digest(hotel)


async def refresh(session: AsyncSession, hotel: Hotel, first: date, last: date) -> None:
    """Before somebody reads these days: what is missing or too old is counted now. `count_hotel`
    sees to it that this is today, seldom more."""
    earliest = max(first, await _first_day(session, hotel))
    await _count(session, hotel, await _to_count(session, hotel, earliest, last))


async def _first_day(session: AsyncSession, hotel: Hotel) -> date:
    """The day of the first chat, MOST_DAYS ago at most."""
    today = hotel.local(hotel.now()).date()
    query = select(func.min(Conversation.created_at))
    begun: datetime | None = (await session.execute(query)).scalar()
    first = hotel.local(begun).date() if begun else today
    return max(min(first, today), today - timedelta(days=MOST_DAYS - 1))


async def _to_count(
    session: AsyncSession, hotel: Hotel, first: date, last: date | None = None
) -> list[date]:
    now = clock.now()
    today = hotel.local(hotel.now()).date()
    last = min(last or today, today)
    if first > last:
        return []
    query = select(DayFigures.day, DayFigures.counted_at).where(DayFigures.day >= first)
    counted = {row.day: row.counted_at for row in await session.execute(query)}
    wanted = []
    for day in reversed(between(first, last)):
        at = counted.get(day)
        every = TODAY_EVERY if day == today else YOUNG_EVERY
        settled = at is not None and at >= bounds(hotel, day)[1] + SETTLES_AFTER
        if at is None or (not settled and at < now - every):
            wanted.append(day)
    return wanted


async def _count(session: AsyncSession, hotel: Hotel, days: Sequence[date]) -> None:
    for day in days:
        figures = (await count_day(session, hotel, day)).to_json()
        new = insert(DayFigures).values(
            hotel_id=hotel.id,
            id=clock.new_id(),
            created_at=clock.now(),
            day=day,
            figures=figures,
            counted_at=clock.now(),
        )
        changed = {"figures": new.excluded.figures, "counted_at": new.excluded.counted_at}
        await session.execute(
            new.on_conflict_do_update(index_elements=["hotel_id", "day"], set_=changed)
        )
