"""Sweepers: rows that are overdue get a new hint. The row is the truth, the queue is a hint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, clock, db, hotels, jobs, live, log, metrics, turns
from bellhop.alerts import Alert, AlertCall
from bellhop.conversations import Conversation, Media
from bellhop.guests import PmsDelivery
from bellhop.hotels import ChannelAccount, Happening, OutgoingEvent, Subscription
from bellhop.inbox import InboxEvent
from bellhop.jobs import Hint, Job
from bellhop.journeys import JourneyRule, JourneySend
from bellhop.outbox import OutboxRow

logger = log.get(__name__)

OVERDUE_SECONDS = 15
PER_HOTEL = 300
QUEUE_IS_LONG = 2_000
NO_HOTEL = UUID(int=0)


async def sweep(now: datetime | None = None) -> int:
    """Hints for everything overdue, unless the queue is full of hints already. How many left."""
    moment = now or clock.now()
    overdue = moment - timedelta(seconds=OVERDUE_SECONDS)
    waiting = await live.queue_length(jobs.QUEUE)
    left = 0
    async with db.system() as session:
        for job, query in _overdue(overdue, moment):
            hints = await _hints(session, job, query, moment)
            if waiting is None or waiting < QUEUE_IS_LONG:
                left += len(hints)
                for hint in hints:
                    jobs.courier.post(hint)
        left += await _gather_events(session)
        waiting_hotels = await _hotels_with_waiting_guests(session)
    for alert_id in await alerts.due_operator_alerts(overdue):
        jobs.courier.post(Hint(Job.TELL_OPERATOR, str(NO_HOTEL), str(alert_id)))
    for hotel_id in waiting_hotels:
        await turns.raise_waiting(hotel_id)
    await hotels.beat("sweeper", clock.now())
    return left


def _overdue(overdue: datetime, now: datetime) -> Sequence[tuple[Job, Select[Any]]]:
    lease_free = (Conversation.claimed_until.is_(None)) | (Conversation.claimed_until < now)
    return (
        (Job.TAKE_IN, _ranked(InboxEvent, InboxEvent.due_at, InboxEvent.due_at < overdue)),
        (
            Job.ANSWER,
            _ranked(
                Conversation,
                Conversation.answer_due_at,
                (Conversation.answer_due_at < overdue) & lease_free,
            ),
        ),
        (
            Job.DELIVER,
            _ranked(
                OutboxRow,
                OutboxRow.due_at,
                (OutboxRow.due_at < overdue) & (OutboxRow.state == "waiting"),
            ),
        ),
        (
            Job.LOOK_UP,
            _ranked(
                OutboxRow,
                OutboxRow.due_at,
                (OutboxRow.due_at < overdue) & (OutboxRow.state == "unknown"),
            ),
        ),
        (
            Job.LOOK_UP,
            _ranked(OutboxRow, OutboxRow.claimed_until, OutboxRow.claimed_until < now),
        ),
        (
            Job.LEARN_WORDS,
            _ranked(Conversation, Conversation.words_due_at, Conversation.words_due_at < overdue),
        ),
        (Job.FETCH_MEDIA, _ranked(Media, Media.due_at, Media.due_at < overdue)),
        (Job.HAPPENED, _ranked(Happening, Happening.due_at, Happening.due_at < overdue)),
        (
            Job.SEND_JOURNEY,
            _ranked(JourneySend, JourneySend.due_at, JourneySend.due_at < overdue),
        ),
        (
            Job.PLAN_RULE,
            _ranked(JourneyRule, JourneyRule.plan_due_at, JourneyRule.plan_due_at < overdue),
        ),
        (
            Job.STRIKE_RULE,
            _ranked(JourneyRule, JourneyRule.cron_due_at, JourneyRule.cron_due_at < overdue),
        ),
        (
            Job.TELL_SUBSCRIBER,
            _ranked(OutgoingEvent, OutgoingEvent.due_at, OutgoingEvent.due_at < overdue),
        ),
        (Job.TAKE_PMS, _ranked(PmsDelivery, PmsDelivery.due_at, PmsDelivery.due_at < overdue)),
        (Job.TELL_STAFF, _ranked(Alert, Alert.due_at, Alert.due_at < overdue)),
        (Job.TELL_GROUP, _ranked(AlertCall, AlertCall.due_at, AlertCall.due_at < overdue)),
        (
            Job.WATCH_LINE,
            _ranked(ChannelAccount, ChannelAccount.due_at, ChannelAccount.due_at <= now),
        ),
    )


def _ranked(table: Any, due: Any, which: Any) -> Select[Any]:
    """The oldest of each hotel, so that one hotel's backlog hides nobody else's."""
    rank = func.row_number().over(partition_by=table.hotel_id, order_by=due).label("rank")
    rows = select(table.hotel_id, table.id, due.label("due"), rank).where(which).subquery()
    return (
        select(rows.c.hotel_id, rows.c.id, rows.c.due)
        .where(rows.c.rank <= PER_HOTEL)
        .order_by(rows.c.rank)
    )


async def _hints(session: AsyncSession, job: Job, query: Select[Any], now: datetime) -> list[Hint]:
    rows = (await session.execute(query)).all()
    oldest = min((row.due for row in rows), default=now)
    metrics.queue_age.labels(job.value).set(max(0.0, (now - oldest).total_seconds()))
    if rows:
        metrics.sweeps.labels(job.value).inc(len(rows))
    return [Hint(job, str(row.hotel_id), str(row.id)) for row in rows]


async def _gather_events(session: AsyncSession) -> int:
    """Each subscription looks at every sweep for what changed since its last look."""
    query = select(Subscription.hotel_id, Subscription.id).where(Subscription.active.is_(True))
    rows = (await session.execute(query)).all()
    for row in rows:
        jobs.courier.post(Hint(Job.GATHER_EVENTS, str(row.hotel_id), str(row.id)))
    return len(rows)


async def _hotels_with_waiting_guests(session: AsyncSession) -> list[UUID]:
    query = select(Conversation.hotel_id).where(Conversation.waiting_since.is_not(None)).distinct()
    return list((await session.execute(query)).scalars())
