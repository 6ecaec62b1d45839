"""One conversation, one thinker: the lease, and the moment when the bot should think."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Boolean,
    DateTime,
    Interval,
    String,
    Uuid,
    any_,
    bindparam,
    case,
    exists,
    func,
    null,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, jobs
from bellhop.conversations.models import Conversation, Message
from bellhop.db import Prepared, table_of
from bellhop.guests import Guest
from bellhop.hotels import Account, ChannelAccount, Hotel, HotelRecord
from bellhop.jobs import Job

CLAIM_SECONDS = 30
GATHERING_PAUSES = 3


@dataclass(frozen=True, slots=True)
class Claimed:
    """A conversation that this thinker alone may answer, until the lease runs out."""

    id: UUID
    account_id: UUID
    guest_id: UUID | None
    chat_kind: str
    language: str | None
    never_automatic: bool
    quiet_until: datetime | None
    introduced_at: datetime | None
    lines: int
    attempts: int
    claim: UUID
    waiting_since: datetime | None
    chat_id: str


@dataclass(frozen=True, slots=True)
class StillOurs:
    """The lease was ours to the end. How the chat's number stands at this moment."""

    line_state: str
    hold_until: datetime | None
    waiting_at_provider: int


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How a thought ends: the lines it was about, and whether anything is still owed."""

    message_ids: tuple[UUID, ...]
    language: str | None
    answered: bool
    introduced: bool


async def guest_wrote(
    session: AsyncSession, hotel_id: UUID, chat_id: UUID, *, now: datetime, pause: float
) -> datetime:
    """Let the bot think when the gathering pause has passed since this line, at most three pauses
    after the first. Returns that moment and lets a hint leave for it; without a pause whoever took
    the line in goes straight on."""
    wait = timedelta(seconds=pause)
    values = {
        "chat": chat_id,
        "now": now,
        "soon": now + wait,
        "wait": GATHERING_PAUSES * wait,
    }
    due = cast("datetime", await _WROTE.value(session, **values))
    if pause:
        jobs.enqueue(session, Job.ANSWER, hotel_id, chat_id, at=due)
    return due


async def guest_waits(session: AsyncSession, chat_id: UUID, now: datetime) -> None:
    """The guest wrote to a person: the clock of the waiting limit runs."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id)
        .values(waiting_since=func.coalesce(Conversation.waiting_since, now))
    )


async def newer_words(session: AsyncSession, chat_id: UUID) -> None:
    """What was said has changed, so a thought in progress may not be recorded."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id, Conversation.answer_due_at.is_not(None))
        .values(lines=Conversation.lines + 1)
    )


async def claim(
    session: AsyncSession, chat_id: UUID, now: datetime
) -> tuple[Claimed, Hotel, Account] | None:
    """Take the lease; None when nothing is due or another thinker has it."""
    values = {
        "chat": chat_id,
        "now": now,
        "token": clock.new_id(),
        "until": now + timedelta(seconds=CLAIM_SECONDS),
    }
    row = await _CLAIM.first(session, **values)
    if row is None:
        return None
    own = cast("tuple[Any, ...]", row)[: len(fields(Claimed))]
    return Claimed(*own), Hotel.read_from(row), Account.read_from(row)


async def conclude(
    session: AsyncSession, claimed: Claimed, end: Conclusion, now: datetime
) -> StillOurs | None:
    """Let go of the lease with the thought done, and mark the lines it was about. None when the
    lease is no longer ours, a newer line came, or a person took over: then nothing may be
    recorded."""
    values = {
        "chat": claimed.id,
        "token": claimed.claim,
        "lines_then": claimed.lines,
        "now": now,
        "spoken": end.language,
        "answered": end.answered,
        "introduced": end.introduced,
        "ids": list(end.message_ids),
    }
    row = await _CONCLUDE.first(session, **values)
    return None if row is None else StillOurs(*row)


async def let_go(hotel_id: UUID, claimed: Claimed, *, again_in: float | None = None) -> None:
    """Give the lease back. With newer lines waiting, a hint leaves for their moment; `again_in`
    seconds puts the moment off after a failure."""
    async with db.hotel(hotel_id) as session:
        table = Conversation
        changes: dict[str, object] = {"claim": None, "claimed_until": None}
        if again_in is not None:
            changes["answer_due_at"] = clock.now() + timedelta(seconds=again_in)
        released = await session.execute(
            update(table)
            .where(table.id == claimed.id, table.claim == claimed.claim)
            .values(**changes)
            .returning(table.answer_due_at)
        )
        row = released.one_or_none()
        if row is not None and row.answer_due_at is not None:
            jobs.enqueue(session, Job.ANSWER, hotel_id, claimed.id, at=row.answer_due_at)


async def mark_answered(session: AsyncSession, chat_id: UUID, message_ids: list[UUID]) -> None:
    await _ANSWERED.run(session, chat=chat_id, ids=message_ids)


async def guest_of(session: AsyncSession, guest_id: UUID) -> tuple[str, str | None]:
    """Name and language."""
    row = (
        await session.execute(select(Guest.name, Guest.language).where(Guest.id == guest_id))
    ).one()
    return row[0], row[1]


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=DateTime(timezone=True))


_chat, _message = table_of(Conversation), table_of(Message)
_WROTE = Prepared(
    update(_chat)
    .where(_chat.c.id == bindparam("chat"))
    .values(
        lines=_chat.c.lines + 1,
        gathering_since=func.coalesce(_chat.c.gathering_since, _moment("now")),
        answer_due_at=func.least(
            _moment("soon"),
            func.coalesce(_chat.c.gathering_since, _moment("now"))
            + bindparam("wait", type_=Interval()),
        ),
        waiting_since=func.coalesce(_chat.c.waiting_since, _moment("now")),
    )
    .returning(_chat.c.answer_due_at)
)
_hotel, _account = table_of(HotelRecord), table_of(ChannelAccount)
_CLAIM = Prepared(
    update(_chat)
    .where(
        _chat.c.id == bindparam("chat"),
        _chat.c.answer_due_at <= _moment("now"),
        (_chat.c.claimed_until.is_(None)) | (_chat.c.claimed_until < _moment("now")),
        _hotel.c.id == _chat.c.hotel_id,
        _account.c.hotel_id == _chat.c.hotel_id,
        _account.c.id == _chat.c.account_id,
    )
    .values(
        claim=bindparam("token", type_=Uuid()),
        claimed_until=_moment("until"),
        attempts=_chat.c.attempts + 1,
    )
    .returning(
        *(_chat.c[field.name] for field in fields(Claimed)), *Hotel.COLUMNS, *Account.COLUMNS
    )
)
_held = (
    update(_chat)
    .where(
        _chat.c.id == bindparam("chat"),
        _chat.c.claim == bindparam("token", type_=Uuid()),
        _chat.c.lines == bindparam("lines_then"),
        _chat.c.never_automatic.is_(False),
        (_chat.c.quiet_until.is_(None)) | (_chat.c.quiet_until <= _moment("now")),
        _account.c.hotel_id == _chat.c.hotel_id,
        _account.c.id == _chat.c.account_id,
    )
    .values(
        claim=None,
        claimed_until=None,
        answer_due_at=None,
        gathering_since=None,
        attempts=0,
        language=func.coalesce(bindparam("spoken", type_=String()), _chat.c.language),
        waiting_since=case(
            (bindparam("answered", type_=Boolean()), null()), else_=_chat.c.waiting_since
        ),
        introduced_at=case(
            (
                bindparam("introduced", type_=Boolean()),
                func.coalesce(_chat.c.introduced_at, _moment("now")),
            ),
            else_=_chat.c.introduced_at,
        ),
    )
    .returning(_account.c.state, _account.c.hold_until, _account.c.waiting_at_provider)
    .cte("held")
)
_marked = (
    update(_message)
    .where(
        _message.c.conversation_id == bindparam("chat"),
        _message.c.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
        exists(select(_held.c.state)),
    )
    .values(answered=True)
    .returning(_message.c.id)
    .cte("marked")
)
_CONCLUDE = Prepared(select(_held).add_cte(_marked))
_ANSWERED = Prepared(
    update(_message)
    .where(
        _message.c.conversation_id == bindparam("chat"),
        _message.c.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
    )
    .values(answered=True)
)
