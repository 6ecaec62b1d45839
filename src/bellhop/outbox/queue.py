"""Putting a message in line, in the transaction that decided on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, conversations, jobs, metrics
from bellhop.conversations import Line
from bellhop.db import table_of
from bellhop.errors import BadInput
from bellhop.hotels import Hotel
from bellhop.jobs import Job
from bellhop.messages import Content, ContentKind, FileOut, Media, Outgoing, PollOut, TextOut
from bellhop.outbox.models import OutboxRow


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to send. `origin` is bot, journey or staff. `not_before` holds it back;
    `answers_since` is when the guest's line came that it answers, for the figures. `hint` is False
    when the caller itself goes straight on to deliver."""

    account_id: UUID
    chat_id: UUID
    out: Outgoing
    origin: str
    why: dict[str, Any] | None = None
    proactive: bool = False
    not_before: datetime | None = None
    answers_since: datetime | None = None
    hint: bool = True


_QUEUE = insert(table_of(OutboxRow))


async def queue(session: AsyncSession, hotel: Hotel, letter: Letter) -> UUID:
    """Write the message down and let DELIVER leave with the commit. Returns the outbox row's id."""
    now = hotel.now()
    line = Line("out", letter.origin, "queued", _content(letter.out), now, why=letter.why)
    message_id = await conversations.record(session, hotel.id, letter.chat_id, line)
    assert message_id is not None, "no provider's id yet, so nothing to clash with"  # noqa: S101
    row_id = clock.new_id()
    due = letter.not_before or clock.now()
    stale = timedelta(minutes=hotel.rules.stale_minutes)
    values = {
        "hotel_id": hotel.id,
        "id": row_id,
        "created_at": clock.now(),
        "conversation_id": letter.chat_id,
        "account_id": letter.account_id,
        "message_id": message_id,
        "body": pack(letter.out),
        "proactive": letter.proactive,
        "state": "waiting",
        "due_at": due,
        "give_up_at": due + stale,
        "attempts": 0,
        "resent": False,
        "answers_since": letter.answers_since,
    }
    await session.execute(_QUEUE, values)
    metrics.messages.labels(hotel.slug, "out", letter.origin, "queued").inc()
    if letter.hint:
        jobs.enqueue(session, Job.DELIVER, hotel.id, row_id, at=letter.not_before)
    return row_id


async def withdraw(session: AsyncSession, hotel: Hotel, chat_id: UUID, reason: str) -> int:
    """Automatic messages that still wait in this chat will not go; how many they were."""
    gone = await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.conversation_id == chat_id,
            OutboxRow.state == "waiting",
            OutboxRow.message_id.in_(_automatic(chat_id)),
        )
        .values(state="withdrawn", due_at=None, error=reason)
        .returning(OutboxRow.message_id)
    )
    ids = list(gone.scalars())
    for message_id in ids:
        await conversations.move(session, hotel.slug, message_id, "withdrawn", clock.now())
    return len(ids)


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


def _automatic(chat_id: UUID) -> Any:
    message = conversations.Message
    return select(message.id).where(
        message.conversation_id == chat_id, message.origin.in_(("bot", "journey"))
    )
