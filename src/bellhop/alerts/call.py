"""Raising alerts. One open alert for a chat and a reason; more of the same counts up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, literal_column, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, jobs, live, log, metrics
from bellhop.alerts.models import Alert, OperatorAlert
from bellhop.jobs import Job

logger = log.get(__name__)

SUMMARY_LIMIT = 300
DANGER = frozenset({"safety", "medical", "security"})
WAITING = frozenset({"waiting", "unknown_answer", "wordless", "stale", "limit"})


@dataclass(frozen=True, slots=True)
class Call:
    """Why a person is needed, and about whom. `summary` is for staff and may quote the guest."""

    reason: str
    summary: str
    danger: bool = False
    conversation_id: UUID | None = None
    guest_id: UUID | None = None
    message_id: UUID | None = None
    who: str = ""

    @property
    def severity(self) -> str:
        if self.danger or self.reason in DANGER:
            return "danger"
        return "waiting" if self.reason in WAITING else "warn"


async def call_person(
    session: AsyncSession, hotel_id: UUID, slug: str, call: Call, *, now: datetime | None = None
) -> UUID:
    """Raise an alert, or count up the one that is open. Returns its id."""
    moment, due = now or clock.now(), clock.now()
    new = insert(Alert).values(
        hotel_id=hotel_id,
        id=clock.new_id(),
        conversation_id=call.conversation_id,
        guest_id=call.guest_id,
        message_id=call.message_id,
        who=call.who,
        reason=call.reason,
        severity=call.severity,
        summary=call.summary[:SUMMARY_LIMIT],
        state="open",
        times=1,
        created_at=moment,
        last_at=moment,
        called_at=due,
        due_at=due,
    )
    stays_danger = case((Alert.severity == "danger", "danger"), else_=new.excluded.severity)
    grew = (new.excluded.severity == "danger") & (
        (Alert.severity != "danger") | (Alert.state == "acknowledged")
    )
    statement: Any = new.on_conflict_do_update(
        index_elements=["hotel_id", "conversation_id", "reason"],
        index_where=text("state <> 'resolved'"),
        set_={
            "times": Alert.times + 1,
            "last_at": new.excluded.last_at,
            "severity": stays_danger,
            # danger is told again when it was taken for less, or somebody thought it over
            "state": case((grew, "open"), else_=Alert.state),
            "due_at": case((grew, new.excluded.due_at), else_=Alert.due_at),
            "called_at": case((grew, new.excluded.called_at), else_=Alert.called_at),
            "summary": case((grew, new.excluded.summary), else_=Alert.summary),
        },
    ).returning(Alert.id, literal_column("(xmax = 0)").label("new"), Alert.due_at == due)
    row = (await session.execute(statement)).one()
    live.news(session, hotel_id, "alert", row.id)
    if row[2]:
        jobs.enqueue(session, Job.TELL_STAFF, hotel_id, row.id)
    if row.new:
        metrics.alerts.labels(slug, call.reason).inc()
        logger.warning(
            "alert_raised",
            hotel_id=str(hotel_id),
            hotel=slug,
            alert_id=str(row.id),
            reason=call.reason,
            severity=call.severity,
        )
    alert_id: UUID = row.id
    return alert_id


async def tell_operator(kind: str, subject: str, summary: str) -> None:
    """A fault of the installation, in a transaction of its own. Names no guest."""
    async with db.unnamed() as session:
        now = clock.now()
        values: dict[str, Any] = {"kind": kind, "subject": subject, "summary": summary}
        new = insert(OperatorAlert).values(
            id=clock.new_id(),
            times=1,
            attempts=0,
            created_at=now,
            last_at=now,
            due_at=now,
            **values,
        )
        statement: Any = new.on_conflict_do_update(
            index_elements=["kind", "subject"],
            index_where=text("resolved_at IS NULL"),
            set_={
                "times": OperatorAlert.times + 1,
                "last_at": new.excluded.last_at,
                "summary": new.excluded.summary,
            },
        ).returning(OperatorAlert.id, literal_column("(xmax = 0)").label("new"))
        row = (await session.execute(statement)).one()
        if row.new:
            jobs.enqueue(session, Job.TELL_OPERATOR, UUID(int=0), row.id)
            logger.error("operator_alert_raised", kind=kind, subject=subject, summary=summary)


async def settle_operator(kind: str, subject: str) -> None:
    """The fault is over."""
    async with db.unnamed() as session:
        table = OperatorAlert
        await session.execute(
            table.__table__.update()  # type: ignore[attr-defined]
            .where(table.kind == kind, table.subject == subject, table.resolved_at.is_(None))
            .values(resolved_at=clock.now(), due_at=None)
        )
