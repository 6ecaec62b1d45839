"""What is known of a message on its way. Only the channel's word moves it past `accepted`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import metrics
from bellhop.conversations.models import Conversation, Message

# Statuses may come out of order or be missing: a message only ever moves to the right.
RANK = {
    "draft": 0,
    "queued": 1,
    "unknown": 2,
    "accepted": 3,
    "sent": 4,
    "delivered": 5,
    "read": 6,
}
ENDS = frozenset({"failed", "withdrawn"})


async def move(
    session: AsyncSession, slug: str, message_id: UUID, status: str, at: datetime
) -> bool:
    """Move a message to a status. False when it was already there or beyond."""
    return await _move(session, slug, Message.id == message_id, status, at) is not None


@dataclass(frozen=True, slots=True)
class Found:
    """A message that a status speaks of; `moved` is False when it was beyond that already."""

    message_id: UUID
    chat_id: UUID
    moved: bool


async def move_by_provider_id(
    session: AsyncSession, slug: str, key: tuple[UUID, str, str], status: str, at: datetime
) -> Found | None:
    """The same by account, chat and the provider's id; None when no such message is known yet."""
    account_id, chat_id, provider_id = key
    query = (
        select(Message.id, Message.conversation_id)
        .join(
            Conversation,
            (Conversation.hotel_id == Message.hotel_id)
            & (Conversation.id == Message.conversation_id),
        )
        .where(
            Conversation.account_id == account_id,
            Conversation.chat_id == chat_id,
            Message.provider_id == provider_id,
        )
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    return Found(row[0], row[1], await move(session, slug, row[0], status, at))


async def has_message(session: AsyncSession, chat_id: UUID, provider_id: str) -> bool:
    known = await session.execute(
        select(Message.id).where(
            Message.conversation_id == chat_id, Message.provider_id == provider_id
        )
    )
    return known.scalar_one_or_none() is not None


async def _move(
    session: AsyncSession, slug: str, which: object, status: str, at: datetime
) -> UUID | None:
    before = (
        [name for name, rank in RANK.items() if rank < RANK["delivered"]]
        if status in ENDS
        else [name for name, rank in RANK.items() if rank < RANK[status]]
    )
    if status == "delivered":
        before.append("failed")  # the guest has it after all
    moved = await session.execute(
        update(Message)
        .where(which, Message.status.in_(before), Message.direction == "out")  # type: ignore[arg-type]
        .values(status=status, status_at=at)
        .returning(Message.id, Message.origin)
    )
    row = moved.one_or_none()
    if row is None:
        return None
    metrics.messages.labels(slug, "out", row.origin, status).inc()
    message_id: UUID = row.id
    return message_id
