"""Everything that came in, once and raw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class InboxEvent(HotelRow, Base):
    """One event of one account. `body` is what came, byte for byte; it is read with the parser of
    the day it is handled. `due_at` is when it should be handled (None: done or parked)."""

    __tablename__ = "inbox_events"
    account_id: Mapped[UUID]
    road: Mapped[str]
    key: Mapped[str]
    kind: Mapped[str]
    chat_id: Mapped[str | None]
    message_ref: Mapped[str | None]
    body: Mapped[bytes]
    occurred_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
    fate: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    __table_args__ = tenant(
        key_to("channel_accounts", "account_id"),
        one_of("road", "webhook", "polling", "journal"),
        UniqueConstraint("hotel_id", "account_id", "key"),
        Index("ix_inbox_events_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
        Index("ix_inbox_events_ref", "hotel_id", "account_id", "message_ref"),
        Index(
            "ix_inbox_events_parked",
            "hotel_id",
            "parked_at",
            postgresql_where=text("parked_at IS NOT NULL"),
        ),
    )
