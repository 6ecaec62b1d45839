"""A rule by cron: when its clock strikes, one message for each stay of its audience."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cronsim import CronSim
from sqlalchemy import DateTime, Select, Uuid, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db
from bellhop.db import Prepared, table_of, word
from bellhop.guests import Stay
from bellhop.hotels import Hotel
from bellhop.journeys.bars import StayNow, bar, stays_now
from bellhop.journeys.keep import Planned, keep
from bellhop.journeys.models import JourneyRule
from bellhop.journeys.own_time import read_hotel
from bellhop.journeys.plan import quiet_hours
from bellhop.journeys.planner import settle
from bellhop.journeys.rulebook import Rule, one_rule
from bellhop.journeys.when import Cron

PAGE = 500
NIL = UUID(int=0)
COMING_DAYS = timedelta(days=30)
GONE_DAYS = timedelta(days=30)


def next_strike(line: str, hotel: Hotel, after: datetime) -> datetime:
    """The next moment after this one at which the line fits the hotel's wall clock."""
    local = after.astimezone(ZoneInfo(hotel.timezone))
    return next(CronSim(line, local)).astimezone(UTC)


async def strike_rule(hotel_id: UUID, rule_id: UUID) -> None:
    """The step of STRIKE_RULE: plan the audience's messages and wind the clock, at once."""
    async with db.hotel(hotel_id) as session:
        hotel = await read_hotel(session)
        row = await _STRIKING.first(session, rule=rule_id, now=clock.now())
        if row is None:
            return
        rule = await one_rule(session, rule_id)
        assert rule is not None, "its row was just read"  # noqa: S101
        when = rule.definition.when
        if not rule.is_on or not isinstance(when, Cron):
            await _wind(session, rule_id, None, hotel)
            return
        await _plan(session, hotel, rule, row.strikes_at)
        await _wind(session, rule_id, next_strike(when.cron, hotel, hotel.now()), hotel)


async def _plan(session: AsyncSession, hotel: Hotel, rule: Rule, due: datetime) -> None:
    after: UUID = NIL
    when = rule.definition.when
    assert isinstance(when, Cron), "only rules by cron strike"  # noqa: S101
    statement = _AUDIENCE[when.audience]
    terms = rule.definition.terms(quiet_hours(hotel))
    day = f"{hotel.local(due):%Y-%m-%dT%H:%M}"
    while stays := await statement.all(session, after=after, now=due, until=due + COMING_DAYS,
                                       since=due - GONE_DAYS):  # fmt: skip
        rows = []
        for row in stays:
            stay = StayNow(*row)
            if bar(rule.definition, stay, hotel) is None:
                verdict = settle(terms, stay.anchors(hotel), due, due)
                rows.append(Planned(rule.id, stay.id, stay.guest_id, verdict, day))
        await keep(session, hotel, rows)
        after = stays[-1].id
        if len(stays) < PAGE:
            return


async def _wind(
    session: AsyncSession, rule_id: UUID, strikes: datetime | None, hotel: Hotel
) -> None:
    due = strikes - hotel.clock_offset if strikes else None
    await session.execute(
        update(JourneyRule)
        .where(JourneyRule.id == rule_id)
        .values(cron_due_at=due, strikes_at=strikes)
    )


def _moment(name: str) -> Any:
    return bindparam(name, type_=DateTime(timezone=True))


_rule, _stay = table_of(JourneyRule), table_of(Stay)
_STRIKING = Prepared(
    select(_rule.c.strikes_at)
    .where(_rule.c.id == bindparam("rule"), _rule.c.cron_due_at <= _moment("now"))
    .with_for_update(skip_locked=True, key_share=True)
)


def _of(*which: Any) -> Prepared:
    statement: Select[Any] = (
        stays_now()
        .where(_stay.c.id > bindparam("after", type_=Uuid()), *which)
        .order_by(_stay.c.id)
        .limit(PAGE)
    )
    return Prepared(statement)


_AUDIENCE = {
    "in_house": _of(_stay.c.status == word("checked_in")),
    "coming": _of(
        _stay.c.status == word("booked"),
        _stay.c.planned_arrival > _moment("now"),
        _stay.c.planned_arrival < _moment("until"),
    ),
    "gone": _of(
        _stay.c.status == word("checked_out"),
        _stay.c.planned_departure > _moment("since"),
    ),
}
