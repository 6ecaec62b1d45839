"""The messages of a guest who is merged with another, or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.journeys.models import JourneySend


async def change_guest(
    session: AsyncSession, from_id: UUID, to_id: UUID, ids: Sequence[UUID] | None = None
) -> list[UUID]:
    """Planned and sent messages go over to another guest, all of them or those named; which."""
    query = update(JourneySend).where(JourneySend.guest_id == from_id).values(guest_id=to_id)
    if ids is not None:
        query = query.where(JourneySend.id.in_(ids))
    return list(await session.scalars(query.returning(JourneySend.id)))


async def forget(session: AsyncSession, guest_ids: Sequence[UUID]) -> None:
    """Nothing goes to them any more, and words of their own are gone."""
    theirs = JourneySend.guest_id.in_(guest_ids)
    await session.execute(update(JourneySend).where(theirs).values(words=None, details=None))
    await session.execute(
        update(JourneySend)
        .where(theirs, JourneySend.state.not_in(("queued", "merged")))
        .values(state="withdrawn", by_hand="skipped", reason=None, due_at=None, goes_at=None)
    )
