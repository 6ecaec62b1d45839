"""Handing stored events to those who act on them, and parking what always fails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, String, Uuid, any_, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import channels, clock, db, jobs, log, metrics
from bellhop.db import Prepared, table_of
from bellhop.hotels import Account, ChannelAccount, Hotel, HotelRecord
from bellhop.inbox.models import InboxEvent
from bellhop.inbox.receive import BY_THE_WAY
from bellhop.jobs import Job
from bellhop.messages import ChannelType, Event

logger = log.get(__name__)

RETRY_SECONDS = (2, 10, 60, 300)
"""After the last of these the event is parked."""
UNMATCHED_SECONDS = (1, 5, 30, 120, 600)
"""A status may come before we know the message: wait for it this often."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that this transaction alone may handle."""

    id: UUID
    hotel: Hotel
    account: Account
    body: bytes
    kind: str
    key: str
    attempts: int
    received_at: datetime

    def read(self) -> Event:
        """With the parser of today, so that a better parser can replay what an older one kept."""
        event = channels.read_event(self.body, type=ChannelType(self.account.type))
        at, ahead = event.envelope.at, self.hotel.clock_offset
        if at is None or not ahead:
            return event
        # the provider knows nothing of a hotel whose clock was moved
        return replace(event, envelope=replace(event.envelope, at=at + ahead))


async def take(session: AsyncSession, event_id: UUID) -> Waiting | None:
    """Lock the event; None when it is handled, parked, or in other hands right now."""
    row = await _TAKE.first(session, event_id=event_id)
    if row is None:
        return None
    return _waiting(event_id, row)


async def take_statuses(session: AsyncSession, *, most: int) -> list[Waiting]:
    """Lock the hotel's events about its own messages that are due now, oldest first."""
    values = {"now": clock.now(), "most": most, "kinds": sorted(BY_THE_WAY)}
    return [_waiting(row.id, row) for row in await _TAKE_STATUSES.all(session, **values)]


async def all_done(session: AsyncSession, fates: dict[UUID, str]) -> None:
    """Mark several as handled, in the transaction of their deeds."""
    if fates:
        values = {"ids": list(fates), "fates": list(fates.values()), "at": clock.now()}
        await _ALL_DONE.run(session, **values)


def _waiting(event_id: UUID, row: Any) -> Waiting:
    return Waiting(
        event_id,
        Hotel.read_from(row),
        Account.read_from(row),
        row.body,
        row.kind,
        row.key,
        row.attempts,
        row.created_at,
    )


async def done(session: AsyncSession, event_id: UUID, fate: str) -> None:
    """Mark it handled, in the transaction of the deed."""
    await _DONE.run(session, event_id=event_id, at=clock.now(), what=fate)


async def park(session: AsyncSession, event_id: UUID, reason: str) -> None:
    """Put it aside for a person."""
    await _set(session, event_id, due_at=None, parked_at=clock.now(), fate="parked", error=reason)
    metrics.events.labels("any", "parked").inc()


async def wait_for_message(session: AsyncSession, waiting: Waiting) -> bool:
    """The event speaks of a message nobody knows yet: try again soon. False when that was tried
    often enough."""
    if waiting.attempts >= len(UNMATCHED_SECONDS):
        return False
    due = clock.now() + timedelta(seconds=UNMATCHED_SECONDS[waiting.attempts])
    await _set(session, waiting.id, due_at=due, attempts=waiting.attempts + 1)
    jobs.enqueue(session, Job.TAKE_IN, waiting.hotel.id, waiting.id, at=due)
    return True


async def failed(hotel_id: UUID, event_id: UUID, error: BaseException) -> bool:
    """Keep a failure and try again later; True when the event was parked instead."""
    async with db.hotel(hotel_id) as session:
        row = (
            await session.execute(
                select(InboxEvent.attempts).where(
                    InboxEvent.id == event_id, InboxEvent.due_at.is_not(None)
                )
            )
        ).one_or_none()
        if row is None:
            return False
        reason = type(error).__name__
        if row.attempts >= len(RETRY_SECONDS):
            await park(session, event_id, reason)
            return True
        due = clock.now() + timedelta(seconds=RETRY_SECONDS[row.attempts])
        await _set(session, event_id, due_at=due, attempts=row.attempts + 1, error=reason)
        jobs.enqueue(session, Job.TAKE_IN, hotel_id, event_id, at=due)
    return False


async def parked(session: AsyncSession, *, limit: int = 100) -> list[InboxEvent]:
    query = (
        select(InboxEvent)
        .where(InboxEvent.parked_at.is_not(None))
        .order_by(InboxEvent.parked_at.desc())
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def replay(session: AsyncSession, hotel_id: UUID, event_id: UUID | None = None) -> int:
    """Let parked events be handled again, all or one; how many they are."""
    which = [InboxEvent.id == event_id] if event_id else []
    found = await session.execute(
        update(InboxEvent)
        .where(InboxEvent.parked_at.is_not(None), *which)
        .values(parked_at=None, due_at=clock.now(), attempts=0, fate=None)
        .returning(InboxEvent.id)
    )
    ids = list(found.scalars())
    for each in ids:
        jobs.enqueue(session, Job.TAKE_IN, hotel_id, each)
    return len(ids)


async def _set(session: AsyncSession, event_id: UUID, **values: object) -> None:
    await session.execute(update(InboxEvent).where(InboxEvent.id == event_id).values(**values))


_event, _hotel, _account = table_of(InboxEvent), table_of(HotelRecord), table_of(ChannelAccount)
_WITH_ACCOUNT = (
    select(
        _event.c.id,
        _event.c.body,
        _event.c.kind,
        _event.c.key,
        _event.c.attempts,
        _event.c.created_at,
        *Hotel.COLUMNS,
        *Account.COLUMNS,
    )
    .join(_hotel, _hotel.c.id == _event.c.hotel_id)
    .join(
        _account,
        (_account.c.hotel_id == _event.c.hotel_id) & (_account.c.id == _event.c.account_id),
    )
    .with_for_update(of=_event, skip_locked=True)
)
_TAKE = Prepared(
    _WITH_ACCOUNT.where(_event.c.id == bindparam("event_id"), _event.c.due_at.is_not(None))
)
_TAKE_STATUSES = Prepared(
    _WITH_ACCOUNT.where(
        _event.c.due_at <= bindparam("now", type_=DateTime(timezone=True)),
        _event.c.kind == any_(bindparam("kinds", type_=ARRAY(String()))),
    )
    .order_by(_event.c.due_at, _event.c.id)
    .limit(bindparam("most"))
)
_ALL_DONE = Prepared(
    text("""
    UPDATE inbox_events SET due_at = NULL, error = NULL, handled_at = :at, fate = done.fate
    FROM unnest(:ids, :fates) AS done(id, fate) WHERE inbox_events.id = done.id
""").bindparams(
        bindparam("ids", type_=ARRAY(Uuid())),
        bindparam("fates", type_=ARRAY(String())),
        bindparam("at", type_=DateTime(timezone=True)),
    )
)
_DONE = Prepared(
    update(_event)
    .where(_event.c.id == bindparam("event_id"))
    .values(
        due_at=None,
        error=None,
        handled_at=bindparam("at", type_=DateTime(timezone=True)),
        fate=bindparam("what"),
    )
)
