"""One conversation, one thinker: the lease, and the moment when the bot should think."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, jobs
from bellhop.conversations.models import Conversation, Message
from bellhop.guests import Guest
from bellhop.jobs import Job

CLAIM_SECONDS = 30
GATHERING_PAUSES = 3


@dataclass(frozen=True, slots=True)
class Claimed:
    """A conversation that this thinker alone may answer, until the lease runs out."""

    id: UUID
    account_id: UUID
    guest_id: UUID | None
    chat_kind: str
    language: str | None
    never_automatic: bool
    quiet_until: datetime | None
    introduced_at: datetime | None
    lines: int
    attempts: int
    claim: UUID
    waiting_since: datetime | None


async def guest_wrote(
    session: AsyncSession, hotel_id: UUID, chat_id: UUID, *, now: datetime, pause: float
) -> datetime:
    """Let the bot think when the gathering pause has passed since this line, at most three pauses
    after the first. Returns that moment and lets a hint leave for it; without a pause whoever took
    the line in goes straight on."""
    wait = timedelta(seconds=pause)
    latest = func.coalesce(Conversation.gathering_since, now) + GATHERING_PAUSES * wait
    changed = await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id)
        .values(
            lines=Conversation.lines + 1,
            gathering_since=func.coalesce(Conversation.gathering_since, now),
            answer_due_at=func.least(now + wait, latest),
            waiting_since=func.coalesce(Conversation.waiting_since, now),
            last_message_at=now,
        )
        .returning(Conversation.answer_due_at)
    )
    due = cast("datetime", changed.scalar_one())
    if pause:
        jobs.enqueue(session, Job.ANSWER, hotel_id, chat_id, at=due)
    return due


async def guest_waits(session: AsyncSession, chat_id: UUID, now: datetime) -> None:
    """The guest wrote to a person: the clock of the waiting limit runs."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id)
        .values(waiting_since=func.coalesce(Conversation.waiting_since, now))
    )


async def newer_words(session: AsyncSession, chat_id: UUID) -> None:
    """What was said has changed, so a thought in progress may not be recorded."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id, Conversation.answer_due_at.is_not(None))
        .values(lines=Conversation.lines + 1)
    )


async def claim(session: AsyncSession, chat_id: UUID, now: datetime) -> Claimed | None:
    """Take the lease; None when nothing is due or another thinker has it."""
    token = clock.new_id()
    table = Conversation
    claimed = await session.execute(
        update(table)
        .where(
            table.id == chat_id,
            table.answer_due_at <= now,
            (table.claimed_until.is_(None)) | (table.claimed_until < now),
        )
        .values(
            claim=token,
            claimed_until=now + timedelta(seconds=CLAIM_SECONDS),
            attempts=table.attempts + 1,
        )
        .returning(
            table.id,
            table.account_id,
            table.guest_id,
            table.chat_kind,
            table.language,
            table.never_automatic,
            table.quiet_until,
            table.introduced_at,
            table.lines,
            table.attempts,
            table.claim,
            table.waiting_since,
        )
    )
    row = claimed.one_or_none()
    return None if row is None else Claimed(*cast("tuple[Any, ...]", row))


async def conclude(
    session: AsyncSession,
    claimed: Claimed,
    *,
    now: datetime,
    language: str | None,
    answered: bool,
    introduced: bool,
) -> bool:
    """Let go of the lease with the thought done. False when it is no longer ours, a newer line
    came, or a person took over: then nothing may be recorded."""
    table = Conversation
    changes: dict[str, Any] = {
        "claim": None,
        "claimed_until": None,
        "answer_due_at": None,
        "gathering_since": None,
        "attempts": 0,
        "language": func.coalesce(language, table.language),
    }
    if answered:
        changes["waiting_since"] = None
    if introduced:
        changes["introduced_at"] = func.coalesce(table.introduced_at, now)
    done = await session.execute(
        update(table)
        .where(
            table.id == claimed.id,
            table.claim == claimed.claim,
            table.lines == claimed.lines,
            table.never_automatic.is_(False),
            (table.quiet_until.is_(None)) | (table.quiet_until <= now),
        )
        .values(**changes)
        .returning(table.id)
    )
    return done.scalar_one_or_none() is not None


async def let_go(hotel_id: UUID, claimed: Claimed, *, again_in: float | None = None) -> None:
    """Give the lease back. With newer lines waiting, a hint leaves for their moment; `again_in`
    seconds puts the moment off after a failure."""
    async with db.hotel(hotel_id) as session:
        table = Conversation
        changes: dict[str, object] = {"claim": None, "claimed_until": None}
        if again_in is not None:
            changes["answer_due_at"] = clock.now() + timedelta(seconds=again_in)
        released = await session.execute(
            update(table)
            .where(table.id == claimed.id, table.claim == claimed.claim)
            .values(**changes)
            .returning(table.answer_due_at)
        )
        row = released.one_or_none()
        if row is not None and row.answer_due_at is not None:
            jobs.enqueue(session, Job.ANSWER, hotel_id, claimed.id, at=row.answer_due_at)


async def mark_answered(session: AsyncSession, chat_id: UUID, message_ids: list[UUID]) -> None:
    await session.execute(
        update(Message)
        .where(Message.conversation_id == chat_id, Message.id.in_(message_ids))
        .values(answered=True)
    )


async def guest_of(session: AsyncSession, guest_id: UUID) -> tuple[str, str | None]:
    """Name and language."""
    row = (
        await session.execute(select(Guest.name, Guest.language).where(Guest.id == guest_id))
    ).one()
    return row[0], row[1]
