"""Waiting until nothing is on its way any more."""

from __future__ import annotations

import asyncio
from time import monotonic
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db
from bellhop.conversations import Conversation
from bellhop.hotels import Happening
from bellhop.inbox import InboxEvent
from bellhop.journeys.models import JourneyRule, JourneySend
from bellhop.outbox import OutboxRow

LOOK_EVERY_SECONDS = 0.15
LONGEST_SECONDS = 12.0


async def calm(hotel_id: UUID) -> bool:
    """True when the hotel came to rest; False when it still did something after the longest wait,
    which is then left to the worker."""
    until = monotonic() + LONGEST_SECONDS
    quiet = 0
    while monotonic() < until:
        async with db.hotel(hotel_id) as session:
            quiet = 0 if await _busy(session) else quiet + 1
        if quiet == 2:  # a hint may be between two steps at one look
            return True
        await asyncio.sleep(LOOK_EVERY_SECONDS)
    return False


async def _busy(session: AsyncSession) -> bool:
    now = clock.now()
    waits = (
        select(InboxEvent.id).where(InboxEvent.due_at.is_not(None)),
        select(Conversation.id).where(
            or_(Conversation.answer_due_at.is_not(None), Conversation.claimed_until > now)
        ),
        select(OutboxRow.id).where(
            or_(
                OutboxRow.state == "sending",
                (OutboxRow.state == "waiting") & (OutboxRow.due_at <= now),
            )
        ),
        select(Happening.id).where(Happening.due_at.is_not(None)),
        select(JourneySend.id).where(JourneySend.due_at <= now),
        select(JourneyRule.id).where(JourneyRule.plan_due_at.is_not(None)),
    )
    for query in waits:
        if await session.scalar(select(func.count()).select_from(query.limit(1).subquery())):
            return True
    return False
