"""Writing the plan down, many rows in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, String, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, jobs
from bellhop.db import Prepared
from bellhop.hotels import Hotel
from bellhop.jobs import Job
from bellhop.journeys.planner import Verdict

TICK = timedelta(minutes=5)
OVERLAP = timedelta(minutes=1)
"""A row may be committed while the tick looks: both hand it out, one of them in vain."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is decided about one message. `state` follows from the verdict."""

    rule_id: UUID
    stay_id: UUID | None
    guest_id: UUID
    verdict: Verdict
    occurrence: str = ""
    details: dict[str, Any] | None = None

    def state(self) -> str:
        if self.verdict.goes_at is not None:
            return "planned"
        return "withdrawn" if self.verdict.due is None else "skipped"


async def keep(session: AsyncSession, hotel: Hotel, rows: Sequence[Planned]) -> int:
    """Write them down, over what stood there unless that was sent or decided by a person; what
    falls due before the next tick is handed out. How many changed."""
    if not rows:
        return 0
    offset = hotel.clock_offset
    due = [row.verdict.goes_at - offset if row.verdict.goes_at else None for row in rows]
    kept = await _KEEP.all(
        session,
        hotel=hotel.id,
        now=clock.now(),
        ids=[clock.new_id() for _ in rows],
        rules=[row.rule_id for row in rows],
        stays=[row.stay_id for row in rows],
        guests=[row.guest_id for row in rows],
        occurrences=[row.occurrence for row in rows],
        states=[row.state() for row in rows],
        dues=[row.verdict.due for row in rows],
        knowns=[row.verdict.known_at for row in rows],
        goes=[row.verdict.goes_at for row in rows],
        real_dues=due,
        reasons=[row.verdict.reason for row in rows],
        details=[row.details for row in rows],
    )
    hand_out(session, hotel.id, [(row.id, row.due_at) for row in kept])
    return len(kept)


def hand_out(
    session: AsyncSession, hotel_id: UUID, rows: Sequence[tuple[UUID, datetime | None]]
) -> None:
    """Hints for what falls due before the tick would see it."""
    soon = next_tick(clock.now()) + OVERLAP
    for row_id, due in rows:
        if due is not None and due < soon:
            jobs.enqueue(session, Job.SEND_JOURNEY, hotel_id, row_id, at=due)


def next_tick(now: datetime) -> datetime:
    """The tick comes when the minute is a multiple of five."""
    past = timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)
    return now - past + TICK


_KEEP = Prepared(
    text("""
    INSERT INTO journey_sends AS mine
        (hotel_id, id, created_at, rule_id, stay_id, guest_id, occurrence, state, falls_due,
         known_at, goes_at, due_at, reason, details, first_contact, counts)
    SELECT :hotel, row.*, false, false FROM (
        SELECT i, CAST(:now AS timestamptz), r, s, g, o, st, d, k, go, rd, re, de
        FROM unnest(:ids, :rules, :stays, :guests, :occurrences, :states, :dues, :knowns,
                    :goes, :real_dues, :reasons, :details)
          AS given(i, r, s, g, o, st, d, k, go, rd, re, de)
    ) AS row
    ON CONFLICT (hotel_id, stay_id, rule_id, occurrence) DO UPDATE SET
        guest_id = excluded.guest_id, state = excluded.state, falls_due = excluded.falls_due,
        known_at = excluded.known_at, goes_at = excluded.goes_at, due_at = excluded.due_at,
        reason = excluded.reason, details = coalesce(excluded.details, mine.details),
        outbox_id = NULL, message_id = NULL, sent_at = NULL, first_contact = false, counts = false
    WHERE mine.state NOT IN ('queued', 'merged') AND mine.by_hand IS NULL
    RETURNING id, due_at
""").bindparams(
        bindparam("hotel", type_=Uuid()),
        bindparam("now", type_=DateTime(timezone=True)),
        *(bindparam(name, type_=ARRAY(Uuid())) for name in ("ids", "rules", "stays", "guests")),
        *(bindparam(n, type_=ARRAY(String())) for n in ("occurrences", "states", "reasons")),
        *(
            bindparam(name, type_=ARRAY(DateTime(timezone=True)))
            for name in ("dues", "knowns", "goes", "real_dues")
        ),
        bindparam("details", type_=ARRAY(JSONB())),
    )
)
