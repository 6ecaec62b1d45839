"""What the pages of alerts show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import hotels
from bellhop.alerts import Alert, AlertCall, due_rungs
from bellhop.console.desk import Desk
from bellhop.console.inbox.queues import today
from bellhop.console.inbox.rows import phone_of, stays_of
from bellhop.conversations import Conversation, Message
from bellhop.guests import Guest
from bellhop.hotels.ladder import Rung
from bellhop.hotels.models import Person

MOST_OPEN, MOST_SOLVED = 100, 50
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    alert: Alert
    name: str
    room: str
    words: str
    confidence: float
    owner: str


@dataclass(frozen=True, slots=True)
class Board:
    """The page of alerts."""

    free: list[Card]
    taken: list[Card]
    solved: list[Card]
    longest: datetime | None
    median_seconds: float | None


async def board(session: AsyncSession, desk: Desk) -> Board:
    """What is open, danger first and then the oldest, and what was solved today."""
    first, _ = today(desk.hotel, desk.hotel.now())
    danger = case((Alert.severity == "danger", 0), else_=1)
    open_ = (
        select(Alert)
        .where(Alert.state != "resolved")
        .order_by(danger, Alert.created_at)
        .limit(MOST_OPEN)
    )
    solved = (
        select(Alert)
        .where(Alert.state == "resolved", Alert.resolved_at >= first)
        .where(Alert.created_at > first - WEEK)
        .order_by(Alert.resolved_at.desc())
        .limit(MOST_SOLVED)
    )
    still = await cards(session, desk, list((await session.execute(open_)).scalars()))
    done = await cards(session, desk, list((await session.execute(solved)).scalars()))
    free = [each for each in still if each.alert.state == "open"]
    return Board(
        free=free,
        taken=[each for each in still if each.alert.state == "acknowledged"],
        solved=done,
        longest=min((each.alert.created_at for each in free), default=None),
        median_seconds=await _median(session, desk),
    )


async def one(session: AsyncSession, desk: Desk, alert_id: UUID) -> Card | None:
    alert = await session.get(Alert, (desk.hotel.id, alert_id))
    return (await cards(session, desk, [alert]))[0] if alert else None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who was told of an alert, in order, and who is called next, each with the moment."""

    calls: list[AlertCall]
    next: list[tuple[Rung, datetime]]


async def ladder(session: AsyncSession, desk: Desk, alert: Alert) -> Ladder:
    query = select(AlertCall).where(AlertCall.alert_id == alert.id).order_by(AlertCall.at)
    calls = list((await session.execute(query.limit(MOST_OPEN))).scalars())
    if alert.state != "open" or alert.due_at is None:
        return Ladder(calls, [])
    waiting = due_rungs(
        await hotels.ladder.rungs(session),
        [call for call in calls if call.at >= alert.called_at],
        severity=alert.severity,
        called_at=alert.called_at,
        desk_open=desk.hotel.desk_is_open(desk.hotel.now()),
    )
    return Ladder(calls, sorted(waiting.items(), key=lambda pair: pair[1]))


async def cards(session: AsyncSession, desk: Desk, alerts: list[Alert]) -> list[Card]:
    """Alerts with the guest, the room, and the words that raised them."""
    chats = {each.conversation_id for each in alerts if each.conversation_id}
    known = await session.execute(
        select(Conversation.id, Conversation.chat_id, Conversation.guest_id, Guest.name)
        .outerjoin(
            Guest,
            and_(Guest.hotel_id == Conversation.hotel_id, Guest.id == Conversation.guest_id),
        )
        .where(Conversation.id.in_(chats))
    )
    who = {row[0]: (row[3] or phone_of(row[1]), row[2]) for row in known}
    guests = [guest for _, guest in who.values() if guest]
    stays = await stays_of(session, guests, desk.hotel.now())
    said = await session.execute(
        select(Message.id, Message.text, Message.confidence).where(
            Message.id.in_([each.message_id for each in alerts if each.message_id])
        )
    )
    words = {row[0]: (row[1], row[2] or 0.0) for row in said}
    people = await session.execute(
        select(Person.id, Person.name).where(
            Person.id.in_([each.assigned_to for each in alerts if each.assigned_to])
        )
    )
    owners = {row[0]: row[1] for row in people}
    made = []
    for each in alerts:
        name, guest = who.get(each.conversation_id or each.id, (each.who, None))
        stay = stays.get(guest) if guest else None
        text, sure = words.get(each.message_id or each.id, (each.summary, 0.0))
        owner = owners.get(each.assigned_to, "") if each.assigned_to else ""
        room = stay.room if stay else ""
        quoted = "" if each.reason == "waiting" else text or each.summary
        made.append(Card(each, name, room, quoted, sure, owner))
    return made


async def _median(session: AsyncSession, desk: Desk) -> float | None:
    """How long it took to take an alert, in the last seven days."""
    took = func.extract("epoch", Alert.acknowledged_at - Alert.created_at)
    query = select(func.percentile_cont(0.5).within_group(took)).where(
        Alert.created_at > desk.hotel.now() - WEEK, Alert.acknowledged_at.is_not(None)
    )
    value = (await session.execute(query)).scalar()
    return float(value) if value is not None else None
