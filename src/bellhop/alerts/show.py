"""Alerts as staff see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, live
from bellhop.alerts.models import Alert, OperatorAlert


@dataclass(frozen=True, slots=True)
class Shown:
    id: UUID
    reason: str
    severity: str
    state: str
    summary: str
    guest: str
    times: int
    raised_at: datetime
    conversation_id: UUID | None


async def open_alerts(session: AsyncSession, *, limit: int = 100) -> list[Shown]:
    """What nobody resolved yet: danger first, then the oldest."""
    query = (
        select(Alert)
        .where(Alert.state != "resolved")
        .order_by(case((Alert.severity == "danger", 0), else_=1), Alert.created_at)
        .limit(limit)
    )
    return [
        Shown(
            alert.id,
            alert.reason,
            alert.severity,
            alert.state,
            alert.summary,
            alert.who,
            alert.times,
            alert.created_at,
            alert.conversation_id,
        )
        for alert in (await session.execute(query)).scalars()
    ]


async def resolve_for_chat(
    session: AsyncSession, conversation_id: UUID, reasons: tuple[str, ...]
) -> None:
    """Close alerts that ended by themselves, such as waiting when an answer came."""
    await session.execute(
        update(Alert)
        .where(
            Alert.conversation_id == conversation_id,
            Alert.reason.in_(reasons),
            Alert.state != "resolved",
        )
        .values(state="resolved", resolved_at=clock.now(), due_at=None)
    )


async def operator_alerts() -> list[OperatorAlert]:
    async with db.unnamed() as session:
        query = (
            select(OperatorAlert)
            .where(OperatorAlert.resolved_at.is_(None))
            .order_by(OperatorAlert.created_at)
            .limit(100)
        )
        return list((await session.execute(query)).scalars())


async def resolve_for_line(session: AsyncSession) -> None:
    """The hotel's number works again."""
    await session.execute(
        update(Alert)
        .where(Alert.reason == "line_down", Alert.state != "resolved")
        .values(state="resolved", resolved_at=clock.now(), due_at=None)
    )


async def resolve_chat(session: AsyncSession, conversation_id: UUID, by: str) -> list[UUID]:
    """Everything that was open about a chat is solved, because a person says so."""
    changed = await session.execute(
        update(Alert)
        .where(Alert.conversation_id == conversation_id, Alert.state != "resolved")
        .values(
            state="resolved",
            resolved_at=clock.now(),
            due_at=None,
            resolved_by=by,
            outcome="solved",
        )
        .returning(Alert.id, Alert.hotel_id)
    )
    ids = []
    for alert_id, hotel_id in changed:
        live.news(session, hotel_id, "alert", alert_id)
        ids.append(alert_id)
    return ids
