"""The tick: what falls due in the next five minutes is handed out, each with its exact moment."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, jobs
from bellhop.db import Prepared, table_of
from bellhop.jobs import Hint, Job
from bellhop.journeys.keep import TICK
from bellhop.journeys.models import JourneyRule, JourneySend

PAGE = 5_000
"""Well below what the courier holds: nothing may be dropped."""
HOLDS_SECONDS = 5.0


async def hand_out_due(now: datetime | None = None, hotel_id: UUID | None = None) -> int:
    """Hints for every message that is due or falls due before the next tick, of one hotel or of
    all. How many left. Two ticks at once do no harm: whoever is second finds nothing to do."""
    until = (now or clock.now()) + TICK
    async with db.system() as session:
        count = await _strikes(session, until, hotel_id)
        place: tuple[datetime, UUID] = (EVER, NIL)
        while rows := await _page(session, until, place, hotel_id):
            for row in rows:
                hint = Hint(Job.SEND_JOURNEY, str(row.hotel_id), str(row.id), row.due_at)
                jobs.courier.post(hint)
            count += len(rows)
            if len(rows) < PAGE:
                break
            place = (rows[-1].due_at, rows[-1].id)
            await asyncio.to_thread(jobs.courier.flush, HOLDS_SECONDS)
    return count


async def _page(
    session: AsyncSession, until: datetime, place: tuple[datetime, UUID], hotel_id: UUID | None
) -> list[Any]:
    values = {"until": until, "due": place[0], "id": place[1]}
    if hotel_id is not None:
        return await DUE_IN_HOTEL.all(session, **values, hotel=hotel_id)
    return await DUE.all(session, **values)


async def _strikes(session: AsyncSession, until: datetime, hotel_id: UUID | None) -> int:
    rows = [r for r in await STRIKES.all(session, until=until) if hotel_id in (None, r.hotel_id)]
    for row in rows:
        jobs.courier.post(Hint(Job.STRIKE_RULE, str(row.hotel_id), str(row.id), row.cron_due_at))
    return len(rows)


def _moment(name: str) -> Any:
    return bindparam(name, type_=DateTime(timezone=True))


EVER = datetime(1970, 1, 1, tzinfo=UTC)
NIL = UUID(int=0)
_send, _rule = table_of(JourneySend), table_of(JourneyRule)
_due = (
    select(_send.c.hotel_id, _send.c.id, _send.c.due_at)
    .where(
        _send.c.due_at < _moment("until"),
        _send.c.due_at >= _moment("due"),
        tuple_(_send.c.due_at, _send.c.id) > tuple_(_moment("due"), bindparam("id", type_=Uuid())),
    )
    .order_by(_send.c.due_at, _send.c.id)
    .limit(PAGE)
)
DUE = Prepared(_due)
DUE_IN_HOTEL = Prepared(_due.where(_send.c.hotel_id == bindparam("hotel", type_=Uuid())))
STRIKES = Prepared(
    select(_rule.c.hotel_id, _rule.c.id, _rule.c.cron_due_at).where(
        _rule.c.cron_due_at < _moment("until")
    )
)
