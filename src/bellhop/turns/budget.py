"""What a hotel may spend on models: calls an hour and money a day. When it is spent the offline
brain answers, and the operator is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import DateTime, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.conversations import ModelCall
from bellhop.db import table_of
from bellhop.hotels import Hotel

LOOK_AGAIN_SECONDS = 10
"""Between two looks a process may go over by what it calls in that time."""


@dataclass(frozen=True, slots=True)
class Spent:
    """`why` says in words for the operator what is used up; empty while the model may be asked."""

    why: str
    looked_at: datetime


async def spent(session: AsyncSession, hotel: Hotel, now: datetime) -> str:
    """What is used up, in words; empty when the model may be asked."""
    known = _known.get(hotel.id)
    if known is None or now - known.looked_at > timedelta(seconds=LOOK_AGAIN_SECONDS):
        known = Spent(await _look(session, hotel, now), now)
        _known[hotel.id] = known
    return known.why


async def _look(session: AsyncSession, hotel: Hotel, now: datetime) -> str:
    midnight = hotel.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    values = {"hour": now - timedelta(hours=1), "today": midnight}
    calls, usd = (await session.execute(_SUMS, values)).one()
    rules = hotel.rules
    if calls >= rules.hourly_model_calls:
        return f"{hotel.slug} made {calls} model calls in an hour, its limit; offline for now."
    if usd >= rules.daily_spend_usd:
        return f"{hotel.slug} spent {usd:.2f} USD on models today, its limit; offline for today."
    return ""


_known: dict[UUID, Spent] = {}
_call = table_of(ModelCall)
_hour = bindparam("hour", type_=DateTime(timezone=True))
_today = bindparam("today", type_=DateTime(timezone=True))
_SUMS = select(
    func.count().filter(_call.c.created_at >= _hour),
    func.coalesce(func.sum(_call.c.cost_usd).filter(_call.c.created_at >= _today), 0.0),
).where(_call.c.created_at >= func.least(_hour, _today))
