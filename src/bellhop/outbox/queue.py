"""Putting a message in line, in the transaction that decided on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, bindparam, case, exists, insert, null, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import channels, clock, conversations, jobs, metrics
from bellhop.conversations import Conversation, Line
from bellhop.db import Prepared, table_of, word
from bellhop.errors import BadInput
from bellhop.hotels import ChannelAccount, Hotel
from bellhop.jobs import Job
from bellhop.messages import (
    ChannelType,
    ChatKind,
    Content,
    ContentKind,
    FileOut,
    Media,
    Outgoing,
    PollOut,
    TextOut,
)
from bellhop.outbox.models import OutboxRow

SEND_CLAIM_SECONDS = 75
"""Longer than a send may take (see outbox.deliver)."""
_GIVEN = (
    "hotel_id",
    "id",
    "created_at",
    "conversation_id",
    "account_id",
    "message_id",
    "body",
    "proactive",
    "give_up_at",
    "resent",
    "answers_since",
    "part",
    "parts",
    "instead_of",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to send. `origin` is bot, journey or staff. `not_before` holds it back;
    `answers_since` is when the guest's line came that it answers, for the figures; `give_up_at`
    when it makes no sense any more, in real UTC, if not by the hotel's rule for replies.
    `sender` is the name of the person who wrote it; `instead_of` the message that failed on another
    road."""

    account_id: UUID
    chat_id: UUID
    out: Outgoing
    origin: str
    why: dict[str, Any] | None = None
    proactive: bool = False
    not_before: datetime | None = None
    answers_since: datetime | None = None
    give_up_at: datetime | None = None
    sender: str = ""
    instead_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """A message that was written down; `in_hand`: claimed by whoever wrote it."""

    id: UUID
    message_id: UUID
    in_hand: bool
    body: dict[str, Any]
    give_up_at: datetime
    started_at: datetime
    parts: int = 1


async def queue(session: AsyncSession, hotel: Hotel, letter: Letter) -> UUID:
    """Write the message down and let DELIVER leave with the commit. Returns the outbox row's id."""
    row_id, _ = await queue_message(session, hotel, letter)
    return row_id


async def queue_message(session: AsyncSession, hotel: Hotel, letter: Letter) -> tuple[UUID, UUID]:
    """The same, for who wants to follow the message: the ids of the outbox row and of it."""
    first, *rest = await _write(session, hotel, letter)
    for values in (first, *rest):
        await _QUEUE.run(session, **values, state="waiting", attempts=0)
    jobs.enqueue(session, Job.DELIVER, hotel.id, first["id"], at=letter.not_before)
    return first["id"], first["message_id"]


async def queue_in_hand(session: AsyncSession, hotel: Hotel, letter: Letter) -> Queued:
    """Write the message down already claimed, for a caller who sends it after the commit. When
    others of the chat wait or are in flight it takes its place behind them, and a hint leaves."""
    values, *rest = await _write(session, hotel, letter)
    now = clock.now()
    until = now + timedelta(seconds=SEND_CLAIM_SECONDS)
    in_hand = await _QUEUE_IN_HAND.value(session, **values, now=now, until=until)
    for further in rest:
        await _QUEUE.run(session, **further, state="waiting", attempts=0)
    if not in_hand:
        jobs.enqueue(session, Job.DELIVER, hotel.id, values["id"])
    return Queued(
        values["id"],
        values["message_id"],
        bool(in_hand),
        values["body"],
        values["give_up_at"],
        now,
        values["parts"],
    )


async def _write(session: AsyncSession, hotel: Hotel, letter: Letter) -> list[dict[str, Any]]:
    """The message, and the rows that carry it: several where it is too long for the channel."""
    line = Line(
        "out",
        letter.origin,
        "queued",
        _content(letter.out),
        hotel.now(),
        sender_name=letter.sender,
        why=letter.why,
    )
    message_id = await conversations.record(session, hotel.id, letter.chat_id, line)
    assert message_id is not None, "no provider's id yet, so nothing to clash with"  # noqa: S101
    metrics.messages.labels(hotel.slug, "out", letter.origin, "queued").inc()
    now = clock.now()
    due = letter.not_before or now
    row = {
        "hotel_id": hotel.id,
        "created_at": now,
        "conversation_id": letter.chat_id,
        "account_id": letter.account_id,
        "message_id": message_id,
        "proactive": letter.proactive,
        "due_at": due,
        "give_up_at": letter.give_up_at or due + timedelta(minutes=hotel.rules.stale_minutes),
        "resent": False,
        "answers_since": letter.answers_since,
        "instead_of": letter.instead_of,
    }
    outs = await _fitted(session, letter)
    return [
        row | {"id": clock.new_id(), "body": pack(out), "part": part, "parts": len(outs)}
        for part, out in enumerate(outs)
    ]


async def _fitted(session: AsyncSession, letter: Letter) -> tuple[Outgoing, ...]:
    """What the channel takes of it. Most letters fit anywhere and cost no look."""
    if channels.fits_anywhere(letter.out):
        return (letter.out,)
    query = (
        select(ChannelAccount.type, Conversation.chat_kind)
        .join(Conversation, Conversation.account_id == ChannelAccount.id)
        .where(Conversation.id == letter.chat_id)
    )
    kind, chat_kind = (await session.execute(query)).one()
    return channels.fit(ChannelType(kind), letter.out, group=chat_kind == ChatKind.GROUP)


def pack(out: Outgoing) -> dict[str, Any]:
    """A message as JSON for the row."""
    return {"type": type(out).__name__, **asdict(out)}


def unpack(body: dict[str, Any]) -> Outgoing:
    """The message of a row. Raises BadInput for a row of a kind this version does not know."""
    fields = {name: value for name, value in body.items() if name != "type"}
    match body.get("type"):
        case "TextOut":
            return TextOut(**fields)
        case "FileOut":
            return FileOut(**fields)
        case "PollOut":
            return PollOut(**(fields | {"options": tuple(fields["options"])}))
        case other:
            raise BadInput(f"this version cannot send a {other!r}")


def words_of(out: Outgoing) -> str:
    """What a person would read, for finding the same message at the provider."""
    if isinstance(out, TextOut):
        return out.text
    return out.caption if isinstance(out, FileOut) else out.question


def _content(out: Outgoing) -> Content:
    if isinstance(out, TextOut):
        return Content(ContentKind.TEXT, text=out.text, about_id=out.quoted_id)
    if isinstance(out, FileOut):
        media = Media(url="", file_name=out.file_name)
        return Content(ContentKind.DOCUMENT, text=out.caption, media=media, about_id=out.quoted_id)
    return Content(ContentKind.POLL, text=out.question, options=out.options)


_row = table_of(OutboxRow)
_QUEUE = Prepared(insert(_row))
_before = _row.alias("before")
_busy = exists(
    select(_before.c.id).where(
        _before.c.conversation_id == bindparam("conversation_id"),
        _before.c.state.in_([word("waiting"), word("sending"), word("unknown")]),
    )
)
_now = bindparam("now", type_=DateTime(timezone=True))
_QUEUE_IN_HAND = Prepared(
    insert(_row)
    .values(
        {
            **{name: bindparam(name) for name in _GIVEN},
            "state": case((_busy, "waiting"), else_="sending"),
            "attempts": case((_busy, 0), else_=1),
            "due_at": case((_busy, _now), else_=null()),
            "attempt_started_at": case((_busy, null()), else_=_now),
            "claimed_until": case(
                (_busy, null()), else_=bindparam("until", type_=DateTime(timezone=True))
            ),
        }
    )
    .returning(_row.c.state == "sending")
)
