"""While a clerk's message is held back it may be taken back, or let go at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bellhop import clock, conversations, jobs
from bellhop.conversations import Message
from bellhop.hotels import Hotel
from bellhop.jobs import Job
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.withdraw import REST_OF_FAILED

UNDONE = "undone"


async def undo(session: AsyncSession, hotel: Hotel, message_id: UUID) -> str | None:
    """Withdraw a message that no sender has touched yet. Its words, or None when it is too late."""
    gone = await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.message_id == message_id,
            OutboxRow.state == "waiting",
            OutboxRow.attempts == 0,
            ~_touched(message_id),
        )
        .values(state="withdrawn", due_at=None, error=UNDONE)
        .returning(OutboxRow.id)
    )
    if not gone.scalars().all():
        return None
    await conversations.move(session, hotel.slug, message_id, "withdrawn", clock.now())
    query = select(Message.text).where(Message.id == message_id)
    return str((await session.execute(query)).scalar_one())


async def send_now(session: AsyncSession, hotel: Hotel, message_id: UUID) -> bool:
    """Let a message go that waits for its moment."""
    due = await session.execute(
        update(OutboxRow)
        .where(OutboxRow.message_id == message_id, OutboxRow.state == "waiting")
        .values(due_at=clock.now())
        .returning(OutboxRow.id)
    )
    rows = due.scalars().all()
    if not rows:
        return False
    jobs.enqueue(session, Job.DELIVER, hotel.id, rows[0])
    return True


async def try_again(session: AsyncSession, hotel: Hotel, message_id: UUID) -> bool:
    """A message that failed is sent once more, because a person says so; of one that went in parts
    the one that failed and those behind it."""
    failed = OutboxRow.state == "failed"
    behind = (OutboxRow.state == "withdrawn") & (OutboxRow.error == REST_OF_FAILED)
    gone = OutboxRow.state.not_in(("failed", "withdrawn"))
    instead = select(OutboxRow.id).where(OutboxRow.instead_of == message_id, gone)
    if await session.scalar(instead.limit(1)) is not None:
        return False  # the guest has it, or will, by another road
    again = await session.execute(
        update(OutboxRow)
        .where(OutboxRow.message_id == message_id, failed | behind)
        .values(state="waiting", due_at=clock.now(), attempts=0, error=None, give_up_at=None)
        .returning(OutboxRow.id)
    )
    rows = again.scalars().all()
    if not rows:
        return False
    await session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(status="queued", changed_at=clock.now(), status_at=clock.now())
    )
    jobs.enqueue(session, Job.DELIVER, hotel.id, rows[0])
    return True


def _touched(message_id: UUID) -> Any:
    """A sender has had a part of it in hand."""
    part = aliased(OutboxRow)
    begun = (part.attempts > 0) | (part.state != "waiting")
    return select(part.id).where(part.message_id == message_id, begun).exists()
