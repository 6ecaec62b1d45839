"""Who would get a rule's message, before it is switched on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, bindparam
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.db import Prepared, table_of, word
from bellhop.guests import Guest, Stay
from bellhop.hotels import Hotel
from bellhop.journeys import facts
from bellhop.journeys.bars import StayNow, bar, stays_now
from bellhop.journeys.conditions import facts_of, failing
from bellhop.journeys.definition import Definition
from bellhop.journeys.plan import quiet_hours
from bellhop.journeys.planner import settle
from bellhop.journeys.rulebook import Rule, draft
from bellhop.journeys.sentences import reason
from bellhop.journeys.strike import next_strike
from bellhop.journeys.when import CLOCKED, Cron, On, due_moment

_stay, _guest = table_of(Stay), table_of(Guest)
MOST = 500
WIDEST = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Would:
    """One guest of a preview. `goes`: as things are now; `why` says why not."""

    stay_id: UUID
    guest_id: UUID
    guest_name: str
    room: str
    at: datetime
    goes: bool
    why: str


async def who_would_get(
    session: AsyncSession, hotel: Hotel, what: Rule | Definition, *, days: int = 14
) -> list[Would]:
    """The guests whose message would fall into the next `days`, in the order of time; the first
    MOST of them. What starts with a booking, a word or a mood cannot be foreseen; a check-in or a
    check-out is foreseen at its planned hour."""
    rule = draft(what) if isinstance(what, Definition) else what
    now = hotel.now()
    found: list[Would] = []
    rows = await _STAYS.all(session, since=now - WIDEST, until=now + WIDEST)
    for row in rows:
        stay = StayNow(*tuple(row)[: len(StayNow.__slots__)])
        moments = _moments(hotel, rule, stay, now, now + timedelta(days=days))
        found += [await _would(session, hotel, rule, stay, row, due) for due in moments]
    return sorted(found, key=lambda each: each.at)[:MOST]


def _moments(
    hotel: Hotel, rule: Rule, stay: StayNow, now: datetime, until: datetime
) -> list[datetime]:
    when, anchors = rule.definition.when, stay.anchors(hotel)
    match when:
        case On(event="checked_in") if stay.status == "booked":
            due, delay = anchors.checkin, when.delay_minutes
        case On(event="checked_out") if stay.status in ("booked", "checked_in"):
            due, delay = anchors.checkout, when.delay_minutes
        case Cron():
            return _strikes(hotel, when, stay, now, until)
        case _ if isinstance(when, CLOCKED):
            due, delay = due_moment(when, anchors), 0
        case _:
            return []
    if due is None:
        return []
    due += timedelta(minutes=delay)
    return [due] if now <= due < until else []


def _strikes(
    hotel: Hotel, when: Cron, stay: StayNow, now: datetime, until: datetime
) -> list[datetime]:
    arrives = stay.real_arrival or stay.planned_arrival
    leaves = stay.real_departure or stay.planned_departure
    found: list[datetime] = []
    moment = next_strike(when.cron, hotel, now)
    while moment < until and len(found) < 60:
        place = "coming" if moment < arrives else "in_house" if moment < leaves else "gone"
        if place == when.audience and abs(moment - arrives) < timedelta(days=60):
            found.append(moment)
        moment = next_strike(when.cron, hotel, moment)
    return found


async def _would(
    session: AsyncSession, hotel: Hotel, rule: Rule, stay: StayNow, row: Any, due: datetime
) -> Would:
    definition = rule.definition
    terms = definition.terms(quiet_hours(hotel))
    code = bar(definition, stay, hotel)
    verdict = settle(terms, stay.anchors(hotel), due, hotel.now())
    if code in (None, "waits_for_checkin") and definition.who is not None:
        known = facts.of_stay(hotel, row, row)
        names = facts_of(definition.who)
        if names & facts.ASKED:
            known |= await facts.ask(session, names, stay.guest_id, stay.id, hotel.now())
        code = None if failing(definition.who, known) is None else "not_for_this_guest"
    code = code if code != "waits_for_checkin" else None
    code = code or verdict.reason
    at = verdict.goes_at or due
    return Would(
        stay.id,
        stay.guest_id,
        row.guest_name,
        row.room,
        at,
        goes=code is None,
        why=reason(code, hotel.locale),
    )


_STAYS = Prepared(
    stays_now()
    .add_columns(
        _stay.c.room,
        _stay.c.room_type,
        _stay.c.rate,
        _stay.c.source,
        _stay.c.adults,
        _stay.c.children,
        _stay.c.attributes,
        _guest.c.language,
        _guest.c.country,
        _guest.c.tags,
        _guest.c.name.label("guest_name"),
    )
    .where(
        _stay.c.planned_departure > bindparam("since", type_=DateTime(timezone=True)),
        _stay.c.planned_arrival < bindparam("until", type_=DateTime(timezone=True)),
        _stay.c.status.not_in([word("cancelled"), word("no_show")]),
    )
    .order_by(_stay.c.planned_arrival)
    .limit(20_000)
)
