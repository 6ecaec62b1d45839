"""Outgoing messages of a guest who is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.outbox.models import OutboxRow


async def forget(session: AsyncSession, chat_ids: Sequence[UUID]) -> None:
    """What waits does not leave; what left is kept without its words."""
    theirs = OutboxRow.conversation_id.in_(chat_ids)
    await session.execute(
        update(OutboxRow)
        .where(theirs, OutboxRow.state == "waiting")
        .values(state="withdrawn", due_at=None)
    )
    settled = OutboxRow.state.not_in(("sending", "unknown"))
    await session.execute(update(OutboxRow).where(theirs, settled).values(body={}, error=None))
