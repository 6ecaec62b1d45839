"""What models cost a hotel: in all, by day, by message, by stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

By = Literal["all", "day", "message", "stay", "provider"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one day, message, stay or provider. `usd` at the tariff of the hour of each call."""

    what: str
    calls: int
    tokens_hit: int
    tokens_miss: int
    tokens_out: int
    usd: float


async def costs(
    session: AsyncSession, since: datetime, until: datetime, *, by: By, zone: str
) -> list[Cost]:
    """The dearest first; days in their order, by the hotel's calendar. A call belongs to the stay
    of its guest that lies nearest in time."""
    query = text(f"""
        SELECT {_WHAT[by]} AS what, count(*) AS calls,
               coalesce(sum(c.tokens_hit), 0) AS hit, coalesce(sum(c.tokens_miss), 0) AS miss,
               coalesce(sum(c.tokens_out), 0) AS out, coalesce(sum(c.cost_usd), 0.0) AS usd
        FROM model_calls c {_JOIN.get(by, "")}
        WHERE c.created_at >= :since AND c.created_at < :until
        GROUP BY 1 ORDER BY {"1" if by == "day" else "usd DESC, 1"} LIMIT 1000
    """)  # noqa: S608 - only our own words
    values = {"since": since, "until": until} | ({"zone": zone} if by == "day" else {})
    rows = await session.execute(query, values)
    return [
        Cost(row.what or "", row.calls, int(row.hit), int(row.miss), int(row.out), float(row.usd))
        for row in rows
    ]


_WHAT: dict[By, str] = {
    "all": "'all'",
    "day": "to_char(c.created_at AT TIME ZONE :zone, 'YYYY-MM-DD')",
    "message": "c.message_id::text",
    "provider": "c.provider || ' ' || c.model",
    "stay": "coalesce(s.external_id, s.id::text, '')",
}
_JOIN: dict[By, str] = {
    "stay": """
        LEFT JOIN conversations v ON v.hotel_id = c.hotel_id AND v.id = c.conversation_id
        LEFT JOIN LATERAL (
            SELECT s.id, s.external_id FROM stays s
            WHERE s.hotel_id = c.hotel_id AND s.guest_id = v.guest_id
            ORDER BY greatest(s.planned_arrival - c.created_at,
                              c.created_at - s.planned_departure, interval '0'), s.id
            LIMIT 1
        ) s ON true
    """
}
