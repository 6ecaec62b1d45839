"""People who may log in, and what they are where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db
from bellhop.errors import BadInput
from bellhop.hotels.models import HotelRecord, Membership, Person

RANK = {"agent": 1, "manager": 2, "owner": 3, "operator": 4}


class Preferences(BaseModel):
    """How a person likes the console. An empty language follows the browser."""

    language: Literal["", "ru", "en"] = ""
    theme: Literal["auto", "light", "dark"] = "auto"
    larger: bool = False
    sound: bool = True
    keys: bool = True
    enter_sends: bool = True
    push: Literal["alerts", "danger"] = "alerts"
    """What a browser that allowed notices is told of while the console is closed."""


@dataclass(frozen=True, slots=True)
class Staff:
    """A person, safe to carry out of a transaction."""

    id: UUID
    email: str
    name: str
    operator: bool
    has_second_factor: bool
    preferences: Preferences

    @property
    def initials(self) -> str:
        words = self.name.split() or [self.email]
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def first_name(self) -> str:
        return (self.name.split() or [self.email])[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A hotel where somebody works."""

    hotel_id: UUID
    slug: str
    name: str
    role: str


def staff_of(person: Person) -> Staff:
    return Staff(
        person.id,
        person.email,
        person.name,
        person.operator,
        person.totp_sealed is not None,
        Preferences.model_validate(person.preferences),
    )


async def person_by_email(session: AsyncSession, email: str) -> Person | None:
    query = select(Person).where(Person.email == email.strip().lower())
    return (await session.execute(query)).scalar_one_or_none()


async def person(session: AsyncSession, person_id: UUID) -> Person:
    """The row, locked, of somebody who is known to exist."""
    query = select(Person).where(Person.id == person_id).with_for_update()
    return (await session.execute(query)).scalar_one()


async def prefer(session: AsyncSession, person_id: UUID, preferences: Preferences) -> None:
    changed: dict[str, Any] = preferences.model_dump(exclude_defaults=True)
    await session.execute(update(Person).where(Person.id == person_id).values(preferences=changed))


async def rename(session: AsyncSession, person_id: UUID, name: str) -> None:
    """Raises BadInput for a name of nothing."""
    clean = " ".join(name.split())[:80]
    if not clean:
        raise BadInput("A name is needed.")
    await session.execute(update(Person).where(Person.id == person_id).values(name=clean))


async def role_here(session: AsyncSession, staff: Staff) -> str | None:
    """What somebody is in the hotel of this session; None for a stranger."""
    query = select(Membership.role).where(Membership.person_id == staff.id)
    role = (await session.execute(query)).scalar_one_or_none()
    return "operator" if staff.operator else role


async def colleagues(session: AsyncSession) -> list[tuple[UUID, str, str]]:
    """Everybody who works in this hotel: id, name, role."""
    query = (
        select(Person.id, Person.name, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .order_by(Person.name)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]


async def places_of(staff: Staff) -> list[Place]:
    """Where somebody may go: every hotel for an operator. Hotels are visited one by one."""
    async with db.system() as session:
        if staff.operator:
            query = select(HotelRecord.id)
        else:
            query = select(Membership.hotel_id).where(Membership.person_id == staff.id)
        ids = list((await session.execute(query)).scalars())
    found = [await _visit(hotel_id, staff) for hotel_id in ids]
    return sorted((place for place in found if place), key=lambda place: place.name)


async def _visit(hotel_id: UUID, staff: Staff) -> Place | None:
    async with db.hotel(hotel_id) as session:
        row = (await session.execute(select(HotelRecord.slug, HotelRecord.name))).one_or_none()
        role = await role_here(session, staff)
    return Place(hotel_id, row[0], row[1], role) if row and role else None
