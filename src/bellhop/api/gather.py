"""From what changed to events for who asked for them.

The rows themselves say what changed, so no room needs to tell: each subscription keeps up to which
moment it was told, and moves it on in the transaction that writes the events.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, jobs
from bellhop.alerts import Alert
from bellhop.api.alerts import AlertOut
from bellhop.api.messages import MessageOut
from bellhop.api.ratings import RatingOut
from bellhop.conversations import Message
from bellhop.feedback import Rating
from bellhop.hotels import OutgoingEvent, Subscription
from bellhop.jobs import Job

Found = list[tuple[str, Any, BaseModel]]
"""Kind, row, and the row as the API shows it."""


async def gather_events(hotel_id: UUID, subscription_id: UUID) -> int:
    """The step of GATHER_EVENTS: how many events were written."""
    async with db.hotel(hotel_id) as session:
        row = await session.scalar(
            select(Subscription)
            .where(Subscription.id == subscription_id, Subscription.active.is_(True))
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return 0
        until = await db.settled_until(session)
        if until <= row.told_until:
            return 0
        found = await _changed(session, set(row.kinds), row.told_until, until)
        row.told_until = until
        for kind, about, shown in found:
            _write(session, row, kind, (about, shown))
    return len(found)


async def _changed(
    session: AsyncSession, kinds: set[str], since: datetime, until: datetime
) -> Found:
    found: Found = []
    if kinds & {"message", "delivery_failed"}:
        found += await _messages(session, kinds, since, until)
    if "alert" in kinds:
        changed = func.greatest(Alert.last_at, Alert.acknowledged_at, Alert.resolved_at)
        rows = await session.scalars(
            select(Alert).where(changed >= since, changed < until).order_by(changed)
        )
        found += [("alert", row, AlertOut.model_validate(row)) for row in rows]
    if "rating" in kinds:
        rated = await session.scalars(
            select(Rating)
            .where(Rating.changed_at >= since, Rating.changed_at < until)
            .order_by(Rating.changed_at)
        )
        found += [("rating", row, RatingOut.model_validate(row)) for row in rated]
    return found


async def _messages(
    session: AsyncSession, kinds: set[str], since: datetime, until: datetime
) -> Found:
    """A message is told once, when it is new; again only when it could not be delivered."""
    rows = await session.scalars(
        select(Message)
        .where(Message.changed_at >= since, Message.changed_at < until)
        .order_by(Message.changed_at)
    )
    found: Found = []
    for row in rows:
        shown = MessageOut.model_validate(row)
        if "message" in kinds and row.created_at >= since:
            found.append(("message", row, shown))
        if "delivery_failed" in kinds and row.status == "failed":
            found.append(("delivery_failed", row, shown))
    return found


def _write(
    session: AsyncSession, row: Subscription, kind: str, about: tuple[Any, BaseModel]
) -> None:
    event = OutgoingEvent(
        hotel_id=row.hotel_id,
        id=clock.new_id(),
        subscription_id=row.id,
        kind=kind,
        about_id=about[0].id,
        body=about[1].model_dump(mode="json"),
        due_at=clock.now(),
    )
    session.add(event)
    jobs.enqueue(session, Job.TELL_SUBSCRIBER, row.hotel_id, event.id)
