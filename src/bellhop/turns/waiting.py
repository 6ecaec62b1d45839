"""Guests who wait too long for anybody, a person or the bot."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, db, hotels
from bellhop.alerts import Call
from bellhop.conversations import Conversation
from bellhop.guests import Guest


async def raise_waiting(hotel_id: UUID) -> int:
    """Raise an alert for each guest unanswered for the hotel's waiting limit, also while a person
    holds the chat. How many wait."""
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        limit = timedelta(minutes=hotel.rules.waiting_limit_minutes)
        rows = await _waiting(session, hotel.now() - limit)
        for chat_id, guest_id, since, name in rows:
            minutes = int((hotel.now() - since).total_seconds() // 60)
            call = Call(
                "waiting",
                f"No answer for {minutes} minutes, since {hotel.local(since):%H:%M}.",
                conversation_id=chat_id,
                guest_id=guest_id,
                who=name or "",
            )
            await alerts.call_person(session, hotel.id, hotel.slug, call, now=hotel.now())
    return len(rows)


async def _waiting(
    session: AsyncSession, before: datetime
) -> list[tuple[UUID, UUID | None, datetime, str | None]]:
    open_alert = (
        select(alerts.Alert.id)
        .where(
            alerts.Alert.conversation_id == Conversation.id,
            alerts.Alert.reason == "waiting",
            alerts.Alert.state != "resolved",
        )
        .exists()
    )
    query = (
        select(Conversation.id, Conversation.guest_id, Conversation.waiting_since, Guest.name)
        .outerjoin(
            Guest, (Guest.hotel_id == Conversation.hotel_id) & (Guest.id == Conversation.guest_id)
        )
        .where(Conversation.waiting_since < before, ~open_alert)
        .limit(200)
    )
    return [tuple(row) for row in await session.execute(query)]  # type: ignore[misc]
