"""What is known of the guest beside the thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.alerts import Alert
from bellhop.console.desk import Desk
from bellhop.console.inbox.rows import phone_of, stays_of
from bellhop.conversations import ChatNote, Conversation, Message
from bellhop.guests import Guest, GuestAddress, Stay

MOODS_SHOWN = 24
SENT_SHOWN = 8
NOTES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Feeling:
    """One judged line, as a point of the mood line."""

    message_id: UUID
    at: datetime
    mood: str
    words: str
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the right column shows."""

    chat: Conversation
    name: str
    phone: str
    guest: Guest | None = None
    stay: Stay | None = None
    nights: int = 0
    night: int = 0
    past: list[Stay] = field(default_factory=list)
    case: Alert | None = None
    feelings: list[Feeling] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    notes: list[ChatNote] = field(default_factory=list)


async def panel(session: AsyncSession, desk: Desk, chat: Conversation) -> Panel:
    now = desk.hotel.now()
    guest = await session.get(Guest, (desk.hotel.id, chat.guest_id)) if chat.guest_id else None
    phone = phone_of(chat.chat_id)
    stay, past = None, []
    if guest is not None:
        stay = (await stays_of(session, [guest.id], now)).get(guest.id)
        past = await _past(session, guest.id, stay)
        phone = await _phone(session, guest.id) or phone
    nights, night = _nights(desk, stay, now)
    return Panel(
        chat=chat,
        name=(guest.name if guest else "") or phone,
        phone=phone,
        guest=guest,
        stay=stay,
        nights=nights,
        night=night,
        past=past,
        case=await _case(session, chat.id),
        feelings=await _feelings(session, chat.id),
        sent=await _sent(session, chat.id),
        notes=await _notes(session, chat.id),
    )


def _nights(desk: Desk, stay: Stay | None, now: datetime) -> tuple[int, int]:
    """How many nights, and which one it is now: 0 before and after the stay."""
    if stay is None:
        return 0, 0
    local = desk.hotel.local
    first, last = local(stay.planned_arrival).date(), local(stay.planned_departure).date()
    night = (local(now).date() - first).days + 1
    nights = max(1, (last - first).days)
    return nights, night if stay.status == "checked_in" and 1 <= night <= nights else 0


async def _past(session: AsyncSession, guest_id: UUID, now: Stay | None) -> list[Stay]:
    query = select(Stay).where(Stay.guest_id == guest_id, Stay.status == "checked_out")
    stays = (await session.execute(query.order_by(Stay.planned_arrival.desc()).limit(5))).scalars()
    return [stay for stay in stays if now is None or stay.id != now.id]


async def _phone(session: AsyncSession, guest_id: UUID) -> str:
    query = select(GuestAddress.value).where(
        GuestAddress.guest_id == guest_id, GuestAddress.kind == "phone"
    )
    value = (await session.execute(query.limit(1))).scalar_one_or_none()
    return f"+{value}" if value else ""


async def _case(session: AsyncSession, chat_id: UUID) -> Alert | None:
    query = select(Alert).where(Alert.conversation_id == chat_id, Alert.state != "resolved")
    alerts = list((await session.execute(query.order_by(Alert.created_at))).scalars())
    return min(alerts, key=lambda alert: alert.severity != "danger", default=None)


async def _feelings(session: AsyncSession, chat_id: UUID) -> list[Feeling]:
    query = (
        select(Message.id, Message.occurred_at, Message.sentiment, Message.text)
        .where(
            Message.conversation_id == chat_id,
            Message.direction == "in",
            Message.sentiment.is_not(None),
        )
        .order_by(Message.occurred_at.desc())
        .limit(MOODS_SHOWN)
    )
    rows = list(await session.execute(query))[::-1]
    step = 268 / max(1, len(rows) - 1)
    height = {"positive": 9.0, "neutral": 22.0, "negative": 35.0}
    return [
        Feeling(ref, at, mood, said[:60], 10 + step * index, height[mood])
        for index, (ref, at, mood, said) in enumerate(rows)
        if mood
    ]


async def _sent(session: AsyncSession, chat_id: UUID) -> list[Message]:
    query = (
        select(Message)
        .where(Message.conversation_id == chat_id, Message.origin == "journey")
        .order_by(Message.occurred_at.desc())
        .limit(SENT_SHOWN)
    )
    return list((await session.execute(query)).scalars())[::-1]


async def _notes(session: AsyncSession, chat_id: UUID) -> list[ChatNote]:
    query = (
        select(ChatNote)
        .where(ChatNote.conversation_id == chat_id)
        .order_by(ChatNote.at.desc())
        .limit(NOTES_SHOWN)
    )
    return list((await session.execute(query)).scalars())
