"""Alerts about a guest who is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.alerts.models import Alert


async def forget(
    session: AsyncSession, guest_ids: Sequence[UUID], chat_ids: Sequence[UUID]
) -> None:
    """That somebody was called stays, who it was about and what was said does not."""
    about = Alert.guest_id.in_(guest_ids) | Alert.conversation_id.in_(chat_ids)
    gone = {"who": "", "summary": "", "outcome_note": ""}
    await session.execute(update(Alert).where(about).values(**gone))
