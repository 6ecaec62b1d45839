"""Sweepers: rows that are overdue get a new hint. The row is the truth, the queue is a hint."""

from __future__ import annotations

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


_DUE: tuple[tuple[Job, Any, Any], ...] = (
    (Job.TAKE_IN, InboxEvent, InboxEvent.due_at),
    (Job.LEARN_WORDS, Conversation, Conversation.words_due_at),
    (Job.FETCH_MEDIA, Media, Media.due_at),
    (Job.HAPPENED, Happening, Happening.due_at),
    (Job.SEND_JOURNEY, JourneySend, JourneySend.due_at),
    (Job.PLAN_RULE, JourneyRule, JourneyRule.plan_due_at),
    (Job.STRIKE_RULE, JourneyRule, JourneyRule.cron_due_at),
    (Job.TELL_SUBSCRIBER, OutgoingEvent, OutgoingEvent.due_at),
    (Job.TAKE_PMS, PmsDelivery, PmsDelivery.due_at),
    (Job.TELL_STAFF, Alert, Alert.due_at),
    (Job.TELL_GROUP, AlertCall, AlertCall.due_at),
)
"""Jobs whose rows wait for nothing but their moment."""


def _overdue(overdue: datetime, now: datetime) -> list[tuple[Job, Select[Any]]]:
    chat, row, line = Conversation, OutboxRow, ChannelAccount
    lease_free = (chat.claimed_until.is_(None)) | (chat.claimed_until < now)
    late = row.due_at < overdue
    return [
        *((job, _ranked(table, due, due < overdue)) for job, table, due in _DUE),
        (
            Job.ANSWER,
            _ranked(chat, chat.answer_due_at, (chat.answer_due_at < overdue) & lease_free),
        ),
        (Job.DELIVER, _ranked(row, row.due_at, late & (row.state == "waiting"))),
        (Job.LOOK_UP, _ranked(row, row.due_at, late & (row.state == "unknown"))),
        (Job.LOOK_UP, _ranked(row, row.claimed_until, row.claimed_until < now)),
        (Job.WATCH_LINE, _ranked(line, line.due_at, line.due_at <= now)),
    ]


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
