"""What a stay will send, written down with its moments, and kept right as the stay changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import outbox
from bellhop.db import Prepared, table_of
from bellhop.guests import Guest, Stay
from bellhop.hotels import Hotel
from bellhop.journeys.bars import StayNow, bar, stays_now
from bellhop.journeys.keep import Planned, keep
from bellhop.journeys.models import JourneySend
from bellhop.journeys.planner import Verdict, decide, settle
from bellhop.journeys.rulebook import Rule, switched_on
from bellhop.journeys.walltime import Hours
from bellhop.journeys.when import CLOCKED

_send, _stay, _guest = table_of(JourneySend), table_of(Stay), table_of(Guest)
AFTERWARDS = timedelta(days=120)
"""How long after a departure a stay may still have something to send."""
PLANNED_AGAIN = frozenset({"planned", "skipped", "dropped", "withdrawn"})


async def replan_stay(session: AsyncSession, hotel: Hotel, stay_id: UUID, at: datetime) -> int:
    """Bring the plan of a stay in line with the news of `at`. How many messages changed. Two at
    once, or one and a sending, follow one another: stay and guest are held until the commit."""
    row = await _STAY.first(session, stay=stay_id)
    if row is None:
        return 0
    stay = StayNow(*row)
    standing = {(s.rule_id, s.occurrence): s for s in await _SENDS.all(session, stay=stay_id)}
    rules = {rule.id: rule for rule in await switched_on(session)}
    changed: list[Planned] = []
    for rule in rules.values():
        if isinstance(rule.definition.when, CLOCKED):
            changed += await _of_clock(session, hotel, rule, stay, standing.get((rule.id, "")), at)
    for send in standing.values():
        known = rules.get(send.rule_id)
        if known is None or not isinstance(known.definition.when, CLOCKED):
            changed += await _of_event(session, hotel, known, stay, send, at)
    return await keep(session, hotel, changed)


async def replan_guest(session: AsyncSession, hotel: Hotel, guest_id: UUID, at: datetime) -> None:
    """A guest's consent changed: every stay of theirs whose plan may still move."""
    for row in await _STAYS_OF.all(session, guest=guest_id, since=at - AFTERWARDS):
        await replan_stay(session, hotel, row.id, at)


def quiet_hours(hotel: Hotel) -> Hours:
    return Hours(hotel.rules.quiet_from, hotel.rules.quiet_until)


def verdict_of(
    hotel: Hotel, rule: Rule, stay: StayNow, at: datetime, before: Verdict | None = None
) -> Verdict:
    """What a clocked rule does for this stay after the news of `at`."""
    terms = rule.definition.terms(quiet_hours(hotel))
    barred = bar(rule.definition, stay, hotel)
    return decide(terms, stay.anchors(hotel), at, before=before, barred=barred)


async def _of_clock(
    session: AsyncSession, hotel: Hotel, rule: Rule, stay: StayNow, send: Any, at: datetime
) -> list[Planned]:
    before = as_verdict(send) if send is not None else None
    verdict = verdict_of(hotel, rule, stay, at, before)
    if before is None:
        return [] if verdict.due is None else [Planned(rule.id, stay.id, stay.guest_id, verdict)]
    if not await _may_move(session, hotel, stay, send, verdict):
        return []
    return [Planned(rule.id, stay.id, stay.guest_id, verdict)]


async def _of_event(
    session: AsyncSession, hotel: Hotel, rule: Rule | None, stay: StayNow, send: Any, at: datetime
) -> list[Planned]:
    """An event does not move, so its message is only taken back; or looked at again when it was
    skipped because the guest would be gone."""
    barred = bar(rule.definition, stay, hotel) if rule else "switched_off"
    if barred is None and send.falls_due is not None and rule is not None:
        terms, anchors = rule.definition.terms(quiet_hours(hotel)), stay.anchors(hotel)
        verdict = settle(terms, anchors, send.falls_due, at, before=as_verdict(send))
    elif barred is None:
        return []
    else:
        verdict = Verdict(None, at, reason=barred)
    if send.state not in ("planned", "queued") and send.reason != "after_checkout":
        return []
    if not await _may_move(session, hotel, stay, send, verdict):
        return []
    return [Planned(send.rule_id, stay.id, stay.guest_id, verdict, send.occurrence)]


async def _may_move(
    session: AsyncSession, hotel: Hotel, stay: StayNow, send: Any, verdict: Verdict
) -> bool:
    """Whether what stands differs and is not final. What the outbox still holds is taken back when
    it may not go any more, or not yet."""
    same = as_verdict(send) == verdict and send.guest_id == stay.guest_id
    if same or send.by_hand is not None:
        return False
    if send.state == "queued":
        goes_now = verdict.due == send.falls_due or (verdict.goes_at or hotel.now()) <= hotel.now()
        if send.outbox_id is None or (verdict.goes_at is not None and goes_now):
            return False
        reason = verdict.reason or "stay_changed"
        if not await outbox.take_back(session, hotel, send.outbox_id, reason):
            return False
        await _TAKEN_BACK.run(session, send=send.id)
        return True
    if send.state == "dropped":
        return bool(verdict.due != send.falls_due)
    return send.state in PLANNED_AGAIN


def as_verdict(send: Any) -> Verdict:
    """What was decided before, as the planner remembers it."""
    goes_at = send.goes_at if send.state in ("planned", "queued") else None
    return Verdict(send.falls_due, send.known_at, goes_at=goes_at, reason=send.reason)


_STAY = Prepared(
    stays_now()
    .where(_stay.c.id == bindparam("stay"))
    .with_for_update(of=[_stay, _guest], key_share=True)
)
_SENDS = Prepared(
    select(
        _send.c.id,
        _send.c.rule_id,
        _send.c.occurrence,
        _send.c.guest_id,
        _send.c.state,
        _send.c.falls_due,
        _send.c.known_at,
        _send.c.goes_at,
        _send.c.reason,
        _send.c.by_hand,
        _send.c.outbox_id,
    ).where(_send.c.stay_id == bindparam("stay"))
)
_STAYS_OF = Prepared(
    select(_stay.c.id)
    .where(
        _stay.c.guest_id == bindparam("guest"),
        _stay.c.planned_departure > bindparam("since", type_=DateTime(timezone=True)),
    )
    .order_by(_stay.c.id)
)
_TAKEN_BACK = Prepared(
    _send.update()
    .where(_send.c.id == bindparam("send"))
    .values(state="withdrawn", outbox_id=None, message_id=None, sent_at=None)
)
