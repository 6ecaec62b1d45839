"""Sealing a hotel's credentials with the newest key."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from bellhop import crypto, db
from bellhop.hotels.audit import note
from bellhop.hotels.models import ChannelAccount, HotelRecord


async def rotate_keys(hotel_id: UUID) -> int:
    """How many credentials were sealed anew."""
    count = 0
    async with db.hotel(hotel_id) as session:
        for account in (await session.execute(select(ChannelAccount))).scalars():
            account.token_sealed = crypto.rotate(account.token_sealed)
            account.webhook_token_sealed = crypto.rotate(account.webhook_token_sealed)
            count += 2
        hotel = (await session.execute(select(HotelRecord))).scalar_one()
        if hotel.alert_urls_sealed:
            hotel.alert_urls_sealed = crypto.rotate(hotel.alert_urls_sealed)
            count += 1
        if hotel.secrets_sealed:
            hotel.secrets_sealed = crypto.rotate(hotel.secrets_sealed)
            count += 1
        await note(session, hotel_id, "cli", "keys_rotated", credentials=count)
    return count
