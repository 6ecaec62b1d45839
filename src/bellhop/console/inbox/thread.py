"""The thread: messages, notes and what staff did, in the order of their moments."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.alerts import Alert
from bellhop.conversations import ChatEvent, ChatNote, Media, Message
from bellhop.outbox import UNDONE, OutboxRow

FIRST = 60
AT_ONCE = 300
OVERLAP = timedelta(seconds=30)
"""A moment is taken before its commit, so open pages ask for a little more than they missed."""


@dataclass(frozen=True, slots=True)
class File:
    id: UUID
    kind: str
    name: str
    state: str
    size: int
    has_thumbnail: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the thread. `kind` is message, note, event or alert; `key` sorts it."""

    id: UUID
    kind: str
    at: datetime
    key: str
    text: str = ""
    origin: str = ""
    what: str = ""
    who: str = ""
    status: str = ""
    status_at: datetime | None = None
    held_until: datetime | None = None
    error: str = ""
    gone: bool = False
    first_text: str | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    mood: str = ""
    confidence: float = 0.0
    attention: str = ""
    language: str = ""
    quote: str = ""
    files: tuple[File, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)
    why: dict[str, Any] | None = None
    changed_at: datetime | None = None

    @property
    def version(self) -> str:
        return f"{zlib.crc32(repr(self).encode()):x}"

    @property
    def initials(self) -> str:
        words = self.who.split() or ["?"]
        return "".join(word[0] for word in words[:2]).upper()


@dataclass(frozen=True, slots=True)
class Thread:
    """A part of a thread, oldest first. `before` leads to what is older; empty: nothing is."""

    items: list[Item]
    before: str = ""
    draft: Item | None = None


async def read(
    session: AsyncSession, chat_id: UUID, *, before: str = "", most: int = FIRST
) -> Thread:
    """The newest part, or the part before a key."""
    query = (
        select(Message)
        .where(Message.conversation_id == chat_id, Message.status != "draft")
        .order_by(Message.occurred_at.desc(), Message.id.desc())
        .limit(most + 1)
    )
    until = _split(before)
    if until is not None:
        at, last = until
        query = query.where(
            or_(Message.occurred_at < at, and_(Message.occurred_at == at, Message.id < last))
        )
    rows = list((await session.execute(query)).scalars())
    more = len(rows) > most
    rows = rows[:most][::-1]
    since = rows[0].occurred_at if more else datetime.min.replace(tzinfo=clock.now().tzinfo)
    items = await _messages(session, chat_id, rows)
    items += await _beside(session, chat_id, since, until[0] if until else None)
    items.sort(key=lambda item: item.key)
    draft = None if until else await draft_of(session, chat_id)
    return Thread(items, _key(rows[0].occurred_at, rows[0].id) if more else "", draft)


async def changes(session: AsyncSession, chat_id: UUID, since: datetime, first: str) -> Thread:
    """What has come or changed since a moment, among what the page shows (from `first` on)."""
    began = _split(first)
    query = (
        select(Message)
        .where(Message.conversation_id == chat_id, Message.status != "draft")
        .order_by(Message.occurred_at.desc(), Message.id.desc())
        .limit(AT_ONCE)
    )
    if began is not None:
        query = query.where(Message.occurred_at >= began[0])
    rows = list((await session.execute(query)).scalars())
    asked = since - OVERLAP
    fresh = [row for row in rows if (row.changed_at or row.created_at) > asked]
    items = await _messages(session, chat_id, fresh)
    items += await _beside(session, chat_id, asked, None)
    items.sort(key=lambda item: item.key)
    return Thread(items, "", await draft_of(session, chat_id))


async def one(session: AsyncSession, chat_id: UUID, message_id: UUID) -> Item | None:
    query = select(Message).where(Message.id == message_id, Message.conversation_id == chat_id)
    rows = list((await session.execute(query)).scalars())
    items = await _messages(session, chat_id, rows)
    return items[0] if items else None


async def draft_of(session: AsyncSession, chat_id: UUID) -> Item | None:
    """The bot's draft, while nothing has been said after it."""
    query = (
        select(Message)
        .where(Message.conversation_id == chat_id)
        .order_by(Message.occurred_at.desc(), Message.id.desc())
        .limit(12)
    )
    for row in (await session.execute(query)).scalars():
        if row.status == "draft":
            return _item(row, None, (), "")
        if row.direction == "out" and row.status not in ("withdrawn", "failed"):
            return None
    return None


async def _messages(session: AsyncSession, chat_id: UUID, rows: list[Message]) -> list[Item]:
    ids = [row.id for row in rows]
    files = await _files(session, ids)
    waiting = await _waiting(session, ids)
    quotes = await _quotes(session, chat_id, rows)
    items = []
    for row in rows:
        sending = waiting.get(row.id)
        quote = quotes.get(row.about_id or "") or str(row.detail.get("quoted_text", ""))
        items.append(_item(row, sending, tuple(files.get(row.id, ())), quote))
    return items


def _item(row: Message, sending: OutboxRow | None, files: tuple[File, ...], quote: str) -> Item:
    held = sending.due_at if sending is not None and sending.state == "waiting" else None
    error = (sending.error or "") if sending is not None else ""
    return Item(
        id=row.id,
        kind="message",
        at=row.occurred_at,
        key=_key(row.occurred_at, row.id),
        text=row.text,
        origin=row.origin,
        what=row.kind,
        who=row.sender_name,
        status=row.status,
        status_at=row.status_at,
        held_until=held,
        error=error,
        gone=error == UNDONE or bool(row.why and row.why.get("dropped")),
        first_text=row.first_text,
        edited_at=row.edited_at,
        deleted=row.deleted_at is not None,
        mood=row.sentiment or "",
        confidence=row.confidence or 0.0,
        attention=(row.attention_reason or "") if row.requires_attention else "",
        language=row.language or "",
        quote=quote,
        files=files,
        detail=row.detail,
        why=row.why,
        changed_at=row.changed_at,
    )


async def _beside(
    session: AsyncSession, chat_id: UUID, since: datetime, until: datetime | None
) -> list[Item]:
    """Notes, what staff did and alerts between two moments."""
    notes = select(ChatNote).where(ChatNote.conversation_id == chat_id, ChatNote.at >= since)
    events = select(ChatEvent).where(ChatEvent.conversation_id == chat_id, ChatEvent.at >= since)
    calls = select(Alert).where(Alert.conversation_id == chat_id, Alert.created_at >= since)
    if until is not None:
        notes, events = notes.where(ChatNote.at < until), events.where(ChatEvent.at < until)
        calls = calls.where(Alert.created_at < until)
    items = [_note(row) for row in (await session.execute(notes.limit(AT_ONCE))).scalars()]
    items += [_event(row) for row in (await session.execute(events.limit(AT_ONCE))).scalars()]
    items += [_alert(row) for row in (await session.execute(calls.limit(AT_ONCE))).scalars()]
    return items


def _note(row: ChatNote) -> Item:
    key = _key(row.at, row.id)
    return Item(row.id, "note", row.at, key, text=row.text, who=row.author)


def _event(row: ChatEvent) -> Item:
    key = _key(row.at, row.id)
    return Item(row.id, "event", row.at, key, what=row.kind, who=row.actor, detail=row.what)


def _alert(row: Alert) -> Item:
    return Item(
        row.id,
        "alert",
        row.created_at,
        _key(row.created_at, row.id),
        what=row.reason,
        who=row.acknowledged_by or "",
        status=row.state,
        status_at=row.acknowledged_at,
        detail={"severity": row.severity},
    )


async def _files(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, list[File]]:
    query = select(
        Media.message_id,
        Media.id,
        Media.mime,
        Media.file_name,
        Media.state,
        Media.size,
        Media.thumbnail.is_not(None),
    ).where(Media.message_id.in_(list(ids)))
    found: dict[UUID, list[File]] = {}
    for message_id, media_id, mime, name, state, size, thumbnail in await session.execute(query):
        kind = mime.partition("/")[0] if mime else "file"
        file = File(media_id, kind, name, state, size or 0, thumbnail)
        found.setdefault(message_id, []).append(file)
    return found


async def _waiting(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, OutboxRow]:
    query = select(OutboxRow).where(
        OutboxRow.message_id.in_(list(ids)), OutboxRow.state != "accepted"
    )
    return {row.message_id: row for row in (await session.execute(query)).scalars()}


async def _quotes(session: AsyncSession, chat_id: UUID, rows: list[Message]) -> dict[str, str]:
    wanted = {row.about_id for row in rows if row.about_id}
    if not wanted:
        return {}
    query = select(Message.provider_id, Message.text, Message.kind).where(
        Message.conversation_id == chat_id, Message.provider_id.in_(wanted)
    )
    found = await session.execute(query)
    return {str(ref): said[:200] or kind for ref, said, kind in found}


def _key(at: datetime, row_id: UUID) -> str:
    """Sorts as text the way the thread goes."""
    return f"{at.timestamp():017.6f}_{row_id}"


def _split(key: str) -> tuple[datetime, UUID] | None:
    moment, _, last = key.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), clock.now().tzinfo), UUID(last)
    except ValueError:
        return None
