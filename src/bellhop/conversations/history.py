"""Reading a thread back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.conversations.models import Message
from bellhop.db import Prepared, table_of


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
    values = {"chat_id": chat_id, "most": limit}
    rows = [Said(*row) for row in await _LAST.all(session, **values)]
    rows.reverse()
    return rows


_message = table_of(Message)
_LAST = Prepared(
    select(
        _message.c.id,
        _message.c.direction,
        _message.c.origin,
        _message.c.kind,
        _message.c.text,
        _message.c.status,
        _message.c.occurred_at,
        _message.c.answered,
        _message.c.deleted_at.is_not(None),
        _message.c.sentiment,
        _message.c.requires_attention,
        _message.c.attention_reason,
    )
    .where(_message.c.conversation_id == bindparam("chat_id"))
    .order_by(_message.c.occurred_at.desc(), _message.c.id.desc())
    .limit(bindparam("most"))
)
