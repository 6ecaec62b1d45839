"""Reading a hotel whose clock may be moved at this very moment."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import hotels
from bellhop.hotels import Hotel, HotelRecord


async def read_hotel(session: AsyncSession) -> Hotel:
    """The session's hotel. A sandbox hotel's clock stands still until the commit, because due
    times that are written here are reckoned from it. Ask before anything else is locked: whoever
    moves the clock holds the hotel first and the due rows after."""
    hotel = await hotels.read(session)
    if not hotel.sandbox:
        return hotel
    await session.execute(select(HotelRecord.id).with_for_update(read=True))
    return await hotels.read(session)
