"""The queues: which chats stand in each, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.alerts import Alert
from bellhop.conversations import Conversation
from bellhop.guests import Stay
from bellhop.hotels import Hotel

MOST_COUNTED = 1_000
"""Beyond this a queue says 999+: nobody reads the difference."""
UNHAPPY_FOR = timedelta(days=3)
BOT_FOR = timedelta(days=1)
LONGEST_STAY = timedelta(days=90)

Chat = Conversation


@dataclass(frozen=True, slots=True)
class Queue:
    """`key` stands in the address."""

    key: str
    name: str
    icon: str


QUEUES = (
    Queue("needs", "Needs you", "hand"),
    Queue("unhappy", "Unhappy", "frown"),
    Queue("bot", "Bot is handling", "concierge-bell"),
    Queue("guest", "Waiting for guest", "hourglass"),
    Queue("arriving", "Arriving today", "plane-landing"),
    Queue("house", "In house", "bed-double"),
    Queue("leaving", "Leaving today", "luggage"),
    Queue("all", "All", "inbox"),
)
KEYS = tuple(queue.key for queue in QUEUES)


def chats_in(key: str, hotel: Hotel) -> ColumnElement[bool]:
    """The condition on conversations that makes a queue."""
    now = hotel.now()
    person = Chat.chat_kind == "person"
    match key:
        case "needs":
            awake = or_(Chat.snoozed_until.is_(None), Chat.snoozed_until <= now)
            return and_(person, awake, Chat.id.in_(_owed()))
        case "unhappy":
            return and_(
                Chat.mood == "negative",
                Chat.solved_at.is_(None),
                Chat.last_message_at > now - UNHAPPY_FOR,
            )
        case "bot":
            return and_(
                person,
                Chat.never_automatic.is_(False),
                or_(Chat.quiet_until.is_(None), Chat.quiet_until <= now),
                Chat.solved_at.is_(None),
                Chat.last_message_at > now - BOT_FOR,
                Chat.id.not_in(_owed()),
            )
        case "guest":
            return and_(
                Chat.quiet_until > now,
                Chat.waiting_since.is_(None),
                Chat.solved_at.is_(None),
            )
        case "arriving" | "house" | "leaving":
            return Chat.guest_id.in_(_guests(key, hotel, now))
        case _:
            return and_(Chat.last_message_at.is_not(None), Chat.chat_kind.in_(("person", "group")))


async def counts(session: AsyncSession, hotel: Hotel) -> dict[str, int]:
    """How many chats stand in each queue, in one round trip."""
    columns = [
        select(func.count())
        .select_from(
            select(Chat.id).where(chats_in(queue.key, hotel)).limit(MOST_COUNTED).subquery()
        )
        .scalar_subquery()
        .label(queue.key)
        for queue in QUEUES
    ]
    row = (await session.execute(select(*columns))).one()
    return dict(zip(KEYS, row, strict=True))


async def needs_you(session: AsyncSession, hotel: Hotel) -> int:
    some = select(Chat.id).where(chats_in("needs", hotel)).limit(MOST_COUNTED).subquery()
    return int((await session.execute(select(func.count()).select_from(some))).scalar_one())


def order(key: str, hotel: Hotel) -> tuple[Any, ...]:
    """Who is past the limit, then the unhappy, then who waits longest; elsewhere the newest."""
    if key != "needs":
        return (Chat.last_message_at.desc(), Chat.id.desc())  # as ix_conversations_recent stands
    limit = hotel.now() - timedelta(minutes=hotel.rules.waiting_limit_minutes)
    return (
        func.coalesce(Chat.waiting_since < limit, False).desc(),
        func.coalesce(Chat.mood == "negative", False).desc(),
        Chat.waiting_since.asc().nulls_last(),
        Chat.id,
    )


def _owed() -> Select[Any]:
    """Chats where somebody waits for a person, or a person was called. Two small indexes."""
    waits = select(Chat.id).where(Chat.waiting_since.is_not(None), Chat.answer_due_at.is_(None))
    called = select(Alert.conversation_id).where(
        Alert.state != "resolved", Alert.conversation_id.is_not(None)
    )
    both = union(waits, called).subquery()
    return select(both.c[0])


def _guests(key: str, hotel: Hotel, now: datetime) -> Select[Any]:
    first, last = today(hotel, now)
    stays = select(Stay.guest_id)
    match key:
        case "arriving":
            return stays.where(
                Stay.planned_arrival >= first,
                Stay.planned_arrival < last,
                Stay.status.in_(("booked", "checked_in")),
            )
        case "leaving":
            return stays.where(
                Stay.planned_departure >= first,
                Stay.planned_departure < last,
                Stay.status.in_(("checked_in", "checked_out")),
            )
        case _:
            return stays.where(
                Stay.planned_departure >= first - timedelta(days=1),
                Stay.planned_departure < last + LONGEST_STAY,
                Stay.status == "checked_in",
            )


def today(hotel: Hotel, now: datetime) -> tuple[datetime, datetime]:
    """When the hotel's day began and when it ends."""
    zone = ZoneInfo(hotel.timezone)
    day = hotel.local(now).date()
    first = datetime.combine(day, time(), zone)
    return first, datetime.combine(day + timedelta(days=1), time(), zone)
