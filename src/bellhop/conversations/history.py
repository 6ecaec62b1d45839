"""Reading a thread back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.conversations.models import Message


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a thread."""

    id: UUID
    direction: str
    origin: str
    kind: str
    text: str
    status: str
    occurred_at: datetime
    answered: bool
    deleted: bool
    sentiment: str | None
    requires_attention: bool | None
    attention_reason: str | None


async def last(session: AsyncSession, chat_id: UUID, *, limit: int = 30) -> list[Said]:
    """The newest messages of a chat, oldest first."""
    query = (
        select(
            Message.id,
            Message.direction,
            Message.origin,
            Message.kind,
            Message.text,
            Message.status,
            Message.occurred_at,
            Message.answered,
            Message.deleted_at.is_not(None),
            Message.sentiment,
            Message.requires_attention,
            Message.attention_reason,
        )
        .where(Message.conversation_id == chat_id)
        .order_by(Message.occurred_at.desc(), Message.id.desc())
        .limit(limit)
    )
    rows = [Said(*cast("tuple[Any, ...]", row)) for row in await session.execute(query)]
    rows.reverse()
    return rows
