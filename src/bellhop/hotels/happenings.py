"""What happens to guests and stays, written down for the rooms above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, jobs
from bellhop.hotels.models import Happening
from bellhop.jobs import Job


class Kind(StrEnum):
    """What can happen. A rule may start from any of these."""

    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    NO_SHOW = "no_show"
    ROOM_READY = "room_ready"
    MOVED = "moved"
    STOPPED = "stopped"
    STARTED = "started"
    CONSENTED = "consented"
    MESSAGE = "message"
    UNHAPPY = "unhappy"
    ALERT_RESOLVED = "alert_resolved"
    RATED = "rated"
    CASE_SOLVED = "case_solved"


@dataclass(frozen=True, slots=True)
class Happened:
    """One happening. `at` is the hotel's moment; `about_id` the message, alert or rating."""

    kind: Kind
    at: datetime
    guest_id: UUID | None = None
    stay_id: UUID | None = None
    about_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


def happened(session: AsyncSession, hotel_id: UUID, what: Happened) -> UUID:
    """Write it down with the commit, and let HAPPENED leave then. Returns the row's id."""
    row = Happening(
        hotel_id=hotel_id,
        id=clock.new_id(),
        kind=what.kind.value,
        at=what.at,
        guest_id=what.guest_id,
        stay_id=what.stay_id,
        about_id=what.about_id,
        details=what.details,
        due_at=clock.now(),
    )
    session.add(row)
    jobs.enqueue(session, Job.HAPPENED, hotel_id, row.id)
    return row.id


async def forget(session: AsyncSession, guest_ids: Sequence[UUID]) -> None:
    """What happened to a guest who is forgotten stays without its details."""
    theirs = update(Happening).where(Happening.guest_id.in_(guest_ids))
    await session.execute(theirs.values(details={}))


async def take_happening(session: AsyncSession, happening_id: UUID) -> Happening | None:
    """The happening, locked and now marked as handled; None when somebody was here before."""
    changed = await session.execute(
        update(Happening)
        .where(Happening.id == happening_id, Happening.handled_at.is_(None))
        .values(handled_at=clock.now(), due_at=None)
        .returning(Happening)
    )
    return changed.scalar_one_or_none()
