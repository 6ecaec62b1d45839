"""What is known of a message on its way. Only the channel's word moves it past `accepted`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, String, any_, bindparam, cast, func, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, live, metrics
from bellhop.conversations.models import Conversation, Message
from bellhop.db import Prepared, table_of

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
    return await _move(session, slug, message_id, status, at)


async def drop_draft(session: AsyncSession, slug: str, message_id: UUID) -> None:
    """A draft was not used, or not as it was: it is shown no more."""
    dropped = {"dropped": True}
    await session.execute(
        update(Message)
        .where(Message.id == message_id, Message.status == "draft")
        .values(why=func.coalesce(Message.why, cast({}, JSONB)).op("||")(cast(dropped, JSONB)))
    )
    await _move(session, slug, message_id, "withdrawn", clock.now())


async def handed_over(
    session: AsyncSession, slug: str, message_id: UUID, provider_id: str, at: datetime
) -> None:
    """The channel took it and gave it an id."""
    values = {
        "message": message_id,
        "ref": provider_id,
        "at": at,
        "before": _before("accepted"),
        "now": clock.now(),
    }
    moved = await _HANDED_OVER.first(session, **values)
    if moved is not None:
        _tell(session, slug, moved, "accepted")


@dataclass(frozen=True, slots=True)
class Found:
    """A message that a status speaks of; `moved` is False when it was beyond that already.
    `other_road`: it had failed, and another took its place."""

    message_id: UUID
    chat_id: UUID
    moved: bool
    other_road: bool = False


async def move_by_provider_id(
    session: AsyncSession, slug: str, key: tuple[UUID, str, str], status: str, at: datetime
) -> Found | None:
    """The same by account, chat and the provider's id; None when no such message is known yet."""
    account_id, chat_id, provider_id = key
    values = {"account": account_id, "chat": chat_id, "ref": provider_id}
    change = {"before": _before(status), "new": status, "at": at, "now": clock.now()}
    moved = await _MOVE_BY_PROVIDER_ID.first(session, **values, **change)
    if moved is not None:
        _tell(session, slug, moved, status)
        elsewhere = moved.other_road is not None
        return Found(moved.id, moved.conversation_id, moved=True, other_road=elsewhere)
    known = await _BY_PROVIDER_ID.first(session, **values)
    return None if known is None else Found(known[0], known[1], moved=False)


async def knows_message(
    session: AsyncSession, account_id: UUID, chat_id: str, provider_id: str
) -> bool:
    """Whether a message with the provider's id is known, by account and chat."""
    values = {"account": account_id, "chat": chat_id, "ref": provider_id}
    return await _BY_PROVIDER_ID.first(session, **values) is not None


async def _move(
    session: AsyncSession, slug: str, message_id: UUID, status: str, at: datetime
) -> bool:
    values = {"message_id": message_id, "before": _before(status), "new": status, "at": at}
    moved = await _MOVE.first(session, **values, now=clock.now())
    if moved is None:
        return False
    _tell(session, slug, moved, status)
    return True


def _tell(session: AsyncSession, slug: str, moved: Any, status: str) -> None:
    metrics.messages.labels(slug, "out", moved.origin, status).inc()
    live.news(session, moved.hotel_id, "chat", moved.conversation_id)


def _before(status: str) -> list[str]:
    """The statuses from which a message may move to this one."""
    if status in ENDS:
        return [name for name, rank in RANK.items() if rank < RANK["delivered"]]
    lower = [name for name, rank in RANK.items() if rank < RANK[status]]
    # the guest has it after all
    return [*lower, "failed"] if status == "delivered" else lower


_message, _chat = table_of(Message), table_of(Conversation)
_at = bindparam("at", type_=DateTime(timezone=True))
_now = bindparam("now", type_=DateTime(timezone=True))
_MOVE = Prepared(
    update(_message)
    .where(
        _message.c.id == bindparam("message_id"),
        _message.c.direction == "out",
        _message.c.status == any_(bindparam("before", type_=ARRAY(String()))),
    )
    .values(status=bindparam("new"), status_at=_at, changed_at=_now)
    .returning(_message.c.origin, _message.c.hotel_id, _message.c.conversation_id)
)
_HANDED_OVER = Prepared(
    update(_message)
    .where(
        _message.c.id == bindparam("message"),
        _message.c.status == any_(bindparam("before", type_=ARRAY(String()))),
    )
    .values(
        provider_id=bindparam("ref"),
        status="accepted",
        status_at=_at,
        changed_at=_now,
    )
    .returning(_message.c.origin, _message.c.hotel_id, _message.c.conversation_id)
)
_THIS_ONE = (
    _chat.c.hotel_id == _message.c.hotel_id,
    _chat.c.id == _message.c.conversation_id,
    _chat.c.account_id == bindparam("account"),
    _chat.c.chat_id == bindparam("chat"),
    _message.c.provider_id == bindparam("ref"),
)
_BY_PROVIDER_ID = Prepared(select(_message.c.id, _message.c.conversation_id).where(*_THIS_ONE))
_MOVE_BY_PROVIDER_ID = Prepared(
    update(_message)
    .where(
        *_THIS_ONE,
        _message.c.direction == "out",
        _message.c.status == any_(bindparam("before", type_=ARRAY(String()))),
    )
    .values(status=bindparam("new"), status_at=_at, changed_at=_now)
    .returning(
        _message.c.id,
        _message.c.conversation_id,
        _message.c.origin,
        _message.c.hotel_id,
        _message.c.why.op("->>")("other_road").label("other_road"),
    )
)
