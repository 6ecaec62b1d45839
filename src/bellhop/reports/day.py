"""Counting one day of one hotel."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.hotels import Hotel
from bellhop.reports.figures import Figures
from bellhop.reports.spread import Spread

BEFORE, AFTER = timedelta(days=1), timedelta(days=2)
"""A message is written down within a day of when it was said (journals bring it late), and an
answer that takes longer than two days is none."""


async def count_day(session: AsyncSession, hotel: Hotel, day: date) -> Figures:
    """What happened between two midnights of the hotel's zone."""
    since, until = bounds(hotel, day)
    span: dict[str, Any] = {"since": since, "until": until}
    ids = span | _ids(hotel, since, until)
    made = Figures()
    await _messages(session, made, ids)
    await _waits(session, made, ids)
    await _journeys(session, made, ids)
    await _alerts(session, made, span)
    await _rest(session, made, span)
    return made


def bounds(hotel: Hotel, day: date) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time(0))
    return hotel.moment(midnight), hotel.moment(midnight + timedelta(days=1))


def _ids(hotel: Hotel, since: datetime, until: datetime) -> dict[str, UUID]:
    """Ids hold the moment they were made (RFC 9562, version 7), so the primary key finds the rows
    of a day. A hotel whose clock was moved is small, and its ids say nothing."""
    if hotel.sandbox:
        return {"low": UUID(int=0), "high": UUID(int=2**128 - 1)}
    return {"low": _id_at(since - BEFORE), "high": _id_at(until + AFTER)}


def _id_at(moment: datetime) -> UUID:
    return UUID(int=int(moment.timestamp() * 1000) << 80)


async def _messages(session: AsyncSession, made: Figures, span: dict[str, Any]) -> None:
    for row in await session.execute(_MESSAGES, span):
        made.messages[row.origin] += row.many
        made.channels[f"{row.type} {row.direction}"] += row.many
        if row.direction == "in":
            for counter, what in (
                (made.moods, row.sentiment),
                (made.topics, row.topic),
                (made.languages, row.language),
            ):
                if what:
                    counter[what] += row.many


async def _waits(session: AsyncSession, made: Figures, span: dict[str, Any]) -> None:
    seconds: list[float] = []
    for row in await session.execute(_WAITS, span):
        made.asked += 1
        if row.replied_at is not None:
            made.replied += 1
            made.alone += row.alone
            seconds.append(max(0.0, (row.replied_at - row.asked_at).total_seconds()))
    made.first_answer = Spread.of(seconds)


async def _journeys(session: AsyncSession, made: Figures, span: dict[str, Any]) -> None:
    for row in await session.execute(_JOURNEYS, span):
        rule = str(row.rule_id)
        made.sent[rule] += row.sent
        made.delivered[rule] += row.delivered
        made.read[rule] += row.read
        made.answered_journeys[rule] += row.answered
    made.held = Counter({row.reason: row.many for row in await session.execute(_HELD, span)})


async def _alerts(session: AsyncSession, made: Figures, span: dict[str, Any]) -> None:
    rows = (await session.execute(_ALERTS, span)).all()
    made.alerts = Counter(row.reason for row in rows)
    made.taken = Spread.of(float(row.seconds) for row in rows if row.seconds is not None)


async def _rest(session: AsyncSession, made: Figures, span: dict[str, Any]) -> None:
    scores = await session.execute(_RATINGS, span)
    made.ratings = Counter({str(row.score): row.many for row in scores})
    cost = (await session.execute(_COST, span)).one()
    made.model_calls, made.model_usd = cost.calls, float(cost.usd)
    made.arrivals = (await session.execute(_ARRIVALS, span)).scalar_one()


_MESSAGES = text("""
    SELECT m.origin, m.direction, m.sentiment, m.topic, m.language, a.type, count(*) AS many
    FROM messages m
    JOIN conversations c ON c.hotel_id = m.hotel_id AND c.id = m.conversation_id
    JOIN channel_accounts a ON a.hotel_id = c.hotel_id AND a.id = c.account_id
    WHERE m.id >= :low AND m.id < :high AND m.occurred_at >= :since AND m.occurred_at < :until
      AND m.status NOT IN ('draft', 'withdrawn', 'failed') AND c.chat_kind = 'person'
    GROUP BY 1, 2, 3, 4, 5, 6
""")
# A wait begins with the first line of a guest after anything that answers, and ends with the next
# answer: the bot's, a colleague's, or one from the hotel's own phone. What we start ourselves
# answers nothing.
_WAITS = text("""
    WITH lines AS (
        SELECT m.conversation_id, m.id, m.direction, m.origin, m.occurred_at,
               coalesce(m.why ->> 'attention', '') <> '' AS called,
               lag(m.direction) OVER chat AS before
        FROM messages m
        JOIN conversations c ON c.hotel_id = m.hotel_id AND c.id = m.conversation_id
        WHERE m.id >= :low AND m.id < :high
          AND m.occurred_at >= CAST(:since AS timestamptz) - interval '1 day'
          AND m.occurred_at < CAST(:until AS timestamptz) + interval '2 days'
          AND m.origin <> 'journey' AND c.chat_kind = 'person'
          AND m.status NOT IN ('draft', 'withdrawn', 'failed')
        WINDOW chat AS (PARTITION BY m.conversation_id ORDER BY m.occurred_at, m.id)
    ), numbered AS (
        SELECT lines.*, count(*) FILTER (
            WHERE direction = 'in' AND before IS DISTINCT FROM 'in'
        ) OVER (PARTITION BY conversation_id ORDER BY occurred_at, id) AS number
        FROM lines
    )
    SELECT min(occurred_at) FILTER (WHERE direction = 'in') AS asked_at,
           min(occurred_at) FILTER (WHERE direction = 'out') AS replied_at,
           bool_and(origin = 'bot' AND NOT called) FILTER (WHERE direction = 'out') AS alone
    FROM numbered WHERE number > 0
    GROUP BY conversation_id, number
    HAVING min(occurred_at) FILTER (WHERE direction = 'in') >= :since
       AND min(occurred_at) FILTER (WHERE direction = 'in') < :until
""")
_JOURNEYS = text("""
    SELECT s.rule_id, count(*) AS sent,
           count(*) FILTER (WHERE m.status IN ('delivered', 'read')) AS delivered,
           count(*) FILTER (WHERE m.status = 'read') AS read,
           count(*) FILTER (WHERE EXISTS (
               SELECT FROM messages said
               WHERE said.hotel_id = m.hotel_id AND said.conversation_id = m.conversation_id
                 AND said.direction = 'in' AND said.occurred_at > m.occurred_at
                 AND said.occurred_at < m.occurred_at + interval '1 day'
           )) AS answered
    FROM journey_sends s
    JOIN messages m ON m.hotel_id = s.hotel_id AND m.id = s.message_id
    WHERE s.sent_at >= :since AND s.sent_at < :until AND m.id >= :low AND m.id < :high
    GROUP BY 1
""")
_HELD = text("""
    SELECT reason, count(*) AS many FROM journey_sends
    WHERE state = 'dropped' AND reason IS NOT NULL
      AND falls_due >= :since AND falls_due < :until
    GROUP BY 1
""")
_ALERTS = text("""
    SELECT reason, extract(epoch FROM acknowledged_at - created_at) AS seconds FROM alerts
    WHERE created_at >= :since AND created_at < :until AND reason <> 'test'
""")
_RATINGS = text("""
    SELECT score, count(*) AS many FROM ratings
    WHERE rated_at >= :since AND rated_at < :until GROUP BY 1
""")
_COST = text("""
    SELECT count(*) AS calls, coalesce(sum(cost_usd), 0) AS usd FROM model_calls
    WHERE created_at >= :since AND created_at < :until
""")
_ARRIVALS = text("""
    SELECT count(*) FROM stays
    WHERE planned_arrival >= :since AND planned_arrival < :until
      AND status NOT IN ('cancelled', 'no_show')
""")
