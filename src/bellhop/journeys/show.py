"""What people see: what will go to a stay and why, what goes today, what is held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.conversations import Message
from bellhop.db import Prepared, table_of, word
from bellhop.errors import BadInput, NotFound
from bellhop.guests import Guest, Stay
from bellhop.hotels import Hotel
from bellhop.journeys import facts, look
from bellhop.journeys.bars import StayNow, bar, stays_now
from bellhop.journeys.conditions import facts_of, failing
from bellhop.journeys.limits import Candidate, too_much
from bellhop.journeys.models import JourneySend
from bellhop.journeys.rulebook import Rule, all_rules
from bellhop.journeys.sentences import of_condition, of_when, reason
from bellhop.journeys.when import CLOCKED
from bellhop.journeys.wording import language_of, write

_send, _stay, _guest = table_of(JourneySend), table_of(Stay), table_of(Guest)
_message = table_of(Message)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a plan. `fate`: went, will_go, waits (for an event or a better moment) or
    will_not. `at` is the hotel's moment; `why` a sentence in the hotel's language; `editable`: a
    person may still skip it, send it now or change its words."""

    send_id: UUID | None
    rule_id: UUID
    key: str
    name: str
    fate: str
    at: datetime | None
    reason: str | None
    why: str
    text: str
    by_hand: str | None
    editable: bool
    guest_id: UUID | None = None
    guest_name: str = ""
    stay_id: UUID | None = None
    message_id: UUID | None = None


async def plan_of_stay(session: AsyncSession, hotel: Hotel, stay_id: UUID) -> list[Entry]:
    """What will go, when and why; and what will not, and why not: every rule that is on, and what
    went before, in the order of time. Raises NotFound."""
    row = await _STAY.first(session, stay=stay_id)
    if row is None:
        raise NotFound("there is no such stay")
    stay = StayNow(*row)
    guest = await _GUEST.first(session, guest=stay.guest_id)
    whole = (await look.stays(session, [stay_id]))[stay_id]
    sends = await _OF_STAY.all(session, stay=stay_id)
    rules = {rule.id: rule for rule in await all_rules(session)}
    known = await _facts(session, hotel, rules.values(), whole, guest)
    limits = await _limits(session, hotel, rules, known, stay.guest_id)
    entries = []
    for send in sends:
        rule = rules[send.rule_id]
        fate, code = _fate(rule, send, known, limits)
        text = _text(hotel, rule, send, whole, guest)
        entries.append(_entry(hotel, rule, send, fate, code, text))
    told = {send.rule_id for send in sends}
    others = [rule for rule in rules.values() if rule.is_on and rule.id not in told]
    entries += [_unplanned(hotel, rule, stay) for rule in others]
    return sorted(entries, key=lambda entry: (entry.at is None, entry.at or hotel.now()))


async def today(session: AsyncSession, hotel: Hotel) -> list[Entry]:
    """What went today and what is still to go, of all stays."""
    start = hotel.local(hotel.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + timedelta(days=1)
    rows = []
    for rule in await all_rules(session):
        rows += await _SENT.all(session, rule=rule.id, since=start, until=end)
    rows += await _DUE.all(session, until=end - hotel.clock_offset)
    return await _entries(session, hotel, rows)


async def held(session: AsyncSession, hotel: Hotel) -> list[Entry]:
    """What should have gone and waits for a better moment."""
    rows = await _DUE.all(session, until=hotel.now() + timedelta(days=60) - hotel.clock_offset)
    waiting = [row for row in rows if row.reason is not None and row.goes_at <= hotel.now()]
    return await _entries(session, hotel, waiting)


async def _entries(session: AsyncSession, hotel: Hotel, rows: list[Any]) -> list[Entry]:
    rules = {rule.id: rule for rule in await all_rules(session)}
    found = []
    for row in rows:
        fate = {"planned": "waits" if row.reason else "will_go", "queued": "went",
                "merged": "went"}.get(row.state, "will_not")  # fmt: skip
        found.append(_entry(hotel, rules[row.rule_id], row, fate, row.reason, row.words or ""))
    return sorted(found, key=lambda entry: entry.at or hotel.now())


def _fate(
    rule: Rule, send: Any, known: Mapping[str, Any], limits: Mapping[UUID, str]
) -> tuple[str, str | None]:
    if send.state in ("queued", "merged"):
        return "went", None
    if send.state != "planned":
        return "will_not", send.reason
    if send.by_hand == "now":
        return "will_go", None
    who = rule.definition.who
    if who is not None and failing(who, known) is not None:
        return "will_not", "not_for_this_guest"
    if send.id in limits:
        return "will_not", limits[send.id]
    return ("waits", send.reason) if send.reason else ("will_go", None)


def _entry(hotel: Hotel, rule: Rule, send: Any, fate: str, code: str | None, text: str) -> Entry:
    definition, locale = rule.definition, hotel.locale
    why = of_when(definition.when, locale)
    if code:
        why = reason(code, locale)
        if code == "not_for_this_guest":
            why += f": {of_condition(definition.who, locale)}"
    at = send.sent_at or send.goes_at or send.falls_due
    return Entry(
        send.id,
        rule.id,
        rule.key,
        rule.name,
        fate,
        at,
        code,
        why,
        text,
        send.by_hand,
        editable=send.state not in ("queued", "merged"),
        guest_id=send.guest_id,
        guest_name=getattr(send, "name", ""),
        stay_id=send.stay_id,
        message_id=send.message_id,
    )


def _unplanned(hotel: Hotel, rule: Rule, stay: StayNow) -> Entry:
    """A rule that has nothing written down for this stay, and why."""
    code = bar(rule.definition, stay, hotel)
    clocked = isinstance(rule.definition.when, CLOCKED)
    code = code or ("past" if clocked else "waits_for_event")
    why = reason(code, hotel.locale)
    if code == "waits_for_event":
        why = of_when(rule.definition.when, hotel.locale)
    fate = "waits" if code in ("waits_for_event", "waits_for_checkin") else "will_not"
    return Entry(None, rule.id, rule.key, rule.name, fate, None, code, why, "", None,
                 editable=False, stay_id=stay.id, guest_id=stay.guest_id)  # fmt: skip


async def _facts(
    session: AsyncSession, hotel: Hotel, rules: Any, stay: Any, guest: Any
) -> dict[str, Any]:
    known = facts.of_stay(hotel, stay, guest)
    names = {name for rule in rules for name in facts_of(rule.definition.who)}
    return known | dict(await facts.ask(session, names, guest.id, stay.id, hotel.now()))


async def _limits(
    session: AsyncSession,
    hotel: Hotel,
    rules: Mapping[UUID, Rule],
    known: Mapping[str, Any],
    guest_id: UUID,
) -> dict[UUID, str]:
    """What will be too much for the guest, as things are."""
    if not hotel.rules.journey_manners:
        return {}
    sends = await look.sends_of(session, guest_id)
    candidates = []
    for send in sends:
        rule = rules[send.rule_id]
        manners, who = rule.definition.manners, rule.definition.who
        fits = who is None or failing(who, known) is None
        if send.state == "planned" and send.goes_at and rule.is_on and manners.counts and fits:
            goes_at = max(send.goes_at, hotel.now())
            candidates.append(Candidate(send.id, send.stay_id, goes_at, manners.priority))
    pause = timedelta(hours=hotel.rules.proactive_pause_hours)
    return too_much(candidates, look.past_of(sends).heard, pause, hotel.rules.proactive_per_stay)


def _text(hotel: Hotel, rule: Rule, send: Any, stay: Any, guest: Any) -> str:
    """The words as they stand now; those of a message that went are in its chat."""
    if send.words is not None:
        return str(send.words)
    language = language_of(guest.language, country=guest.country, hotel=hotel)
    extra = {"event": send.details or {}}
    try:
        what = rule.definition.what
        return write(what, hotel, stay, (guest.name, language), send.id, extra).text
    except BadInput as error:
        return str(error)


async def funnel(
    session: AsyncSession, hotel: Hotel, rule_id: UUID, since: datetime
) -> dict[str, int]:
    """What became of a rule's messages since then: sent, delivered, read, answered within a day,
    failed; and how many guests said stop within a day."""
    _ = hotel
    rows = await _FUNNEL.all(session, rule=rule_id, since=since)
    count = {"sent": len(rows), "delivered": 0, "read": 0, "failed": 0, "answered": 0, "stopped": 0}
    for row in rows:
        count["delivered"] += row.status in ("delivered", "read")
        count["read"] += row.status == "read"
        count["failed"] += row.status in ("failed", "withdrawn")
        count["answered"] += row.answered_at is not None
        stopped = row.stopped_at is not None and row.stopped_at >= row.sent_at
        count["stopped"] += stopped and row.stopped_at < row.sent_at + timedelta(days=1)
    return count


_STAY = Prepared(stays_now().where(_stay.c.id == bindparam("stay")))
_GUEST = Prepared(
    select(_guest.c.id, _guest.c.name, _guest.c.language, _guest.c.country, _guest.c.tags).where(
        _guest.c.id == bindparam("guest")
    )
)
_SHOWN = (
    _send.c.id,
    _send.c.rule_id,
    _send.c.stay_id,
    _send.c.guest_id,
    _send.c.state,
    _send.c.falls_due,
    _send.c.goes_at,
    _send.c.due_at,
    _send.c.reason,
    _send.c.by_hand,
    _send.c.words,
    _send.c.details,
    _send.c.sent_at,
    _send.c.message_id,
    _guest.c.name,
)
_shown = select(*_SHOWN).join(
    _guest, (_guest.c.hotel_id == _send.c.hotel_id) & (_guest.c.id == _send.c.guest_id)
)
_OF_STAY = Prepared(_shown.where(_send.c.stay_id == bindparam("stay")))
_SENT = Prepared(
    _shown.where(
        _send.c.rule_id == bindparam("rule"),
        _send.c.sent_at >= bindparam("since"),
        _send.c.sent_at < bindparam("until"),
    ).limit(500)
)
_DUE = Prepared(
    _shown.where(_send.c.due_at.is_not(None), _send.c.due_at < bindparam("until"))
    .order_by(_send.c.due_at)
    .limit(500)
)
_answer = _message.alias("answer")
_FUNNEL = Prepared(
    select(
        _message.c.status,
        _send.c.sent_at,
        _guest.c.stopped_at,
        select(_answer.c.occurred_at)
        .where(
            _answer.c.hotel_id == _message.c.hotel_id,
            _answer.c.conversation_id == _message.c.conversation_id,
            _answer.c.direction == word("in"),
            _answer.c.occurred_at > _message.c.occurred_at,
            _answer.c.occurred_at < _message.c.occurred_at + timedelta(days=1),
        )
        .limit(1)
        .scalar_subquery()
        .label("answered_at"),
    )
    .join(
        _message, (_message.c.hotel_id == _send.c.hotel_id) & (_message.c.id == _send.c.message_id)
    )
    .join(_guest, (_guest.c.hotel_id == _send.c.hotel_id) & (_guest.c.id == _send.c.guest_id))
    .where(_send.c.rule_id == bindparam("rule"), _send.c.sent_at >= bindparam("since"))
)
