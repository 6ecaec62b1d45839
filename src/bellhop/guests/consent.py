"""Consent given or taken back."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.errors import NotFound
from bellhop.guests.apply import moment_of
from bellhop.guests.given import ConsentGiven
from bellhop.guests.models import Consent, Guest
from bellhop.hotels import Happened, Hotel, Kind, happened


async def keep_consent(
    session: AsyncSession, hotel: Hotel, guest_id: UUID, given: ConsentGiven
) -> None:
    """Keep the proof, and the state it leads to. Raises NotFound."""
    guest = await session.scalar(
        select(Guest).where(Guest.id == guest_id).with_for_update(key_share=True)
    )
    if guest is None:
        raise NotFound("there is no such guest")
    now = hotel.now()
    setattr(guest, given.kind, given.given)
    session.add(
        Consent(
            hotel_id=hotel.id,
            guest_id=guest_id,
            kind=given.kind,
            given=given.given,
            at=moment_of(hotel, given.at) if given.at is not None else now,
            how=given.how,
            wording=given.wording,
        )
    )
    await session.flush()
    details = {"kind": given.kind, "given": given.given}
    happened(session, hotel.id, Happened(Kind.CONSENTED, now, guest_id, details=details))
