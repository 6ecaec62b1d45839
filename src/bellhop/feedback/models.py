"""Ratings asked and given, cases that follow from bad ones, and links whose clicks are counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class RatingAsked(HotelRow, Base):
    """A guest was asked for a number. Open until answered, or until a newer question.
    `options`: the words of a poll, best first or worst first; empty when asked by number."""

    __tablename__ = "ratings_asked"
    guest_id: Mapped[UUID]
    stay_id: Mapped[UUID | None]
    conversation_id: Mapped[UUID]
    message_id: Mapped[UUID | None]
    send_id: Mapped[UUID | None]
    top: Mapped[int] = mapped_column(default=5)
    options: Mapped[list[str]] = mapped_column(default=list)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        key_to("conversations", "conversation_id"),
        Index("ix_ratings_asked_chat", "hotel_id", "conversation_id", "asked_at"),
    )


class Rating(HotelRow, Base):
    """What a guest answered, from 1 (worst) to 5, with their own words. One per question: a guest
    who thinks again changes it."""

    __tablename__ = "ratings"
    asked_id: Mapped[UUID | None]
    guest_id: Mapped[UUID]
    stay_id: Mapped[UUID | None]
    conversation_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    score: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    rated_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        UniqueConstraint("hotel_id", "asked_id"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        Index("ix_ratings_time", "hotel_id", "changed_at", "id"),
        Index("ix_ratings_stay", "hotel_id", "stay_id"),
    )


class Case(HotelRow, Base):
    """Something that must be made good: opened by a bad rating or by hand, followed up with the
    guest after it is solved. open -> solved -> confirmed, or reopened (open again)."""

    __tablename__ = "cases"
    guest_id: Mapped[UUID]
    stay_id: Mapped[UUID | None]
    conversation_id: Mapped[UUID | None]
    rating_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(default="open")
    summary: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    times_opened: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    solved_at: Mapped[datetime | None]
    solved_by: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        one_of("state", "open", "solved", "confirmed"),
        Index("ix_cases_state", "hotel_id", "state", "opened_at"),
        Index("ix_cases_guest", "hotel_id", "guest_id"),
        Index(
            "uq_cases_open",
            "hotel_id",
            "guest_id",
            "stay_id",
            unique=True,
            postgresql_where=text("state <> 'confirmed'"),
            postgresql_nulls_not_distinct=True,
        ),
    )


class ShortLink(HotelRow, Base):
    """A public address in few letters. The code is a secret, so only its hash is a key."""

    __tablename__ = "short_links"
    code: Mapped[str]
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    url: Mapped[str]
    guest_id: Mapped[UUID | None]
    send_id: Mapped[UUID | None]
    purpose: Mapped[str] = mapped_column(default="")
    clicks: Mapped[int] = mapped_column(default=0)
    first_clicked_at: Mapped[datetime | None]
    last_clicked_at: Mapped[datetime | None]
    __table_args__ = tenant(
        Index("ix_short_links_same", "hotel_id", "guest_id", "send_id"),
        Index("ix_short_links_purpose", "hotel_id", "purpose"),
    )
