"""Guests who are perhaps one person: shown to staff, who decide; nobody is merged by himself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.guests.models import AddressCheck, Guest, GuestAddress
from bellhop.messages import AddressKind

MOST = 8


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody who may be the same person, and why: `phone` (the channel says so), `email` or
    `name`; the surest reason."""

    guest: Guest
    why: str


async def twins(session: AsyncSession, guest_id: UUID) -> list[Twin]:
    """Likely doubles of a guest, the surest first."""
    guest = await session.scalar(select(Guest).where(Guest.id == guest_id))
    if guest is None or guest.merged_into is not None:
        return []
    addresses = list(
        await session.scalars(select(GuestAddress).where(GuestAddress.guest_id == guest_id))
    )
    found: dict[UUID, str] = {}
    for each in await _by_phone(session, addresses):
        found.setdefault(each, "phone")
    for other, why in await _by_facts(session, guest):
        found.setdefault(other, why)
    found.pop(guest_id, None)
    query = select(Guest).where(Guest.id.in_(found), Guest.merged_into.is_(None))
    known = {each.id: each for each in await session.scalars(query)}
    order = [each for each in found if each in known]
    return [Twin(known[each], found[each]) for each in order[:MOST]]


async def _by_phone(session: AsyncSession, addresses: Sequence[GuestAddress]) -> list[UUID]:
    """The channel told the phone behind an id, or found the id behind a phone."""
    own = [each.value for each in addresses if each.kind == AddressKind.PHONE]
    told = [each.phone for each in addresses if each.phone]
    ids = [each.value for each in addresses if each.kind != AddressKind.PHONE]
    phones = select(AddressCheck.phone).where(AddressCheck.found.in_(ids))
    chats = select(AddressCheck.found).where(AddressCheck.phone.in_(own))
    is_phone = (GuestAddress.kind == AddressKind.PHONE.value) & GuestAddress.agency.is_(False)
    query = select(GuestAddress.guest_id).where(
        or_(
            is_phone & (GuestAddress.value.in_(told) | GuestAddress.value.in_(phones)),
            GuestAddress.phone.in_([*own, *told]),
            (GuestAddress.kind != AddressKind.PHONE.value) & GuestAddress.value.in_(chats),
        )
    )
    return list(await session.scalars(query.order_by(GuestAddress.id)))


async def _by_facts(session: AsyncSession, guest: Guest) -> list[tuple[UUID, str]]:
    found: list[tuple[UUID, str]] = []
    if guest.email:
        same = func.lower(Guest.email) == guest.email.lower()
        found += [(each, "email") for each in await session.scalars(select(Guest.id).where(same))]
    if len(guest.name.split()) > 1:  # a first name alone is many people's
        name = guest.name  # lower() in the database may know no Cyrillic
        spellings = {name, name.lower(), name.upper(), name.title()}
        query = select(Guest.id).where(Guest.name.in_(spellings)).limit(4 * MOST)
        found += [(each, "name") for each in await session.scalars(query)]
    return found
