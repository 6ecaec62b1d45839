"""Who is called about an alert, one rung after the other, until somebody takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto
from bellhop.errors import BadInput, NotFound
from bellhop.hotels.audit import note
from bellhop.hotels.models import AlertRung

Road = Literal["address", "email", "group"]
Hours = Literal["always", "open", "closed"]
Least = Literal["waiting", "warn", "danger"]
MOST_RUNGS = 20
LATEST_SECONDS = 24 * 3600
NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class When:
    """`hours`: when the desk is open, closed, or always; danger is told at every hour. `least`:
    what is too small for a rung is not told by it."""

    after_seconds: int = 0
    hours: Hours = "always"
    least: Least = "waiting"


@dataclass(frozen=True, slots=True)
class NewRung:
    """`target`: an Apprise address, an e-mail address or the id of a group chat."""

    name: str
    road: Road
    target: str
    when: When = When()


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung as it stands. `hint` may be shown to staff, `target` may not."""

    id: UUID
    name: str
    road: Road
    target: str
    hint: str
    after_seconds: int
    hours: Hours
    least: Least


async def rungs(session: AsyncSession) -> list[Rung]:
    """The ladder of this hotel, the first to be called first."""
    query = select(AlertRung).order_by(AlertRung.after_seconds, AlertRung.created_at)
    return [_opened(row) for row in (await session.execute(query)).scalars()]


async def add_rung(session: AsyncSession, hotel_id: UUID, new: NewRung, actor: str) -> UUID:
    """Raises BadInput for a target that cannot be called, or a ladder that is too long."""
    _check(new)
    if len(await rungs(session)) >= MOST_RUNGS:
        raise BadInput(f"A ladder has {MOST_RUNGS} rungs at most.")
    row = row_of(hotel_id, new)
    session.add(row)
    await session.flush()
    await note(session, hotel_id, actor, "rung_added", name=row.name, road=row.road)
    return row.id


async def move_rung(
    session: AsyncSession, hotel_id: UUID, rung_id: UUID, when: When, actor: str
) -> None:
    """When and for what this rung is called. Raises NotFound, BadInput."""
    _check_when(when)
    row = await session.get(AlertRung, (hotel_id, rung_id), with_for_update=True)
    if row is None:
        raise NotFound("there is no such rung")
    row.after_seconds, row.hours, row.least = when.after_seconds, when.hours, when.least
    await note(session, hotel_id, actor, "rung_moved", name=row.name, after=when.after_seconds)


async def remove_rung(session: AsyncSession, hotel_id: UUID, rung_id: UUID, actor: str) -> None:
    """Raises NotFound."""
    statement = delete(AlertRung).where(AlertRung.id == rung_id).returning(AlertRung.name)
    name = (await session.execute(statement)).scalar()
    if name is None:
        raise NotFound("there is no such rung")
    await note(session, hotel_id, actor, "rung_removed", name=name)


def row_of(hotel_id: UUID, new: NewRung) -> AlertRung:
    return AlertRung(
        hotel_id=hotel_id,
        id=clock.new_id(),
        name=" ".join(new.name.split())[:NAME_LIMIT] or hint_of(new.road, new.target),
        road=new.road,
        target_sealed=crypto.encrypt(new.target.strip()),
        hint=hint_of(new.road, new.target),
        after_seconds=new.when.after_seconds,
        hours=new.when.hours,
        least=new.when.least,
    )


def hint_of(road: str, target: str) -> str:
    """What staff may see of a target: the kind of an address, half of an e-mail, a group's end."""
    target = target.strip()
    if road == "address":
        return urlsplit(target).scheme or target.partition(":")[0]
    if road == "email":
        name, _, host = target.partition("@")
        return f"{name[:2]}…@{host}"
    return f"…{target[-10:]}"


def _check(new: NewRung) -> None:
    target = new.target.strip()
    if new.road == "address" and "://" not in target:
        raise BadInput("An address looks like tgram://… or mailto://…")
    if new.road == "email" and not (0 < target.find("@") < len(target) - 3):
        raise BadInput("This is not an e-mail address.")
    if new.road == "group" and not (target.endswith("@g.us") or target.startswith("-")):
        raise BadInput("A group’s id ends in @g.us, or is a number below zero.")
    _check_when(new.when)


def _check_when(when: When) -> None:
    if not 0 <= when.after_seconds <= LATEST_SECONDS:
        raise BadInput("A rung is called within a day.")


def _opened(row: AlertRung) -> Rung:
    return Rung(
        row.id,
        row.name,
        cast("Road", row.road),
        crypto.decrypt(row.target_sealed),
        row.hint,
        row.after_seconds,
        cast("Hours", row.hours),
        cast("Least", row.least),
    )
