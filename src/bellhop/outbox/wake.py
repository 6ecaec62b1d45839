"""A number works again: what waits on it goes now."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import distinct_on

from bellhop import clock, db, jobs
from bellhop.jobs import Job
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.settle import HELD


async def wake(hotel_id: UUID, account_id: UUID) -> int:
    """Make everything that waits on this number due; how many chats that concerns."""
    async with db.hotel(hotel_id) as session:
        now = clock.now()
        row = OutboxRow
        waiting = (row.account_id == account_id) & (row.state == "waiting")
        await session.execute(
            update(row).where(waiting, row.error == HELD, row.due_at > now).values(due_at=now)
        )
        oldest = await session.execute(
            select(row.id)
            .where(waiting, row.due_at <= now)
            .ext(distinct_on(row.conversation_id))
            .order_by(row.conversation_id, row.id)
        )
        ids = list(oldest.scalars())
        for row_id in ids:
            jobs.enqueue(session, Job.DELIVER, hotel_id, row_id)
    return len(ids)
