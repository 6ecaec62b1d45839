"""Calls for a person: the hotel's staff, or the operator."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bellhop import clock
from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class Alert(HotelRow, Base):
    """Somebody should look at this guest. One open alert for a chat and reason; more of the same
    raises `times`. `called_at` is when the ladder began; `due_at` when its next rung may be due,
    None when nobody is left to tell."""

    __tablename__ = "alerts"
    conversation_id: Mapped[UUID | None]
    guest_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    who: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    severity: Mapped[str]
    summary: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    times: Mapped[int] = mapped_column(default=1)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None]
    assigned_to: Mapped[UUID | None]
    outcome: Mapped[str | None]
    outcome_note: Mapped[str] = mapped_column(default="", server_default="")
    resolved_by: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
    called_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    __table_args__ = tenant(
        one_of("severity", "danger", "warn", "waiting"),
        one_of("state", "open", "acknowledged", "resolved"),
        one_of("outcome", "solved", "handed_over", "false_alarm", "by_itself"),
        Index(
            "uq_alerts_open",
            "hotel_id",
            "conversation_id",
            "reason",
            unique=True,
            postgresql_where=text("state <> 'resolved'"),
            postgresql_nulls_not_distinct=True,  # an alert about the hotel's number has no chat
        ),
        Index("ix_alerts_recent", "hotel_id", "state", "created_at"),
        Index("ix_alerts_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )


class AlertCall(HotelRow, Base):
    """One attempt to tell somebody of an alert, and how it went. `rung_id` is empty for browsers,
    which are told at once, and for "nobody". A queued one waits to be sent to a group of the
    hotel's own channel, from `due_at` on."""

    __tablename__ = "alert_calls"
    alert_id: Mapped[UUID]
    rung_id: Mapped[UUID | None]
    road: Mapped[str]
    whom: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    __table_args__ = tenant(
        key_to("alerts", "alert_id"),
        one_of("state", "queued", "told", "failed", "nobody"),
        Index("ix_alert_calls_alert", "hotel_id", "alert_id", "at"),
        Index("ix_alert_calls_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )


class OperatorAlert(Base):
    """A fault of the installation. Belongs to no hotel and names no guest."""

    __tablename__ = "operator_alerts"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    kind: Mapped[str]
    subject: Mapped[str]
    summary: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)
    resolved_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_operator_alerts_open",
            "kind",
            "subject",
            unique=True,
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )
