"""Who works at a hotel: roles changed, people let go, invitations taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.hotels.add import check_role, digits_or_none
from bellhop.hotels.audit import note
from bellhop.hotels.models import Invitation, Membership, Person, StaffSession


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here. `seen_at`: when one of their browsers was last used."""

    person_id: UUID
    name: str
    email: str
    role: str
    phone: str
    has_second_factor: bool
    browsers: int
    seen_at: datetime | None


async def team(session: AsyncSession) -> list[Member]:
    """Everybody who works in this hotel, owners first."""
    browsers = (
        select(StaffSession.person_id, func.count().label("n"), func.max(StaffSession.seen_at))
        .where(StaffSession.state == "open", StaffSession.expires_at > clock.now())
        .group_by(StaffSession.person_id)
        .subquery()
    )
    query = (
        select(Person, Membership, browsers.c.n, browsers.c[2])
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(browsers, browsers.c.person_id == Person.id)
    )
    found = [
        Member(
            person.id, person.name, person.email, place.role, place.phone or "",
            person.totp_sealed is not None, count or 0, seen,
        )
        for person, place, count, seen in await session.execute(query)
    ]  # fmt: skip
    order = ("owner", "manager", "agent")
    return sorted(found, key=lambda member: (order.index(member.role), member.name))


async def invitations_open(session: AsyncSession) -> list[Invitation]:
    query = select(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.expires_at > clock.now()
    )
    return list(await session.scalars(query.order_by(Invitation.id)))


async def take_back(session: AsyncSession, hotel_id: UUID, invitation_id: UUID, by: str) -> None:
    """The link opens nothing any more. Raises NotFound."""
    email = await session.scalar(
        delete(Invitation)
        .where(Invitation.id == invitation_id, Invitation.accepted_at.is_(None))
        .returning(Invitation.email)
    )
    if email is None:
        raise NotFound("there is no such invitation")
    await note(session, hotel_id, by, "invitation_taken_back", email=email)


async def change_member(
    session: AsyncSession, hotel_id: UUID, person_id: UUID, *, role: str, phone: str, by: str
) -> str:
    """Another role, or another own phone; the phone's digits. Raises NotFound, BadInput, Refused
    when no owner would be left."""
    check_role(role)
    place = await _place(session, person_id)
    if place.role == "owner" and role != "owner":
        await _another_owner(session, person_id)
    digits = digits_or_none(phone)
    if phone.strip() and (digits is None or not 7 <= len(digits) <= 15):
        raise BadInput("A phone has 7 to 15 digits.")
    place.role, place.phone = role, digits
    await session.flush()
    await note(session, hotel_id, by, "staff_changed", person=str(person_id), role=role)
    return digits or ""


async def let_go(session: AsyncSession, hotel_id: UUID, person_id: UUID, by: str) -> None:
    """They work here no more. Raises NotFound, Refused when no owner would be left."""
    place = await _place(session, person_id)
    if place.role == "owner":
        await _another_owner(session, person_id)
    await session.delete(place)
    await session.flush()
    await note(session, hotel_id, by, "staff_removed", person=str(person_id))


async def end_sessions(session: AsyncSession, hotel_id: UUID, person_id: UUID, by: str) -> int:
    """Every browser of a colleague is logged out; how many they were. Raises NotFound."""
    await _place(session, person_id)
    gone = await session.execute(
        delete(StaffSession).where(StaffSession.person_id == person_id).returning(StaffSession.id)
    )
    await note(session, hotel_id, by, "sessions_ended", person=str(person_id))
    return len(gone.all())


async def _place(session: AsyncSession, person_id: UUID) -> Membership:
    query = select(Membership).where(Membership.person_id == person_id).with_for_update()
    place = await session.scalar(query)
    if place is None:
        raise NotFound("nobody of that kind works here")
    return place


async def _another_owner(session: AsyncSession, person_id: UUID) -> None:
    """All owners' rows are held, so that two cannot leave each other alone."""
    query = select(Membership.person_id).where(Membership.role == "owner").with_for_update()
    if not set(await session.scalars(query)) - {person_id}:
        raise Refused("A hotel keeps one owner at least. Make somebody else an owner first.")
