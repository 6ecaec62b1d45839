"""Tables of guests, how they are reached, and their stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class Guest(HotelRow, Base):
    """A person who writes to, or stays in, one hotel. `stopped_at`: asked us not to write first."""

    __tablename__ = "guests"
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str | None]
    stopped_at: Mapped[datetime | None]
    tags: Mapped[list[str]] = mapped_column(default=list)
    __table_args__ = tenant()


class GuestAddress(HotelRow, Base):
    """One way to reach a guest; `value` is digits for a phone, the provider's id otherwise."""

    __tablename__ = "guest_addresses"
    guest_id: Mapped[UUID]
    kind: Mapped[str]
    value: Mapped[str]
    staff: Mapped[bool] = mapped_column(default=False)
    last_used_at: Mapped[datetime | None]
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        UniqueConstraint("hotel_id", "kind", "value"),
        one_of("kind", "phone", "lid", "max", "telegram"),
    )


class Stay(HotelRow, Base):
    """One booking. Arrival and departure are UTC moments of the hotel's wall times."""

    __tablename__ = "stays"
    guest_id: Mapped[UUID]
    external_id: Mapped[str | None]
    source: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    room_type: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="booked")
    planned_arrival: Mapped[datetime]
    planned_departure: Mapped[datetime]
    real_arrival: Mapped[datetime | None]
    real_departure: Mapped[datetime | None]
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        UniqueConstraint("hotel_id", "external_id"),
        one_of("status", "booked", "checked_in", "checked_out", "cancelled", "no_show"),
        Index("ix_stays_guest", "hotel_id", "guest_id", "planned_departure"),
    )
