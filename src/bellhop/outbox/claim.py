"""Taking the next message of a chat: oldest first, one in flight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bellhop import clock, db
from bellhop.conversations import Conversation, Message
from bellhop.guests import Guest
from bellhop.hotels import Account, ChannelAccount, Hotel, HotelRecord
from bellhop.outbox.models import OutboxRow

SEND_CLAIM_SECONDS = 75
"""Longer than a send may take (see outbox.deliver)."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A message in this process's hands, with all that decides whether it may still go."""

    id: UUID
    message_id: UUID
    conversation_id: UUID
    body: dict[str, Any]
    proactive: bool
    attempts: int
    give_up_at: datetime | None
    answers_since: datetime | None
    resent: bool
    hotel: Hotel
    account: Account
    chat_id: str
    quiet_until: datetime | None
    never_automatic: bool
    stopped: bool
    origin: str
    attempt_started_at: datetime | None = None


async def claim_next(hotel_id: UUID, row_id: UUID) -> Sending | None:
    """Claim the oldest due message of that row's chat. None when nothing is due, or another
    message of the chat is in flight: whoever sends it goes on with the next."""
    try:
        async with db.hotel(hotel_id) as session:
            claimed = await _claim(session, row_id)
            return None if claimed is None else await read(session, claimed)
    except IntegrityError:
        return None  # uq_outbox_in_flight: somebody was quicker


async def _claim(session: AsyncSession, row_id: UUID) -> UUID | None:
    now = clock.now()
    mine, oldest, flying = aliased(OutboxRow), aliased(OutboxRow), aliased(OutboxRow)
    chat = select(mine.conversation_id).where(mine.id == row_id).scalar_subquery()
    in_flight = select(flying.id).where(
        flying.conversation_id == chat, flying.state.in_(("sending", "unknown"))
    )
    first = (
        select(oldest.id)
        .where(oldest.conversation_id == chat, oldest.state == "waiting", ~in_flight.exists())
        .order_by(oldest.id)
        .limit(1)
        .scalar_subquery()
    )
    taken = await session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == first, OutboxRow.state == "waiting", OutboxRow.due_at <= now)
        .values(
            state="sending",
            due_at=None,
            attempt_started_at=now,
            claimed_until=now + timedelta(seconds=SEND_CLAIM_SECONDS),
            attempts=OutboxRow.attempts + 1,
        )
        .returning(OutboxRow.id)
        .execution_options(synchronize_session=False)
    )
    return taken.scalar_one_or_none()


async def read(session: AsyncSession, row_id: UUID) -> Sending:
    """Everything about one row, in one round trip."""
    row = OutboxRow
    query = (
        select(
            row.id,
            row.message_id,
            row.conversation_id,
            row.body,
            row.proactive,
            row.attempts,
            row.give_up_at,
            row.answers_since,
            row.resent,
            HotelRecord,
            ChannelAccount,
            Conversation.chat_id,
            Conversation.quiet_until,
            Conversation.never_automatic,
            Guest.stopped_at.is_not(None),
            Message.origin,
            row.attempt_started_at,
        )
        .join(HotelRecord, HotelRecord.id == row.hotel_id)
        .join(
            ChannelAccount,
            (ChannelAccount.hotel_id == row.hotel_id) & (ChannelAccount.id == row.account_id),
        )
        .join(
            Conversation,
            (Conversation.hotel_id == row.hotel_id) & (Conversation.id == row.conversation_id),
        )
        .join(Message, (Message.hotel_id == row.hotel_id) & (Message.id == row.message_id))
        .outerjoin(Guest, (Guest.hotel_id == row.hotel_id) & (Guest.id == Conversation.guest_id))
        .where(row.id == row_id)
    )
    found: Any = (await session.execute(query)).one()
    values = list(found)
    values[9], values[10] = Hotel.of(values[9]), Account.of(values[10])
    return Sending(*values)
