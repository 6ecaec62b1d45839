"""Sealing a hotel's credentials with the newest key."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from bellhop import crypto, db
from bellhop.hotels.audit import note
from bellhop.hotels.models import (
    AlertRung,
    ChannelAccount,
    HotelRecord,
    InstallationKey,
    Person,
    PushDevice,
    Subscription,
)


async def rotate_keys(hotel_id: UUID) -> int:
    """How many credentials were sealed anew."""
    count = 0
    async with db.hotel(hotel_id) as session:
        for account in (await session.execute(select(ChannelAccount))).scalars():
            account.token_sealed = crypto.rotate(account.token_sealed)
            account.webhook_token_sealed = crypto.rotate(account.webhook_token_sealed)
            count += 2
        hotel = (await session.execute(select(HotelRecord))).scalar_one()
        for rung in (await session.execute(select(AlertRung))).scalars():
            rung.target_sealed = crypto.rotate(rung.target_sealed)
            count += 1
        for door in (await session.execute(select(Subscription))).scalars():
            door.secret_sealed = crypto.rotate(door.secret_sealed)
            count += 1
        if hotel.secrets_sealed:
            hotel.secrets_sealed = crypto.rotate(hotel.secrets_sealed)
            count += 1
        await note(session, hotel_id, "cli", "keys_rotated", credentials=count)
    return count


async def rotate_shared_keys() -> int:
    """The same for what belongs to no hotel: second factors, browsers, the installation's keys."""
    async with db.unnamed() as session:
        people = select(Person).where(Person.totp_sealed.is_not(None))
        count = 0
        for person in (await session.execute(people)).scalars():
            person.totp_sealed = crypto.rotate(person.totp_sealed or b"")
            count += 1
        for device in (await session.execute(select(PushDevice))).scalars():
            device.keys_sealed = crypto.rotate(device.keys_sealed)
            count += 1
        for key in (await session.execute(select(InstallationKey))).scalars():
            key.sealed = crypto.rotate(key.sealed)
            count += 1
    return count
