"""Events of a guest who is forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.inbox.models import InboxEvent


async def forget(session: AsyncSession, outside_chats: Sequence[str]) -> None:
    """Events of these chats lose what they said and whose they were: keys name the chat too."""
    await session.execute(
        update(InboxEvent)
        .where(InboxEvent.chat_id.in_(outside_chats))
        .values(
            key=func.concat("erased|", InboxEvent.id),
            body=b"{}",
            chat_id=None,
            due_at=None,
            error=None,
            handled_at=func.coalesce(InboxEvent.handled_at, clock.now()),
        )
    )
