"""The audit trail."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.hotels.models import AuditEntry


async def note(
    session: AsyncSession, hotel_id: UUID, actor: str, action: str, **what: object
) -> None:
    """Keep who did what; `what` names fields and never holds secrets."""
    session.add(AuditEntry(hotel_id=hotel_id, actor=actor, action=action, what=what))
    await session.flush()
