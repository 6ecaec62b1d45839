"""What happened to the hotel's numbers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, tenant


class Incident(HotelRow, Base):
    """Something that happened to a hotel's number: lost its link, was restricted, ran out."""

    __tablename__ = "incidents"
    account_id: Mapped[UUID]
    kind: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    __table_args__ = tenant(
        key_to("channel_accounts", "account_id"),
        Index(
            "uq_incidents_open",
            "hotel_id",
            "account_id",
            "kind",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
