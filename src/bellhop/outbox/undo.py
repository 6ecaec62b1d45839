"""While a clerk's message is held back it may be taken back, or let go at once."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, conversations, jobs
from bellhop.conversations import Message
from bellhop.hotels import Hotel
from bellhop.jobs import Job
from bellhop.outbox.models import OutboxRow

UNDONE = "undone"


async def undo(session: AsyncSession, hotel: Hotel, message_id: UUID) -> str | None:
    """Withdraw a message that no sender has touched yet. Its words, or None when it is too late."""
    gone = await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.message_id == message_id,
            OutboxRow.state == "waiting",
            OutboxRow.attempts == 0,
        )
        .values(state="withdrawn", due_at=None, error=UNDONE)
        .returning(OutboxRow.id)
    )
    if gone.scalar_one_or_none() is None:
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
    row_id = due.scalar_one_or_none()
    if row_id is None:
        return False
    jobs.enqueue(session, Job.DELIVER, hotel.id, row_id)
    return True


async def try_again(session: AsyncSession, hotel: Hotel, message_id: UUID) -> bool:
    """A message that failed is sent once more, because a person says so."""
    again = await session.execute(
        update(OutboxRow)
        .where(OutboxRow.message_id == message_id, OutboxRow.state == "failed")
        .values(state="waiting", due_at=clock.now(), attempts=0, error=None, give_up_at=None)
        .returning(OutboxRow.id)
    )
    row_id = again.scalar_one_or_none()
    if row_id is None:
        return False
    await session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(status="queued", changed_at=clock.now(), status_at=clock.now())
    )
    jobs.enqueue(session, Job.DELIVER, hotel.id, row_id)
    return True
