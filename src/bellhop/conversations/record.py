"""Writing down what was said, by whom, once."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, jobs
from bellhop.conversations.models import Conversation, Media, Message
from bellhop.db import Prepared, table_of
from bellhop.jobs import Job
from bellhop.messages import Content

TEXT_LIMIT = 20_000
THUMBNAIL_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Mood:
    """How a guest's line was judged."""

    language: str
    topic: str
    sentiment: str
    confidence: float
    requires_attention: bool
    attention_reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One message to write down."""

    direction: str
    origin: str
    status: str
    content: Content
    occurred_at: datetime
    provider_id: str | None = None
    sender_name: str = ""
    answered: bool = False
    mood: Mood | None = None
    why: dict[str, Any] | None = None


_message = table_of(Message)
_RECORD = Prepared(
    insert(_message)
    .on_conflict_do_nothing(index_elements=["hotel_id", "conversation_id", "provider_id"])
    .returning(_message.c.id)
)


async def record(session: AsyncSession, hotel_id: UUID, chat_id: UUID, line: Line) -> UUID | None:
    """Keep a message and its file; None when this chat has that provider's id already."""
    message_id = clock.new_id()
    mood = line.mood
    values = {
        "hotel_id": hotel_id,
        "id": message_id,
        "conversation_id": chat_id,
        "direction": line.direction,
        "origin": line.origin,
        "kind": line.content.kind.value,
        "text": _clean(line.content.text)[:TEXT_LIMIT],
        "detail": _detail(line.content),
        "provider_id": line.provider_id,
        "about_id": line.content.about_id,
        "sender_name": _clean(line.sender_name)[:120],
        "status": line.status,
        "status_at": line.occurred_at,
        "occurred_at": line.occurred_at,
        "created_at": clock.now(),
        "changed_at": clock.now(),
        "answered": line.answered,
        "why": line.why,
        "language": mood.language if mood else None,
        "topic": mood.topic if mood else None,
        "sentiment": mood.sentiment if mood else None,
        "confidence": mood.confidence if mood else None,
        "requires_attention": mood.requires_attention if mood else None,
        "attention_reason": mood.attention_reason if mood else None,
    }
    if await _RECORD.value(session, **values) is None:
        return None
    if line.content.media is not None:
        await _keep_media(session, hotel_id, message_id, line.content)
    return message_id


async def judge(session: AsyncSession, message_id: UUID, mood: Mood) -> None:
    """Keep a better judgement of a guest's line."""
    await session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(**asdict(mood), changed_at=clock.now())
    )


async def edit(
    session: AsyncSession, chat_id: UUID, provider_id: str, text: str, now: datetime
) -> UUID | None:
    """Replace the words of a message; the first ones are kept. None when it is not known."""
    row = (
        await session.execute(
            select(Message.id, Message.text, Message.first_text)
            .where(Message.conversation_id == chat_id, Message.provider_id == provider_id)
            .with_for_update()
        )
    ).one_or_none()
    if row is None:
        return None
    first = row.first_text if row.first_text is not None else row.text
    await session.execute(
        update(Message)
        .where(Message.id == row.id)
        .values(
            text=_clean(text)[:TEXT_LIMIT], first_text=first, edited_at=now, changed_at=clock.now()
        )
    )
    message_id: UUID = row.id
    return message_id


async def delete(
    session: AsyncSession, chat_id: UUID, provider_id: str, now: datetime
) -> UUID | None:
    """The author took a message back: it is shown as such and never answered."""
    changed = await session.execute(
        update(Message)
        .where(Message.conversation_id == chat_id, Message.provider_id == provider_id)
        .values(deleted_at=now, answered=True, changed_at=clock.now())
        .returning(Message.id)
    )
    return changed.scalar_one_or_none()


async def touch(session: AsyncSession, chat_id: UUID, **changes: Any) -> None:
    """Change a conversation's own columns."""
    await session.execute(update(Conversation).where(Conversation.id == chat_id).values(**changes))


async def _keep_media(
    session: AsyncSession, hotel_id: UUID, message_id: UUID, content: Content
) -> None:
    media = content.media
    assert media is not None, "called for content with a file"  # noqa: S101
    media_id = clock.new_id()
    now = clock.now()
    await session.execute(
        insert(Media).values(
            hotel_id=hotel_id,
            id=media_id,
            message_id=message_id,
            url=media.url,
            mime=media.mime[:200],
            file_name=_clean(media.file_name)[:300],
            thumbnail=_thumbnail(media.thumbnail_base64),
            state="waiting" if media.url else "gone",
            due_at=now if media.url else None,
            attempts=0,
            created_at=now,
        )
    )
    if media.url:
        jobs.enqueue(session, Job.FETCH_MEDIA, hotel_id, media_id)


def _detail(content: Content) -> dict[str, Any]:
    detail: dict[str, Any] = {}
    if content.location:
        detail["location"] = asdict(content.location)
    if content.contacts:
        detail["contacts"] = [asdict(contact) for contact in content.contacts]
    if content.options:
        detail["options"] = list(content.options)
    if content.button_id:
        detail["button_id"] = content.button_id
    if content.quoted_text:
        detail["quoted_text"] = content.quoted_text[:500]
    return detail


def _clean(text: str) -> str:
    """PostgreSQL keeps neither NUL nor half a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _thumbnail(encoded: str) -> bytes | None:
    if not encoded or len(encoded) > THUMBNAIL_LIMIT:
        return None
    try:
        return base64.b64decode(encoded, validate=False)
    except (binascii.Error, ValueError):
        return None
