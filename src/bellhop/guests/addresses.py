"""Addresses of one guest on several channels, and what channels said of them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.db import table_of
from bellhop.guests.models import AddressCheck, Guest, GuestAddress
from bellhop.hotels import Membership
from bellhop.messages import Address, AddressKind


async def keep_check(
    session: AsyncSession, hotel_id: UUID, channel: str, phone: str, found: str | None
) -> None:
    """What the channel says of a phone now: its chat there, or that it has none."""
    new = insert(table_of(AddressCheck)).values(
        hotel_id=hotel_id,
        id=clock.new_id(),
        created_at=clock.now(),
        channel=channel,
        phone=phone,
        found=found,
        checked_at=clock.now(),
    )
    changed = {"found": new.excluded.found, "checked_at": new.excluded.checked_at}
    await session.execute(
        new.on_conflict_do_update(index_elements=["hotel_id", "channel", "phone"], set_=changed)
    )


async def not_there(
    session: AsyncSession, hotel_id: UUID, channel: str, address: Address, why: str
) -> None:
    """Nothing arrives at this address of the channel. What had been looked up for it is forgotten,
    since a phone may have moved to another chat."""
    if address.kind is AddressKind.PHONE:
        await keep_check(session, hotel_id, channel, address.value, None)
        return
    await session.execute(
        update(GuestAddress)
        .where(GuestAddress.kind == address.kind.value, GuestAddress.value == address.value)
        .values(unreachable_at=clock.now(), unreachable_why=why)
    )
    checks = table_of(AddressCheck)
    await session.execute(
        checks.delete().where(checks.c.channel == channel, checks.c.found == address.value)
    )


async def also_at(
    session: AsyncSession, hotel_id: UUID, guest_id: UUID, address: Address, phone: str | None
) -> bool:
    """The channel says that this guest is reached there as well. An older id that the same phone
    had on the channel is given up. False when the address is another guest's: staff decide whether
    the two are one."""
    made = await session.execute(
        insert(table_of(GuestAddress))
        .values(
            hotel_id=hotel_id,
            id=clock.new_id(),
            created_at=clock.now(),
            guest_id=guest_id,
            kind=address.kind.value,
            value=address.value,
            staff=await _works_here(session, address, phone),
            phone=phone,
        )
        .on_conflict_do_nothing(index_elements=["hotel_id", "kind", "value"])
        .returning(table_of(GuestAddress).c.id)
    )
    if phone is not None:
        await _give_up_older(session, address, phone)
    if made.scalar_one_or_none() is not None:
        return True
    same = GuestAddress.kind == address.kind.value, GuestAddress.value == address.value
    theirs = await session.scalar(select(GuestAddress.guest_id).where(*same))
    if phone is not None:
        known = GuestAddress.phone.is_distinct_from(phone)
        await session.execute(update(GuestAddress).where(*same, known).values(phone=phone))
    return theirs == guest_id


async def owner_of_phone(session: AsyncSession, phone: str) -> UUID | None:
    """The one guest of a phone; None for an agency's, for staff's and for one nobody has."""
    query = select(GuestAddress.guest_id).where(
        GuestAddress.kind == AddressKind.PHONE.value,
        GuestAddress.value == phone,
        GuestAddress.agency.is_(False),
        GuestAddress.staff.is_(False),
    )
    found: UUID | None = await session.scalar(query)
    return found


async def introduce(
    session: AsyncSession, hotel_id: UUID, address: Address, phone: str, name: str
) -> None:
    """Somebody writes from an id that is new here, and the channel tells the phone behind it: they
    are the guest of that phone, who now has this address too. A phone that is new as well becomes
    an address of the same guest, so that a booking which comes later finds them."""
    query = select(GuestAddress.guest_id, GuestAddress.agency).where(
        GuestAddress.kind == AddressKind.PHONE.value, GuestAddress.value == phone
    )
    known = (await session.execute(query)).one_or_none()
    if known is not None and known.agency:
        return
    owner = known.guest_id if known is not None else None
    if owner is None:
        owner = clock.new_id()
        session.add(Guest(hotel_id=hotel_id, id=owner, name=name, tags=[], created_at=clock.now()))
        await session.flush()
        own_phone = Address(AddressKind.PHONE, phone)
        if not await also_at(session, hotel_id, owner, own_phone, None):
            return  # somebody else made it just now
    await also_at(session, hotel_id, owner, address, phone)


async def phone_told(session: AsyncSession, address: Address, phone: str) -> None:
    """The channel tells the phone of an address that is known: kept, for finding doubles."""
    await session.execute(
        update(GuestAddress)
        .where(
            GuestAddress.kind == address.kind.value,
            GuestAddress.value == address.value,
            GuestAddress.phone.is_distinct_from(phone),
        )
        .values(phone=phone)
    )


async def _give_up_older(session: AsyncSession, address: Address, phone: str) -> None:
    await session.execute(
        update(GuestAddress)
        .where(
            GuestAddress.kind == address.kind.value,
            GuestAddress.phone == phone,
            GuestAddress.value != address.value,
            GuestAddress.unreachable_at.is_(None),
        )
        .values(unreachable_at=clock.now(), unreachable_why="phone_has_moved")
    )


async def _works_here(session: AsyncSession, address: Address, phone: str | None) -> bool:
    phone = address.value if address.kind is AddressKind.PHONE else phone
    query = select(Membership.id).where(Membership.phone == phone).limit(1)
    return phone is not None and await session.scalar(query) is not None
