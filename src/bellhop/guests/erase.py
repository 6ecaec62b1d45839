"""A guest who wants to be forgotten: names and addresses go, counts and the proof of consent stay
without them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.errors import NotFound
from bellhop.guests.models import Guest, GuestAddress, GuestMerge, PmsDelivery, Stay
from bellhop.hotels import Hotel


async def erase(session: AsyncSession, hotel: Hotel, guest_id: UUID) -> list[UUID]:
    """This room's part. Also those who were merged into the guest; the ids of all of them.
    Raises NotFound."""
    query = select(Guest).where((Guest.id == guest_id) | (Guest.merged_into == guest_id))
    found = list(await session.scalars(query.with_for_update()))
    if guest_id not in {guest.id for guest in found}:
        raise NotFound("there is no such guest")
    ids = [guest.id for guest in found]
    for guest in found:
        guest.name, guest.tags = "", []
        guest.language = guest.country = guest.email = guest.birthday = None
        guest.stopped_at = guest.stopped_at or hotel.now()
        guest.service = guest.marketing = False
    await _deliveries(session, ids)
    await session.execute(delete(GuestAddress).where(GuestAddress.guest_id.in_(ids)))
    await session.execute(
        update(Stay).where(Stay.guest_id.in_(ids)).values(external_id=None, attributes={})
    )
    merged = GuestMerge.kept_id.in_(ids) | GuestMerge.gone_id.in_(ids)
    await session.execute(delete(GuestMerge).where(merged))
    await session.flush()
    return ids


async def guest_of_phone(session: AsyncSession, digits: str) -> UUID:
    """Raises NotFound."""
    found = await session.scalar(
        select(GuestAddress.guest_id).where(
            GuestAddress.kind == "phone", GuestAddress.value == digits
        )
    )
    if found is None:
        raise NotFound("there is no guest with this phone")
    return found


async def _deliveries(session: AsyncSession, ids: list[UUID]) -> None:
    """What property systems sent about these bookings, as it came."""
    phones = await session.scalars(select(GuestAddress.value).where(GuestAddress.guest_id.in_(ids)))
    bookings = await session.scalars(select(Stay.external_id).where(Stay.guest_id.in_(ids)))
    for word in {each for each in (*phones, *bookings) if each}:
        await session.execute(
            delete(PmsDelivery).where(PmsDelivery.body.contains(word, autoescape=True))
        )
