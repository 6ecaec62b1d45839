"""Rules, and what they send: the plan of every stay."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class JourneyRule(HotelRow, Base):
    """One rule of a hotel; `definition` is a Definition as JSON.

    `on_since`: what was past before that moment is past. Work to do: `plan_due_at` while the stays
    must be planned anew (`plan_after` is the last stay done), `cron_due_at` when its clock strikes
    next, which for the hotel is the moment `strikes_at`.
    """

    __tablename__ = "journey_rules"
    key: Mapped[str]
    name: Mapped[str]
    is_on: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    definition: Mapped[dict[str, Any]]
    on_since: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    plan_due_at: Mapped[datetime | None]
    plan_after: Mapped[UUID | None]
    cron_due_at: Mapped[datetime | None]
    strikes_at: Mapped[datetime | None]
    __table_args__ = tenant(
        UniqueConstraint("hotel_id", "key"),
        *(
            Index(f"ix_journey_rules_{work}", due, postgresql_where=text(f"{due} IS NOT NULL"))
            for work, due in (("plan", "plan_due_at"), ("cron", "cron_due_at"))
        ),
    )


class JourneySend(HotelRow, Base):
    """One message that a rule sends, or will, or why it did not.

    planned -> queued (handed to the outbox) | merged (its words went with another) | skipped |
    dropped | withdrawn. All but queued and merged may be planned again when the stay changes,
    unless a person decided (`by_hand`).

    `falls_due`, `known_at`, `goes_at` and `sent_at` are moments of the hotel; `due_at` is `goes_at`
    in real UTC, later while something holds the message back, and None when nothing is left to do.
    `counts`: it was sent, and the guest did not wait for it.
    """

    __tablename__ = "journey_sends"
    rule_id: Mapped[UUID]
    stay_id: Mapped[UUID | None]
    guest_id: Mapped[UUID]
    occurrence: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="planned")
    falls_due: Mapped[datetime | None]
    known_at: Mapped[datetime]
    goes_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    by_hand: Mapped[str | None]
    words: Mapped[str | None]
    details: Mapped[dict[str, Any] | None]
    sent_at: Mapped[datetime | None]
    first_contact: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[bool] = mapped_column(default=False)
    outbox_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    __table_args__ = tenant(
        key_to("journey_rules", "rule_id"),
        key_to("stays", "stay_id"),
        key_to("guests", "guest_id"),
        one_of("state", "planned", "queued", "merged", "skipped", "dropped", "withdrawn"),
        one_of("by_hand", "skipped", "now"),
        UniqueConstraint(
            "hotel_id", "stay_id", "rule_id", "occurrence", postgresql_nulls_not_distinct=True
        ),
        Index("ix_journey_sends_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
        Index(
            "ix_journey_sends_guest",
            "hotel_id",
            "guest_id",
            postgresql_where=text("state IN ('planned', 'queued')"),
        ),
        Index(
            "ix_journey_sends_rule",
            "hotel_id",
            "rule_id",
            "sent_at",
            postgresql_where=text("sent_at IS NOT NULL"),
        ),
        Index(
            "ix_journey_sends_first",
            "hotel_id",
            "sent_at",
            postgresql_where=text("first_contact"),
        ),
    )
