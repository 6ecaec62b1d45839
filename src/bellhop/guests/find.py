"""Who is behind an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.guests.models import Guest, GuestAddress, Stay
from bellhop.hotels import Membership
from bellhop.messages import Address, AddressKind

NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Known:
    """A guest as an address leads to them. `staff`: the phone of somebody who works here."""

    id: UUID
    staff: bool


@dataclass(frozen=True, slots=True)
class CurrentStay:
    """The stay that matters now: in house, else next, else the last one."""

    room_type: str
    status: str
    arrival: datetime
    departure: datetime


async def by_address(
    session: AsyncSession, hotel_id: UUID, address: Address, *, name: str, now: datetime
) -> Known:
    """The guest of this address, made when new. Two calls at once end with one guest."""
    found = await _find(session, address)
    if found is not None:
        return found
    staff = await _is_staff(session, address)
    guest_id = clock.new_id()
    await session.execute(
        insert(Guest).values(
            hotel_id=hotel_id, id=guest_id, name=name[:NAME_LIMIT], tags=[], created_at=now
        )
    )
    taken = await session.execute(
        insert(GuestAddress)
        .values(
            hotel_id=hotel_id,
            id=clock.new_id(),
            guest_id=guest_id,
            kind=address.kind.value,
            value=address.value,
            staff=staff,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["hotel_id", "kind", "value"])
        .returning(GuestAddress.guest_id)
    )
    if taken.scalar_one_or_none() is not None:
        return Known(guest_id, staff)
    await session.execute(Guest.__table__.delete().where(Guest.__table__.c.id == guest_id))  # type: ignore[attr-defined]
    other = await _find(session, address)
    assert other is not None, "the address that clashed is there"  # noqa: S101
    return other


async def stop(session: AsyncSession, guest_id: UUID, now: datetime) -> bool:
    """The guest wants no message that we start. False when that was known already."""
    return await _set_stopped(session, guest_id, now)


async def start_again(session: AsyncSession, guest_id: UUID) -> bool:
    """Undoes `stop`. False when there was nothing to undo."""
    return await _set_stopped(session, guest_id, None)


async def current_stay(session: AsyncSession, guest_id: UUID, now: datetime) -> CurrentStay | None:
    arrival, departure = Stay.planned_arrival, Stay.planned_departure
    query = (
        select(Stay.room_type, Stay.status, arrival, departure)
        .where(Stay.guest_id == guest_id, Stay.status.not_in(("cancelled", "no_show")))
        .order_by(
            (Stay.status == "checked_in").desc(),
            (departure >= now).desc(),
            arrival,
        )
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else CurrentStay(*row)


async def _find(session: AsyncSession, address: Address) -> Known | None:
    query = select(GuestAddress.guest_id, GuestAddress.staff).where(
        GuestAddress.kind == address.kind.value, GuestAddress.value == address.value
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Known(row.guest_id, row.staff)


async def _is_staff(session: AsyncSession, address: Address) -> bool:
    if address.kind is not AddressKind.PHONE:
        return False
    query = select(Membership.id).where(Membership.phone == address.value).limit(1)
    return (await session.execute(query)).scalar_one_or_none() is not None


async def _set_stopped(session: AsyncSession, guest_id: UUID, at: datetime | None) -> bool:
    changes = Guest.stopped_at.is_(None) if at else Guest.stopped_at.is_not(None)
    changed = await session.execute(
        update(Guest)
        .where(Guest.id == guest_id, or_(changes))
        .values(stopped_at=at)
        .returning(Guest.id)
    )
    return changed.scalar_one_or_none() is not None
