"""What staff do with a chat besides writing in it: assign, snooze, solve, note, mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, live
from bellhop.conversations.chats import change, leave_to_person
from bellhop.conversations.models import ChatEvent, ChatMark, ChatNote, SavedReply
from bellhop.errors import BadInput
from bellhop.hotels import people

NOTE_LIMIT = 4_000
DRAFT_LIMIT = 8_000
REPLY_LIMIT = 4_000
_MENTION = re.compile(r"@(\S+)")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody on the staff who does something to a chat."""

    person_id: UUID | None
    name: str


def tell(
    session: AsyncSession, hotel_id: UUID, chat_id: UUID, kind: str, actor: Actor, at: datetime
) -> ChatEvent:
    """Write what was done into the thread."""
    event = ChatEvent(
        hotel_id=hotel_id, conversation_id=chat_id, kind=kind, actor=actor.name, what={}, at=at
    )
    session.add(event)
    live.news(session, hotel_id, "chat", chat_id)
    return event


async def assign(session: AsyncSession, chat_id: UUID, person_id: UUID | None) -> None:
    await change(session, chat_id, assigned_to=person_id)


async def snooze(session: AsyncSession, chat_id: UUID, until: datetime | None) -> None:
    """Out of sight until then, or until the guest's next line."""
    await change(session, chat_id, snoozed_until=until)


async def solve(session: AsyncSession, chat_id: UUID, now: datetime) -> None:
    """Nothing is owed any more, for the whole hotel; the bot answers what comes next."""
    await change(
        session,
        chat_id,
        solved_at=now,
        waiting_since=None,
        snoozed_until=None,
        quiet_until=None,
        held_by=None,
        held_by_id=None,
        answer_due_at=None,
        gathering_since=None,
    )
    await leave_to_person(session, chat_id)


async def note(
    session: AsyncSession,
    hotel_id: UUID,
    chat_id: UUID,
    author: Actor,
    text: str,
    at: datetime,
) -> UUID:
    """A note for staff only. Who is named with @ is mentioned, and the chat is unread for
    them. Raises BadInput for an empty one."""
    clean = text.replace("\x00", "").strip()[:NOTE_LIMIT]
    if not clean:
        raise BadInput("A note needs words.")
    called = {word.casefold().strip(".,:;!?") for word in _MENTION.findall(clean)}
    mentioned = [
        str(person_id)
        for person_id, name, _ in await people.colleagues(session)
        if name.split() and name.split()[0].casefold() in called
    ]
    row = ChatNote(
        hotel_id=hotel_id,
        id=clock.new_id(),
        conversation_id=chat_id,
        author_id=author.person_id,
        author=author.name,
        text=clean,
        mentions=mentioned,
        at=at,
    )
    session.add(row)
    for person_id in mentioned:
        if person_id != str(author.person_id):
            await unread(session, hotel_id, chat_id, UUID(person_id))
    live.news(session, hotel_id, "chat", chat_id)
    return row.id


async def seen(
    session: AsyncSession, hotel_id: UUID, chat_id: UUID, person_id: UUID, at: datetime
) -> None:
    """Somebody has read the chat up to now. Touches nobody else's list."""
    await _mark(session, hotel_id, chat_id, person_id, seen_at=at, unread=False)


async def unread(session: AsyncSession, hotel_id: UUID, chat_id: UUID, person_id: UUID) -> None:
    await _mark(session, hotel_id, chat_id, person_id, unread=True)


async def keep_draft(
    session: AsyncSession, hotel_id: UUID, chat_id: UUID, person_id: UUID, text: str
) -> None:
    """What somebody has begun to write, on whatever machine they go on."""
    clean = text.replace("\x00", "")[:DRAFT_LIMIT]
    await _mark(session, hotel_id, chat_id, person_id, draft=clean)


async def mark_of(session: AsyncSession, chat_id: UUID, person_id: UUID) -> ChatMark | None:
    query = select(ChatMark).where(
        ChatMark.conversation_id == chat_id, ChatMark.person_id == person_id
    )
    return (await session.execute(query)).scalar_one_or_none()


async def saved_replies(session: AsyncSession) -> list[SavedReply]:
    query = select(SavedReply).order_by(SavedReply.name).limit(200)
    return list((await session.execute(query)).scalars())


async def save_reply(
    session: AsyncSession, hotel_id: UUID, name: str, text: str, language: str = ""
) -> None:
    """Keep words that are used often; the same name replaces them. Raises BadInput."""
    name, text = " ".join(name.split())[:60], text.replace("\x00", "").strip()[:REPLY_LIMIT]
    if not name or not text:
        raise BadInput("A saved reply needs a name and words.")
    new = insert(SavedReply).values(
        hotel_id=hotel_id,
        id=clock.new_id(),
        created_at=clock.now(),
        name=name,
        text=text,
        language=language[:8],
    )
    changed = {"text": text, "language": language[:8]}
    await session.execute(
        new.on_conflict_do_update(index_elements=["hotel_id", "name"], set_=changed)
    )


async def forget_reply(session: AsyncSession, reply_id: UUID) -> None:
    await session.execute(delete(SavedReply).where(SavedReply.id == reply_id))


async def _mark(
    session: AsyncSession, hotel_id: UUID, chat_id: UUID, person_id: UUID, **values: Any
) -> None:
    row = {
        "hotel_id": hotel_id,
        "id": clock.new_id(),
        "created_at": clock.now(),
        "conversation_id": chat_id,
        "person_id": person_id,
        "unread": False,
        "draft": "",
    }
    new = insert(ChatMark).values(**row | values)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=["hotel_id", "conversation_id", "person_id"], set_=values
        )
    )
