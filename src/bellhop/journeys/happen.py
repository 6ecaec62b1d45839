"""Something happened to a guest or a stay: the plan follows, and rules that wait for it speak."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db, hotels
from bellhop.db import Prepared, table_of
from bellhop.guests import Guest, Stay
from bellhop.hotels import Happening, Hotel
from bellhop.journeys.bars import StayNow, bar, consent_bar, stays_now
from bellhop.journeys.keep import Planned, keep
from bellhop.journeys.own_time import read_hotel
from bellhop.journeys.plan import quiet_hours, replan_guest, replan_stay
from bellhop.journeys.planner import Verdict, settle
from bellhop.journeys.rulebook import Rule, switched_on
from bellhop.journeys.when import Anchors, On

AT_ONCE = timedelta(minutes=2)
"""What is told so soon after it happened is told at the moment itself."""
CONSENT = frozenset({"stopped", "started", "consented"})


async def take_happening(hotel_id: UUID, happening_id: UUID) -> None:
    """The step of HAPPENED: once, in one transaction."""
    async with db.hotel(hotel_id) as session:
        hotel = await read_hotel(session)
        happening = await hotels.take_happening(session, happening_id)
        if happening is None:
            return
        known_at = _known_at(hotel, happening)
        if happening.stay_id is not None:
            await replan_stay(session, hotel, happening.stay_id, known_at)
        elif happening.kind in CONSENT and happening.guest_id is not None:
            await replan_guest(session, hotel, happening.guest_id, known_at)
        await _fire(session, hotel, happening, known_at)


def _known_at(hotel: Hotel, happening: Happening) -> datetime:
    """Since when we know of it, in the hotel's time: a booking of last week that reaches us today
    is news of today."""
    written = happening.created_at + hotel.clock_offset
    return happening.at if abs(written - happening.at) < AT_ONCE else written


async def _fire(
    session: AsyncSession, hotel: Hotel, happening: Happening, known_at: datetime
) -> None:
    """Plan what rules say about this event."""
    rules = [rule for rule in await switched_on(session) if _waits_for(rule, happening)]
    if not rules:
        return
    stay, guest = await _whose(session, happening)
    if guest is None:
        return
    rows = []
    for rule in rules:
        verdict = _verdict(hotel, rule, stay, guest, (happening.at, known_at))
        rows.append(_planned(rule, happening, stay, guest, verdict))
    await keep(session, hotel, rows)


def _waits_for(rule: Rule, happening: Happening) -> bool:
    when = rule.definition.when
    if not isinstance(when, On) or when.event != happening.kind:
        return False
    if rule.on_since is not None and happening.at < rule.on_since:
        return False
    if not when.words:
        return True
    word = str(happening.details.get("word", "")).casefold()
    return word in {each.casefold() for each in when.words}


async def _whose(session: AsyncSession, happening: Happening) -> tuple[StayNow | None, Any]:
    """The stay that it is about, or the guest's present one; and the guest."""
    if happening.stay_id is not None:
        row = await _STAY.first(session, stay=happening.stay_id)
    else:
        row = await _PRESENT.first(session, guest=happening.guest_id, now=happening.at)
    stay = StayNow(*row) if row is not None else None
    guest_id = stay.guest_id if stay else happening.guest_id
    return stay, await _GUEST.first(session, guest=guest_id) if guest_id else None


def _planned(
    rule: Rule, happening: Happening, stay: StayNow | None, guest: Any, verdict: Verdict
) -> Planned:
    details = {**happening.details, "event": happening.kind}
    if happening.about_id is not None:
        details["about_id"] = str(happening.about_id)
    stay_id = stay.id if stay else None
    which = occurrence(rule, happening.id, stay_id, guest.id)
    return Planned(rule.id, stay_id, guest.id, verdict, which, details)


def _verdict(
    hotel: Hotel, rule: Rule, stay: StayNow | None, guest: Any, moments: tuple[datetime, datetime]
) -> Verdict:
    """What the rule does about an event that happened, and was known, at these moments. One that
    is told late counts from then, as long as the message still makes sense."""
    definition, (at, known_at) = rule.definition, moments
    when = definition.when
    assert isinstance(when, On), "only rules on events come here"  # noqa: S101
    if stay is not None:
        barred = bar(definition, stay, hotel)
        anchors = stay.anchors(hotel)
    else:
        barred = consent_bar(definition, guest.stopped_at, guest.service, guest.marketing)
        anchors = Anchors(ZoneInfo(hotel.timezone))
    if barred:
        return Verdict(None, known_at, reason=barred)
    due = at + timedelta(minutes=when.delay_minutes)
    if due < known_at <= due + timedelta(hours=definition.manners.keep_hours):
        due = known_at
    return settle(definition.terms(quiet_hours(hotel)), anchors, due, known_at)


def occurrence(rule: Rule, event_id: UUID, stay_id: UUID | None, guest_id: UUID) -> str:
    """What tells two messages of one rule for one stay apart: nothing, unless it repeats."""
    if rule.definition.manners.once == "each":
        return str(event_id)
    return "" if stay_id is not None else str(guest_id)


_stay, _guest = table_of(Stay), table_of(Guest)
_STAY = Prepared(stays_now().where(_stay.c.id == bindparam("stay")))
_PRESENT = Prepared(
    stays_now()
    .where(_stay.c.guest_id == bindparam("guest"))
    .where(_stay.c.status.not_in([db.word("cancelled"), db.word("no_show")]))
    .order_by(
        (_stay.c.status == "checked_in").desc(),
        (_stay.c.planned_departure >= bindparam("now", type_=DateTime(timezone=True))).desc(),
        _stay.c.planned_arrival,
    )
    .limit(1)
)
_GUEST = Prepared(
    select(_guest.c.id, _guest.c.stopped_at, _guest.c.service, _guest.c.marketing).where(
        _guest.c.id == bindparam("guest")
    )
)
