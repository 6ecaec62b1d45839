"""The audit trail."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.hotels.models import AuditEntry


async def note(
    session: AsyncSession, hotel_id: UUID, actor: str, action: str, **what: object
) -> None:
    """Keep who did what; `what` names fields and never holds secrets."""
    session.add(AuditEntry(hotel_id=hotel_id, actor=actor, action=action, what=what))
    await session.flush()


async def trail(
    session: AsyncSession, *, before: UUID | None = None, actor: str = "", limit: int = 100
) -> list[AuditEntry]:
    """What was done, newest first; `before` is the last entry of the page before."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    if actor:
        query = query.where(AuditEntry.actor == actor)
    return list(await session.scalars(query))


async def actors(session: AsyncSession) -> list[str]:
    """Everybody and everything that changed something here."""
    query = select(AuditEntry.actor).distinct().order_by(AuditEntry.actor).limit(200)
    return list(await session.scalars(query))
