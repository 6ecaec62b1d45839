"""The list: chats of a queue or of a search, with all that a row shows."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, bindparam, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.alerts import Alert
from bellhop.console.desk import Desk
from bellhop.console.inbox import queues, search
from bellhop.conversations import ChatMark, Conversation
from bellhop.guests import Guest, Stay
from bellhop.hotels import ChannelAccount
from bellhop.hotels.models import Person
from bellhop.messages import ChannelType

PAGE = 50
CHANNELS = tuple(kind.value for kind in ChannelType)
LOOK_BACK = 12
"""Messages looked at for the count of unread ones: beyond it says as many."""
Chat = Conversation


@dataclass(frozen=True, slots=True)
class Last:
    """The last thing said in a chat."""

    text: str
    kind: str
    direction: str
    origin: str
    status: str
    at: datetime
    deleted: bool


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    name: str
    room: str
    note: str
    mood: str
    sure: bool
    waiting_since: datetime | None
    bot_holds: bool
    last: Last | None
    unread: int
    owner: str
    owner_is_me: bool
    danger: bool
    channel: str = ""

    @property
    def version(self) -> str:
        """Changes with anything that the row shows, so that open pages swap only what differs."""
        return f"{zlib.crc32(repr(self).encode()):x}"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of rows. `after` is where the next one begins."""

    rows: list[Row]
    after: str = ""


async def read(
    session: AsyncSession, desk: Desk, queue: str, words: str, after: str, *, most: int = PAGE
) -> Listed:
    """Chats of a queue, or what a search finds anywhere."""
    query = select(Chat, Guest.name).outerjoin(
        Guest, and_(Guest.hotel_id == Chat.hotel_id, Guest.id == Chat.guest_id)
    )
    words, channel = _by_channel(words)
    if channel:
        accounts = select(ChannelAccount.id).where(ChannelAccount.type == channel)
        query = query.where(Chat.account_id.in_(accounts))
    if words:
        found = await search.chats(session, words)
        query = query.where(Chat.id.in_(found)).order_by(*queues.order("all", desk.hotel))
    else:
        query = query.where(queues.chats_in(queue, desk.hotel)).order_by(
            *queues.order(queue, desk.hotel)
        )
    if after and (words or queue != "needs"):
        query = query.where(_beyond(after))
    rows = (await session.execute(query.limit(most + 1))).all()
    more = len(rows) > most
    chats = [(row[0], row[1] or "") for row in rows[:most]]
    made = await _rows(session, desk, chats)
    last = chats[-1][0] if more and (words or queue != "needs") else None
    return Listed(made, _mark(last) if last else "")


def _by_channel(words: str) -> tuple[str, str]:
    """The words without `@max`, and the channel it names."""
    kept = [
        word for word in words.split() if word.removeprefix("@") not in CHANNELS or "@" not in word
    ]
    named = [word[1:] for word in words.split() if word not in kept]
    return (" ".join(kept), named[0]) if named else (words, "")


async def channels_of(session: AsyncSession) -> dict[UUID, str]:
    """The channel of each of the hotel's numbers."""
    rows = await session.execute(select(ChannelAccount.id, ChannelAccount.type))
    return {row.id: row.type for row in rows}


async def one(session: AsyncSession, desk: Desk, chat_id: UUID) -> Row | None:
    """The row of a chat wherever it stands: the open one never leaves the list."""
    query = (
        select(Chat, Guest.name)
        .outerjoin(Guest, and_(Guest.hotel_id == Chat.hotel_id, Guest.id == Chat.guest_id))
        .where(Chat.id == chat_id)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    [row] = await _rows(session, desk, [(found[0], found[1] or "")])
    return row


async def stays_of(session: AsyncSession, guests: list[UUID], now: datetime) -> dict[UUID, Stay]:
    """The stay of each guest that matters now: in house, else next, else the last one."""
    query = select(Stay).where(
        Stay.guest_id.in_(guests), Stay.status.not_in(("cancelled", "no_show"))
    )
    chosen: dict[UUID, Stay] = {}
    for stay in (await session.execute(query)).scalars():
        other = chosen.get(stay.guest_id)
        if other is None or _matters(stay, now) > _matters(other, now):
            chosen[stay.guest_id] = stay
    return chosen


def _matters(stay: Stay, now: datetime) -> tuple[int, float]:
    if stay.status == "checked_in":
        return 2, stay.planned_arrival.timestamp()
    if stay.planned_departure >= now:
        return 1, -stay.planned_arrival.timestamp()
    return 0, stay.planned_departure.timestamp()


async def _rows(session: AsyncSession, desk: Desk, chats: list[tuple[Chat, str]]) -> list[Row]:
    if not chats:
        return []
    ids = [chat.id for chat, _ in chats]
    guests = [chat.guest_id for chat, _ in chats if chat.guest_id]
    now = desk.hotel.now()
    stays = await stays_of(session, guests, now)
    said = await _said(session, ids)
    marks = await _marks(session, ids, desk.staff.id)
    danger = await _in_danger(session, ids)
    owners = await _owners(session, [o for chat, _ in chats if (o := _owner(chat, now))])
    channels = await channels_of(session)
    view = View(desk, now, stays, said, marks, danger, owners, channels)
    return [view.row(chat, name) for chat, name in chats]


@dataclass(frozen=True, slots=True)
class View:
    """Everything the rows of one page are made of."""

    desk: Desk
    now: datetime
    stays: dict[UUID, Stay]
    said: dict[UUID, list[Any]]
    marks: dict[UUID, tuple[datetime | None, bool]]
    danger: set[UUID]
    owners: dict[UUID, str]
    channels: dict[UUID, str]

    def row(self, chat: Chat, name: str) -> Row:
        said = self.said.get(chat.id, [])
        room, note = self._place(self.stays.get(chat.guest_id) if chat.guest_id else None)
        owner = _owner(chat, self.now)
        held = chat.quiet_until is not None and chat.quiet_until > self.now
        return Row(
            id=chat.id,
            name=name or phone_of(chat.chat_id),
            room=room,
            note=note,
            mood=chat.mood or "",
            sure=(chat.mood_sure or 0) >= 0.6,
            waiting_since=chat.waiting_since if chat.answer_due_at is None else None,
            bot_holds=not held and not chat.never_automatic,
            last=_last(said[0]) if said else None,
            unread=self._unread(chat, said),
            owner=self.owners.get(owner, "") if owner else (chat.held_by or "" if held else ""),
            owner_is_me=owner == self.desk.staff.id,
            danger=chat.id in self.danger,
            channel=self.channels.get(chat.account_id, ""),
        )

    def _place(self, stay: Stay | None) -> tuple[str, str]:
        """The room, or what stands in its place before it is known."""
        if stay is None:
            return "", ""
        if stay.status == "checked_in" or (stay.room and stay.planned_arrival <= self.now):
            return stay.room, ""
        local = self.desk.hotel.local
        if local(stay.planned_arrival).date() == local(self.now).date():
            return "", self.desk.words("arrival")
        if stay.planned_arrival > self.now:
            return "", f"{local(stay.planned_arrival):%d.%m}"
        return "", ""

    def _unread(self, chat: Chat, said: list[Any]) -> int:
        seen, flagged = self.marks.get(chat.id, (None, False))
        count = 0
        for each in said:
            if each.direction != "in" or (seen is not None and each.occurred_at <= seen):
                break
            count += 1
        return max(count, 1) if flagged else count


def _owner(chat: Chat, now: datetime) -> UUID | None:
    held = chat.quiet_until is not None and chat.quiet_until > now
    return chat.assigned_to or (chat.held_by_id if held else None)


def phone_of(chat_id: str) -> str:
    """A chat of nobody known is called by its number."""
    digits, _, kind = chat_id.partition("@")
    return f"+{digits}" if kind == "c.us" else digits


def _last(row: Any) -> Last:
    return Last(
        text=row.text[:160],
        kind=row.kind,
        direction=row.direction,
        origin=row.origin,
        status=row.status,
        at=row.occurred_at,
        deleted=row.deleted_at is not None,
    )


_SAID = text("""
    SELECT m.* FROM unnest(:ids) AS chat(id) CROSS JOIN LATERAL (
        SELECT conversation_id, left(text, 160) AS text, kind, direction, origin, status,
               occurred_at, deleted_at
        FROM messages
        WHERE conversation_id = chat.id AND status NOT IN ('draft', 'withdrawn')
        ORDER BY occurred_at DESC, id DESC LIMIT :most
    ) AS m
""").bindparams(bindparam("ids", type_=ARRAY(Uuid())))


async def _said(session: AsyncSession, ids: list[UUID]) -> dict[UUID, list[Any]]:
    """The last lines of each chat, newest first."""
    said: dict[UUID, list[Any]] = {}
    for row in await session.execute(_SAID, {"ids": ids, "most": LOOK_BACK}):
        said.setdefault(row.conversation_id, []).append(row)
    return said


async def _marks(
    session: AsyncSession, ids: list[UUID], person_id: UUID
) -> dict[UUID, tuple[datetime | None, bool]]:
    query = select(ChatMark.conversation_id, ChatMark.seen_at, ChatMark.unread).where(
        ChatMark.conversation_id.in_(ids), ChatMark.person_id == person_id
    )
    return {row[0]: (row[1], row[2]) for row in await session.execute(query)}


async def _in_danger(session: AsyncSession, ids: list[UUID]) -> set[UUID]:
    query = select(Alert.conversation_id).where(
        Alert.conversation_id.in_(ids), Alert.state == "open", Alert.severity == "danger"
    )
    return {each for each in (await session.execute(query)).scalars() if each}


async def _owners(session: AsyncSession, ids: list[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    query = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {row[0]: row[1] for row in await session.execute(query)}


def _mark(chat: Chat) -> str:
    at = chat.last_message_at
    return f"{at.isoformat() if at else ''}_{chat.id}"


def _beyond(after: str) -> Any:
    """Rows behind a mark: an older moment, or the same one and a smaller id."""
    moment, _, last = after.partition("_")
    try:
        at = datetime.fromisoformat(moment) if moment else clock.now()
        chat_id = UUID(last)
    except ValueError:
        return Chat.id.is_not(None)
    return or_(Chat.last_message_at < at, and_(Chat.last_message_at == at, Chat.id < chat_id))
