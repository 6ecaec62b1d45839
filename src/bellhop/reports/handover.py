"""What the next shift must know: read in a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.hotels import Hotel
from bellhop.reports.day import bounds

MOST = 40
NOTES_OF = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Item:
    """One line: about whom, what, since when, and the chat it is in, if any."""

    chat_id: UUID | None
    name: str
    room: str
    kind: str
    words: str
    at: datetime
    who: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """`promised`: chats put off until a moment, and what colleagues wrote down in the last day."""

    alerts: list[Item]
    waiting: list[Item]
    unhappy: list[Item]
    cases: list[Item]
    promised: list[Item]
    notes: list[Item]
    arriving: int
    in_house: int
    leaving: int


async def handover(session: AsyncSession, hotel: Hotel) -> Handover:
    now = hotel.now()
    since, until = bounds(hotel, _day(hotel, now))
    span: dict[str, Any] = {"now": now, "since": since, "until": until, "most": MOST}
    span["notes"] = now - NOTES_OF
    counts = (await session.execute(_COUNTS, span)).one()
    return Handover(
        alerts=await _items(session, _ALERTS, span),
        waiting=await _items(session, _WAITING, span),
        unhappy=await _items(session, _UNHAPPY, span),
        cases=await _items(session, _CASES, span),
        promised=await _items(session, _PROMISED, span),
        notes=await _items(session, _NOTES, span),
        arriving=counts.arriving,
        in_house=counts.in_house,
        leaving=counts.leaving,
    )


async def _items(session: AsyncSession, query: Any, span: dict[str, Any]) -> list[Item]:
    return [Item(**row) for row in (await session.execute(query, span)).mappings()]


def _day(hotel: Hotel, now: datetime) -> date:
    return hotel.local(now).date()


# The stay of a guest that lies nearest to now gives the room.
_WHO = """
    LEFT JOIN guests g ON g.hotel_id = c.hotel_id AND g.id = c.guest_id
    LEFT JOIN LATERAL (
        SELECT s.room FROM stays s
        WHERE s.hotel_id = c.hotel_id AND s.guest_id = c.guest_id AND s.status <> 'cancelled'
          AND s.planned_departure >= CAST(:since AS timestamptz) - interval '1 day'
          AND s.planned_arrival < :until
        ORDER BY s.planned_arrival DESC LIMIT 1
    ) s ON true
"""
_NAMED = """c.id AS chat_id, coalesce(nullif(g.name, ''), split_part(c.chat_id, '@', 1)) AS name,
    coalesce(s.room, '') AS room"""
_LAST = """
    (SELECT m.text FROM messages m WHERE m.hotel_id = c.hotel_id AND m.conversation_id = c.id
     AND m.direction = 'in' ORDER BY m.occurred_at DESC, m.id DESC LIMIT 1)"""
_ALERTS = text(f"""
    SELECT c.id AS chat_id, coalesce(nullif(g.name, ''), a.who) AS name,
        coalesce(s.room, '') AS room, a.reason AS kind, a.summary AS words, a.created_at AS at,
        coalesce(a.acknowledged_by, '') AS who
    FROM alerts a LEFT JOIN conversations c ON c.hotel_id = a.hotel_id AND c.id = a.conversation_id
    {_WHO}
    WHERE a.state <> 'resolved' ORDER BY a.severity = 'danger' DESC, a.created_at LIMIT :most
""")  # noqa: S608 - only our own words
_WAITING = text(f"""
    SELECT {_NAMED}, 'waiting' AS kind, coalesce({_LAST}, '') AS words, c.waiting_since AS at,
        coalesce(c.held_by, '') AS who
    FROM conversations c {_WHO}
    WHERE c.waiting_since IS NOT NULL AND (c.snoozed_until IS NULL OR c.snoozed_until <= :now)
    ORDER BY c.waiting_since LIMIT :most
""")  # noqa: S608
_UNHAPPY = text(f"""
    SELECT {_NAMED}, 'unhappy' AS kind, coalesce({_LAST}, '') AS words, c.last_message_at AS at,
        coalesce(c.held_by, '') AS who
    FROM conversations c {_WHO}
    WHERE c.mood = 'negative' AND c.solved_at IS NULL
      AND c.last_message_at >= CAST(:now AS timestamptz) - interval '3 days'
    ORDER BY c.last_message_at DESC LIMIT :most
""")  # noqa: S608
_CASES = text(f"""
    SELECT c.id AS chat_id, coalesce(nullif(g.name, ''), '') AS name, coalesce(s.room, '') AS room,
        k.state AS kind, k.summary AS words, k.opened_at AS at, '' AS who
    FROM cases k LEFT JOIN conversations c ON c.hotel_id = k.hotel_id AND c.id = k.conversation_id
    {_WHO}
    WHERE k.state IN ('open', 'solved') ORDER BY k.opened_at LIMIT :most
""")  # noqa: S608
_PROMISED = text(f"""
    SELECT {_NAMED}, 'promised' AS kind, coalesce({_LAST}, '') AS words, c.snoozed_until AS at,
        coalesce(p.name, '') AS who
    FROM conversations c {_WHO} LEFT JOIN people p ON p.id = c.assigned_to
    WHERE c.snoozed_until > :now ORDER BY c.snoozed_until LIMIT :most
""")  # noqa: S608
_NOTES = text(f"""
    SELECT {_NAMED}, 'note' AS kind, n.text AS words, n.at AS at, n.author AS who
    FROM chat_notes n
    JOIN conversations c ON c.hotel_id = n.hotel_id AND c.id = n.conversation_id {_WHO}
    WHERE n.at >= :notes ORDER BY n.at DESC LIMIT :most
""")  # noqa: S608
_COUNTS = text("""
    SELECT count(*) FILTER (WHERE status = 'booked' AND planned_arrival >= :since
                            AND planned_arrival < :until) AS arriving,
           count(*) FILTER (WHERE status = 'checked_in') AS in_house,
           count(*) FILTER (WHERE status IN ('booked', 'checked_in') AND planned_departure >= :since
                            AND planned_departure < :until) AS leaving
    FROM stays WHERE planned_departure >= CAST(:since AS timestamptz) - interval '30 days'
      AND planned_arrival < :until
""")
