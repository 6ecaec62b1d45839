"""What people do with an alert: take it, hand it on, end it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, live
from bellhop.alerts.models import Alert

NOTE_LIMIT = 500


async def acknowledge(
    session: AsyncSession, alert_id: UUID, by: str, person_id: UUID | None
) -> bool:
    """Somebody has it, so nobody else is called. False when somebody had it already."""
    row = await _change(
        session,
        alert_id,
        Alert.state == "open",
        state="acknowledged",
        acknowledged_at=clock.now(),
        acknowledged_by=by,
        assigned_to=person_id,
        due_at=None,
    )
    return row is not None


async def assign(session: AsyncSession, alert_id: UUID, person_id: UUID, name: str) -> bool:
    """Hand it to a colleague, who has it from now on. False for one that is over."""
    now = clock.now()
    row = await _change(
        session,
        alert_id,
        Alert.state != "resolved",
        state="acknowledged",
        acknowledged_at=func.coalesce(Alert.acknowledged_at, now),
        acknowledged_by=name,
        assigned_to=person_id,
        due_at=None,
    )
    return row is not None


async def resolve(
    session: AsyncSession, alert_id: UUID, by: str, outcome: str, words: str
) -> UUID | None:
    """It is over. The guest it was about (a nil id when about none); None when it was over
    already."""
    now = clock.now()
    row = await _change(
        session,
        alert_id,
        Alert.state != "resolved",
        state="resolved",
        resolved_at=now,
        resolved_by=by,
        acknowledged_at=func.coalesce(Alert.acknowledged_at, now),
        acknowledged_by=func.coalesce(Alert.acknowledged_by, by),
        outcome=outcome,
        outcome_note=" ".join(words.split())[:NOTE_LIMIT],
        due_at=None,
    )
    if row is None:
        return None
    guest: UUID = row.guest_id or UUID(int=0)
    return guest


async def _change(session: AsyncSession, alert_id: UUID, where: Any, **values: Any) -> Any:
    changed = await session.execute(
        update(Alert)
        .where(Alert.id == alert_id, where)
        .values(**values)
        .returning(Alert.hotel_id, Alert.guest_id, Alert.conversation_id)
    )
    row = changed.one_or_none()
    if row is not None:
        live.news(session, row.hotel_id, "alert", alert_id)
        if row.conversation_id is not None:
            live.news(session, row.hotel_id, "chat", row.conversation_id)
    return row
