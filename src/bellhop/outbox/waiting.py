"""How much waits on one of the hotel's numbers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.outbox.models import OutboxRow


async def waiting(session: AsyncSession, account_id: UUID) -> dict[str, int]:
    """Messages that have not left, by state: waiting, sending, unknown."""
    query = (
        select(OutboxRow.state, func.count())
        .where(OutboxRow.account_id == account_id)
        .where(OutboxRow.state.in_(("waiting", "sending", "unknown")))
        .group_by(OutboxRow.state)
    )
    return {row[0]: row[1] for row in await session.execute(query)}
