"""What waits to go out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class OutboxRow(HotelRow, Base):
    """One message on its way to the channel.

    waiting -> sending -> accepted | waiting (again, later) | unknown | failed | withdrawn.
    One of a chat is in flight at a time; the partial unique index lets the database refuse a
    second. `due_at`: when a waiting row may go, or when an unknown one is looked up next.

    A message too long for its channel is several rows (`part` of `parts`). `instead_of` is the
    message that failed for good on another road, whose place this one takes: once, so that row
    and this one together tell both roads, and the first row's `error` the reason.
    """

    __tablename__ = "outbox"
    conversation_id: Mapped[UUID]
    account_id: Mapped[UUID]
    message_id: Mapped[UUID]
    body: Mapped[dict[str, Any]]
    proactive: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="waiting")
    due_at: Mapped[datetime | None]
    give_up_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    attempt_started_at: Mapped[datetime | None]
    resent: Mapped[bool] = mapped_column(default=False)
    provider_id: Mapped[str | None]
    error: Mapped[str | None]
    answers_since: Mapped[datetime | None]
    part: Mapped[int] = mapped_column(default=0, server_default="0")
    parts: Mapped[int] = mapped_column(default=1, server_default="1")
    instead_of: Mapped[UUID | None]
    __table_args__ = tenant(
        key_to("conversations", "conversation_id"),
        key_to("channel_accounts", "account_id"),
        key_to("messages", "message_id"),
        one_of("state", "waiting", "sending", "accepted", "unknown", "failed", "withdrawn"),
        Index(
            "uq_outbox_in_flight",
            "hotel_id",
            "conversation_id",
            unique=True,
            postgresql_where=text("state IN ('sending', 'unknown')"),
        ),
        Index(
            "ix_outbox_next",
            "hotel_id",
            "conversation_id",
            "id",
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_outbox_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
        Index(
            "ix_outbox_claimed",
            "claimed_until",
            postgresql_where=text("claimed_until IS NOT NULL"),
        ),
        Index("ix_outbox_message", "hotel_id", "message_id"),
        Index(
            "uq_outbox_instead_of",
            "hotel_id",
            "instead_of",
            unique=True,
            postgresql_where=text("instead_of IS NOT NULL AND part = 0"),
        ),
        Index(
            "ix_outbox_parts",
            "hotel_id",
            "conversation_id",
            "provider_id",
            postgresql_where=text("parts > 1"),
        ),
    )
