"""Who is behind an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, String, Uuid, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.db import Prepared, table_of, word
from bellhop.guests.models import Guest, Stay
from bellhop.hotels import Happened, Kind, happened
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

    id: UUID
    room: str
    room_type: str
    status: str
    arrival: datetime
    departure: datetime


async def by_address(
    session: AsyncSession, hotel_id: UUID, address: Address, *, name: str, now: datetime
) -> Known:
    """The guest of this address, made when new. Two calls at once end with one guest."""
    values = {
        "guest_id": clock.new_id(),
        "address_id": clock.new_id(),
        "hotel": hotel_id,
        "name": name[:NAME_LIMIT],
        "kind": address.kind.value,
        "value": address.value,
        "phone": address.value if address.kind is AddressKind.PHONE else None,
        "now": now,
    }
    row = await _FIND_OR_MAKE.first(session, **values)
    if row is None:  # somebody makes this guest at this very moment, and has waited for us
        row = await _FIND_OR_MAKE.first(session, **values)
    assert row is not None, "known or made"  # noqa: S101
    return Known(row.guest_id, row.staff)


async def stop(session: AsyncSession, hotel_id: UUID, guest_id: UUID, now: datetime) -> bool:
    """The guest wants no message that we start. False when that was known already."""
    changed = await _set_stopped(session, guest_id, now)
    if changed:
        happened(session, hotel_id, Happened(Kind.STOPPED, now, guest_id))
    return changed


async def start_again(session: AsyncSession, hotel_id: UUID, guest_id: UUID, now: datetime) -> bool:
    """Undoes `stop`. False when there was nothing to undo."""
    changed = await _set_stopped(session, guest_id, None)
    if changed:
        happened(session, hotel_id, Happened(Kind.STARTED, now, guest_id))
    return changed


async def current_stay(session: AsyncSession, guest_id: UUID, now: datetime) -> CurrentStay | None:
    row = await _STAY.first(session, guest_id=guest_id, now=now)
    return None if row is None else CurrentStay(*row)


async def _set_stopped(session: AsyncSession, guest_id: UUID, at: datetime | None) -> bool:
    changes = Guest.stopped_at.is_(None) if at else Guest.stopped_at.is_not(None)
    changed = await session.execute(
        update(Guest).where(Guest.id == guest_id, changes).values(stopped_at=at).returning(Guest.id)
    )
    return changed.scalar_one_or_none() is not None


_stay = table_of(Stay)
# One statement: a known address costs one round trip, and one that two messages bring at once
# leaves no guest without an address.
_FIND_OR_MAKE = Prepared(
    text("""
    WITH known AS (
        SELECT guest_id, staff FROM guest_addresses WHERE kind = :kind AND value = :value
    ), made AS (
        INSERT INTO guest_addresses
            (hotel_id, id, guest_id, kind, value, staff, created_at)
        SELECT :hotel, :address_id, :guest_id, :kind, :value,
               EXISTS (SELECT 1 FROM memberships WHERE phone = :phone), :now
        WHERE NOT EXISTS (SELECT 1 FROM known)
        ON CONFLICT (hotel_id, kind, value) DO NOTHING
        RETURNING guest_id, staff
    ), guest AS (
        INSERT INTO guests (hotel_id, id, name, tags, created_at)
        SELECT :hotel, guest_id, :name, '[]', :now FROM made
    )
    SELECT guest_id, staff FROM known UNION ALL SELECT guest_id, staff FROM made
""").bindparams(
        bindparam("hotel", type_=Uuid()),
        bindparam("guest_id", type_=Uuid()),
        bindparam("address_id", type_=Uuid()),
        bindparam("name", type_=String()),
        bindparam("kind", type_=String()),
        bindparam("value", type_=String()),
        bindparam("phone", type_=String()),
        bindparam("now", type_=DateTime(timezone=True)),
    )
)
_STAY = Prepared(
    select(
        _stay.c.id,
        _stay.c.room,
        _stay.c.room_type,
        _stay.c.status,
        _stay.c.planned_arrival,
        _stay.c.planned_departure,
    )
    .where(
        _stay.c.guest_id == bindparam("guest_id"),
        _stay.c.status.not_in([word("cancelled"), word("no_show")]),
    )
    .order_by(
        (_stay.c.status == "checked_in").desc(),
        (_stay.c.planned_departure >= bindparam("now", type_=DateTime(timezone=True))).desc(),
        _stay.c.planned_arrival,
    )
    .limit(1)
)
