"""Writing down what was said, by whom, once."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    Double,
    String,
    Uuid,
    bindparam,
    case,
    exists,
    func,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, jobs, live
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


def _record_statement() -> Any:
    """One round trip: the message, and what it means for its chat in every list."""
    made = (
        insert(_message)
        .on_conflict_do_nothing(index_elements=["hotel_id", "conversation_id", "provider_id"])
        .returning(_message.c.id)
        .cte("made")
    )
    at = bindparam("said_at", type_=DateTime(timezone=True))
    heard = bindparam("heard", type_=Boolean())
    mood = bindparam("now_mood", type_=String())
    sure: Any = bindparam("now_sure", type_=Double())
    touched = (
        update(_chat)
        .where(_chat.c.id == bindparam("in_chat", type_=Uuid()), exists(select(made.c.id)))
        .values(
            last_message_at=func.greatest(func.coalesce(_chat.c.last_message_at, at), at),
            words_due_at=func.coalesce(
                _chat.c.words_due_at, bindparam("said_now", type_=DateTime(timezone=True))
            ),
            mood=func.coalesce(mood, _chat.c.mood),
            mood_sure=func.coalesce(sure, _chat.c.mood_sure),
            solved_at=case((heard, null()), else_=_chat.c.solved_at),
            snoozed_until=case((heard, null()), else_=_chat.c.snoozed_until),
        )
        .returning(_chat.c.id)
        .cte("touched")
    )
    return select(made.c.id).add_cte(touched)


_message, _chat = table_of(Message), table_of(Conversation)
_RECORD = Prepared(_record_statement())


async def record(session: AsyncSession, hotel_id: UUID, chat_id: UUID, line: Line) -> UUID | None:
    """Keep a message and its file; None when this chat has that provider's id already."""
    message_id = clock.new_id()
    mood = line.mood
    now = clock.now()
    values: dict[str, Any] = {
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
        "created_at": now,
        "changed_at": now,
        "answered": line.answered,
        "why": line.why,
        "language": mood.language if mood else None,
        "topic": mood.topic if mood else None,
        "sentiment": mood.sentiment if mood else None,
        "confidence": mood.confidence if mood else None,
        "requires_attention": mood.requires_attention if mood else None,
        "attention_reason": mood.attention_reason if mood else None,
    }
    chat = {
        "in_chat": chat_id,
        "said_at": line.occurred_at,
        "said_now": now,
        "heard": line.direction == "in",
        "now_mood": values["sentiment"],
        "now_sure": values["confidence"],
    }
    if await _RECORD.value(session, **values, **chat) is None:
        return None
    live.news(session, hotel_id, "chat", chat_id)
    if line.content.media is not None:
        await _keep_media(session, hotel_id, message_id, line.content)
    return message_id


async def judge(session: AsyncSession, message_id: UUID, mood: Mood) -> None:
    """Keep a better judgement of a guest's line."""
    changed = await session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(**asdict(mood), changed_at=clock.now())
        .returning(Message.conversation_id)
    )
    await session.execute(
        update(Conversation)
        .where(Conversation.id == changed.scalar_one_or_none())
        .values(mood=mood.sentiment, mood_sure=mood.confidence)
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
            text=_clean(text)[:TEXT_LIMIT],
            first_text=first,
            edited_at=now,
            changed_at=clock.now(),
        )
    )
    await changed_chat(session, chat_id)
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
    await changed_chat(session, chat_id)
    return changed.scalar_one_or_none()


async def touch(session: AsyncSession, chat_id: UUID, /, **changes: Any) -> None:
    """Change a conversation's own columns."""
    await session.execute(update(Conversation).where(Conversation.id == chat_id).values(**changes))


async def changed_chat(session: AsyncSession, chat_id: UUID) -> None:
    """Words of this chat have changed: the search learns of it, and so do open pages."""
    changed = await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id)
        .values(words_due_at=clock.now())
        .returning(Conversation.hotel_id)
    )
    hotel_id = changed.scalar_one_or_none()
    if hotel_id is not None:
        live.news(session, hotel_id, "chat", chat_id)


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
