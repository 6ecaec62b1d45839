"""Planning a rule for every stay that is not over, in pages; a process that dies is followed by
another that goes on where it stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db
from bellhop.db import Prepared, table_of, word
from bellhop.guests import Guest, Stay
from bellhop.hotels import Hotel
from bellhop.journeys.bars import StayNow, stays_now
from bellhop.journeys.keep import Planned, keep
from bellhop.journeys.models import JourneyRule, JourneySend
from bellhop.journeys.own_time import read_hotel
from bellhop.journeys.plan import as_verdict, verdict_of
from bellhop.journeys.planner import Verdict
from bellhop.journeys.rulebook import Rule, one_rule
from bellhop.journeys.when import CLOCKED

PAGE = 500
NIL = UUID(int=0)
AGAIN = timedelta(seconds=30)
"""Longer than a page takes: until then nobody else is called."""
LEFT_LATELY = timedelta(days=100)
"""What counts from a departure may still be ahead."""


async def plan_rule(hotel_id: UUID, rule_id: UUID) -> None:
    """The step of PLAN_RULE: all pages, one transaction each."""
    while await _next_page(hotel_id, rule_id):
        pass


async def _next_page(hotel_id: UUID, rule_id: UUID) -> bool:
    """False when the last page is done, or another process does it."""
    async with db.hotel(hotel_id) as session:
        hotel = await read_hotel(session)
        work = await _WORK.first(session, rule=rule_id)
        if work is None:
            return False
        rule = await one_rule(session, rule_id)
        assert rule is not None, "its row was just read"  # noqa: S101
        after, since = work.plan_after or NIL, work.changed_at - LEFT_LATELY
        stays = await _STAYS.all(session, after=after, since=since, most=PAGE)
        standing = await _standing(session, rule_id, stays)
        rows: list[Planned] = []
        for row in stays:
            stay = StayNow(*row)
            rows += _planned(hotel, rule, stay, standing.get(stay.id), work)
        await keep(session, hotel, rows)
        done = len(stays) < PAGE
        values: dict[str, Any] = {"plan_due_at": None, "plan_after": None}
        if not done:
            values = {"plan_due_at": clock.now() + AGAIN, "plan_after": stays[-1].id}
        await session.execute(update(JourneyRule).where(JourneyRule.id == rule_id).values(**values))
    return not done


async def _standing(session: AsyncSession, rule_id: UUID, stays: list[Any]) -> dict[UUID, Any]:
    if not stays:
        return {}
    rows = await _SENDS.all(session, rule=rule_id, first=stays[0].id, last=stays[-1].id)
    return {row.stay_id: row for row in rows}


def _planned(hotel: Hotel, rule: Rule, stay: StayNow, send: Any, work: Any) -> list[Planned]:
    """What changes for one stay. News of the rule is as old as its last change; what that makes
    past is not worth a row."""
    if not rule.is_on or not isinstance(rule.definition.when, CLOCKED):
        if send is None or send.state != "planned" or send.by_hand is not None:
            return []
        if rule.is_on:
            return []
        gone = Verdict(None, work.changed_at, reason="switched_off")
        return [Planned(rule.id, stay.id, stay.guest_id, gone, send.occurrence)]
    if send is not None and send.state in ("queued", "merged"):
        return []
    before = as_verdict(send) if send is not None and send.reason != "switched_off" else None
    verdict = verdict_of(hotel, rule, stay, work.changed_at, before)
    if verdict.goes_at is None and verdict.reason != "after_checkout" and send is None:
        return []
    if verdict == before:
        return []
    return [Planned(rule.id, stay.id, stay.guest_id, verdict)]


_rule, _stay, _send = table_of(JourneyRule), table_of(Stay), table_of(JourneySend)
_guest = table_of(Guest)
_WORK = Prepared(
    select(_rule.c.plan_after, _rule.c.changed_at)
    .where(_rule.c.id == bindparam("rule"), _rule.c.plan_due_at.is_not(None))
    .with_for_update(skip_locked=True, key_share=True)
)
_STAYS = Prepared(
    stays_now()
    .where(
        _stay.c.id > bindparam("after", type_=Uuid()),
        (_stay.c.planned_departure > bindparam("since", type_=DateTime(timezone=True)))
        | (_stay.c.status == word("checked_in")),
    )
    .order_by(_stay.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=[_stay, _guest], key_share=True)
)
_SENDS = Prepared(
    select(
        _send.c.stay_id,
        _send.c.occurrence,
        _send.c.guest_id,
        _send.c.state,
        _send.c.falls_due,
        _send.c.known_at,
        _send.c.goes_at,
        _send.c.reason,
        _send.c.by_hand,
    ).where(
        _send.c.rule_id == bindparam("rule"),
        _send.c.stay_id >= bindparam("first", type_=Uuid()),
        _send.c.stay_id <= bindparam("last", type_=Uuid()),
    )
)
