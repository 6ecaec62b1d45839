"""Finding and opening chats, and who holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, guests, live
from bellhop.conversations.models import Conversation, Message
from bellhop.db import Prepared, table_of
from bellhop.guests import Guest, GuestAddress
from bellhop.messages import AddressKind, Chat, ChatKind


@dataclass(frozen=True, slots=True)
class OpenChat:
    """A conversation as it stands now."""

    id: UUID
    guest_id: UUID | None
    chat_kind: str
    language: str | None
    never_automatic: bool
    quiet_until: datetime | None
    gathering_since: datetime | None
    lines: int
    guest_name: str | None

    def is_quiet(self, now: datetime) -> bool:
        """A person holds the chat, so the bot says nothing."""
        return self.quiet_until is not None and self.quiet_until > now

    def is_for_bot(self, now: datetime) -> bool:
        return (
            self.chat_kind == ChatKind.PERSON
            and not self.never_automatic
            and not self.is_quiet(now)
        )


_chat, _guest = table_of(Conversation), table_of(Guest)
_FIND = Prepared(
    select(
        _chat.c.id,
        _chat.c.guest_id,
        _chat.c.chat_kind,
        _chat.c.language,
        _chat.c.never_automatic,
        _chat.c.quiet_until,
        _chat.c.gathering_since,
        _chat.c.lines,
        _guest.c.name,
    )
    .outerjoin(_guest, (_guest.c.hotel_id == _chat.c.hotel_id) & (_guest.c.id == _chat.c.guest_id))
    .where(_chat.c.account_id == bindparam("account_id"), _chat.c.chat_id == bindparam("chat_id"))
)
_OPEN = Prepared(
    insert(_chat)
    .on_conflict_do_nothing(index_elements=["hotel_id", "account_id", "chat_id"])
    .returning(_chat.c.id)
)


async def find_chat(session: AsyncSession, account_id: UUID, chat_id: str) -> OpenChat | None:
    values = {"account_id": account_id, "chat_id": chat_id}
    row = await _FIND.first(session, **values)
    return None if row is None else OpenChat(*row)


async def open_chat(
    session: AsyncSession, hotel_id: UUID, account_id: UUID, chat: Chat, *, name: str, now: datetime
) -> OpenChat:
    """The conversation of a chat, made when new, with its guest."""
    known = await find_chat(session, account_id, chat.id)
    if known is not None:
        if chat.phone and chat.address is not None:
            await guests.phone_told(session, chat.address, chat.phone)
        return known
    guest: guests.Known | None = None
    if chat.kind is ChatKind.PERSON and chat.address is not None:
        if chat.phone:
            await guests.introduce(session, hotel_id, chat.address, chat.phone, name)
        guest = await guests.by_address(session, hotel_id, chat.address, name=name, now=now)
    values: dict[str, Any] = {
        "hotel_id": hotel_id,
        "id": clock.new_id(),
        "account_id": account_id,
        "guest_id": guest.id if guest else None,
        "chat_id": chat.id,
        "chat_kind": chat.kind.value,
        "never_automatic": guest.staff if guest else False,
        "lines": 0,
        "attempts": 0,
        "created_at": now,
    }
    mine = await _OPEN.value(session, **values)
    if mine is not None:
        staff = values["never_automatic"]
        guest_id = values["guest_id"]
        return OpenChat(mine, guest_id, chat.kind.value, None, staff, None, None, 0, name)
    opened = await find_chat(session, account_id, chat.id)
    assert opened is not None, "somebody else made it just now"  # noqa: S101
    return opened


async def person_speaks(
    session: AsyncSession,
    chat_id: UUID,
    *,
    who: str,
    now: datetime,
    minutes: int,
    person_id: UUID | None = None,
) -> None:
    """A person wrote in this chat: the bot is quiet for a while and what waited is theirs."""
    held = _held(who, person_id, now, minutes)
    await change(session, chat_id, **held, waiting_since=None, snoozed_until=None)
    await leave_to_person(session, chat_id)


async def take_over(
    session: AsyncSession,
    chat_id: UUID,
    *,
    who: str,
    now: datetime,
    minutes: int,
    person_id: UUID | None = None,
) -> None:
    """A person takes the chat without having written yet: the guest still waits, for them."""
    owed = select(Message.occurred_at).where(
        Message.conversation_id == chat_id,
        Message.direction == "in",
        Message.answered.is_(False),
    )
    first = (await session.execute(owed.order_by(Message.occurred_at).limit(1))).scalar()
    waiting = {"waiting_since": func.coalesce(Conversation.waiting_since, first)} if first else {}
    await change(session, chat_id, **_held(who, person_id, now, minutes), **waiting)
    await leave_to_person(session, chat_id)


def _held(who: str, person_id: UUID | None, now: datetime, minutes: int) -> dict[str, Any]:
    return {
        "quiet_until": now + timedelta(minutes=minutes),
        "held_by": who,
        "held_by_id": person_id,
        "answer_due_at": None,
        "gathering_since": None,
        "claim": None,
        "claimed_until": None,
    }


async def change(session: AsyncSession, chat_id: UUID, **values: Any) -> None:
    """Columns of a chat that open pages show."""
    changed = await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id)
        .values(**values)
        .returning(Conversation.hotel_id)
    )
    hotel_id = changed.scalar_one_or_none()
    if hotel_id is not None:
        live.news(session, hotel_id, "chat", chat_id)


async def leave_to_person(session: AsyncSession, chat_id: UUID) -> None:
    """The guest's lines so far are no longer the bot's to answer."""
    await session.execute(
        update(Message)
        .where(
            Message.conversation_id == chat_id,
            Message.direction == "in",
            Message.answered.is_(False),
        )
        .values(answered=True)
    )


async def give_back(session: AsyncSession, chat_id: UUID) -> None:
    """The bot answers again, new lines only."""
    await change(session, chat_id, quiet_until=None, held_by=None, held_by_id=None)


async def never_automatic(session: AsyncSession, chat_id: UUID, *, on: bool = True) -> None:
    """For good: nothing automatic is ever said in this chat."""
    await session.execute(
        update(Conversation)
        .where(Conversation.id == chat_id)
        .values(never_automatic=on, answer_due_at=None, gathering_since=None)
    )


async def colleague_joined(session: AsyncSession, phone: str) -> None:
    """Who wrote as a guest so far works here now: nothing automatic is said to them any more.
    `phone` is digits."""
    theirs = await session.execute(
        update(GuestAddress)
        .where(
            ((GuestAddress.kind == AddressKind.PHONE.value) & (GuestAddress.value == phone))
            | (GuestAddress.phone == phone)
        )
        .values(staff=True)
        .returning(GuestAddress.guest_id)
    )
    await session.execute(
        update(Conversation)
        .where(Conversation.guest_id.in_(theirs.scalars().all()))
        .values(never_automatic=True, answer_due_at=None, gathering_since=None)
    )


async def of_guest(session: AsyncSession, chat: str) -> list[UUID]:
    """The conversations of a chat on all of the hotel's numbers, by the provider's id or by the
    phone in any spelling."""
    digits = "".join(letter for letter in chat if letter.isdigit())
    known = Conversation.chat_id.in_([chat, f"{digits}@c.us"])
    return list((await session.execute(select(Conversation.id).where(known))).scalars())
