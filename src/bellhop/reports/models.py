"""Counted days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, tenant


class DayFigures(HotelRow, Base):
    """What happened at a hotel on one day of its own calendar, counted once and kept, so that a
    page of a year reads 365 short rows instead of a million messages. `figures` is the JSON of
    reports.Figures; `digest_at`: when its digest was sent."""

    __tablename__ = "day_figures"
    day: Mapped[date]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counted_at: Mapped[datetime]
    digest_at: Mapped[datetime | None]
    __table_args__ = tenant(UniqueConstraint("hotel_id", "day"))
