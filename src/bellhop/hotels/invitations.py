"""Links that open a door once: an invitation to a hotel, a new password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto, db
from bellhop.errors import BadInput, NotFound
from bellhop.hotels.add import check_email, check_role
from bellhop.hotels.audit import note
from bellhop.hotels.models import HotelRecord, Invitation, Membership, PasswordLink, Person
from bellhop.hotels.people import person_by_email

INVITATION_LASTS = timedelta(days=7)
LINK_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that may still be accepted. `known`: the person has a password already."""

    hotel_id: UUID
    id: UUID
    hotel: str
    locale: str
    email: str
    name: str
    role: str
    known: bool


async def invite(
    session: AsyncSession, hotel_id: UUID, *, email: str, name: str, role: str, by: str
) -> str:
    """Offer a role here. Returns the link's secret. Raises BadInput."""
    email = check_email(email)
    check_role(role)
    works_here = await session.execute(
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.email == email)
    )
    if works_here.first() is not None:
        raise BadInput(f"{email} already works at this hotel")
    token = crypto.new_token()
    session.add(
        Invitation(
            hotel_id=hotel_id,
            email=email,
            name=" ".join(name.split())[:80],
            role=role,
            token_hash=crypto.token_hash(token),
            invited_by=by,
            expires_at=clock.now() + INVITATION_LASTS,
        )
    )
    await note(session, hotel_id, by, "staff_invited", email=email, role=role)
    return token


async def invitation(token: str) -> Invited:
    """What a link offers. Raises NotFound for one that is unknown, used or too old."""
    async with db.system() as session:
        query = select(Invitation.hotel_id).where(Invitation.token_hash == crypto.token_hash(token))
        hotel_id = (await session.execute(query)).scalar_one_or_none()
    if hotel_id is None:
        raise NotFound("this link is not valid any more")
    async with db.hotel(hotel_id) as session:
        row = await _open_invitation(session, token)
        hotel = (await session.execute(select(HotelRecord.name, HotelRecord.locale))).one()
        known = await person_by_email(session, row.email)
    has_password = known is not None and known.password_hash is not None
    return Invited(
        hotel_id, row.id, hotel[0], hotel[1], row.email, row.name, row.role, has_password
    )


async def accept(
    session: AsyncSession, token: str, *, name: str, password_hash: str | None
) -> UUID:
    """Take the role. A new person gets the password; a known one keeps theirs. Returns the person.
    `session` is the hotel's. Raises NotFound."""
    row = await _open_invitation(session, token)
    person = await person_by_email(session, row.email)
    if person is None:
        person = Person(email=row.email, name=" ".join(name.split())[:80] or row.email)
        session.add(person)
        await session.flush()
    if person.password_hash is None:
        person.password_hash = password_hash
    session.add(Membership(hotel_id=row.hotel_id, person_id=person.id, role=row.role))
    row.accepted_at = clock.now()
    await session.flush()
    await note(session, row.hotel_id, row.email, "invitation_accepted", role=row.role)
    return person.id


async def _open_invitation(session: AsyncSession, token: str) -> Invitation:
    query = (
        select(Invitation)
        .where(
            Invitation.token_hash == crypto.token_hash(token),
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
        .with_for_update()
    )
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        raise NotFound("this link is not valid any more")
    return row


async def password_link(session: AsyncSession, person_id: UUID) -> str:
    """A link for a new password. Returns its secret."""
    token = crypto.new_token()
    session.add(
        PasswordLink(
            token_hash=crypto.token_hash(token),
            person_id=person_id,
            expires_at=clock.now() + LINK_LASTS,
        )
    )
    return token


async def person_of_link(session: AsyncSession, token: str) -> tuple[PasswordLink, Person]:
    """Whose password a link sets. Raises NotFound for one that is unknown, used or too old."""
    query = (
        select(PasswordLink, Person)
        .join(Person, Person.id == PasswordLink.person_id)
        .where(
            PasswordLink.token_hash == crypto.token_hash(token),
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > clock.now(),
        )
        .with_for_update()
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise NotFound("this link is not valid any more")
    return row[0], row[1]
