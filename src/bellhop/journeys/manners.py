"""The last look before a message goes: whether it still may, and whether it is polite now.

Pure: what must be known is handed over, so a forecast decides with the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bellhop.hotels import Hotel
from bellhop.journeys.bars import consent_bar, status_bar
from bellhop.journeys.conditions import failing
from bellhop.journeys.limits import Heard
from bellhop.journeys.plan import quiet_hours
from bellhop.journeys.planner import wait
from bellhop.journeys.rulebook import Rule
from bellhop.journeys.when import Anchors

LOOK_AGAIN = timedelta(minutes=5)
YEAR = timedelta(days=300)
"""Once a year leaves room for a date that moves."""


@dataclass(frozen=True, slots=True)
class Talk:
    """How things stand in the guest's chat; all empty where there is none yet."""

    reachable: bool = True
    never_automatic: bool = False
    held_until: datetime | None = None
    wrote_at: datetime | None = None
    alert_open: bool = False
    number_restricted: bool = False
    first_contact: bool = False
    contacts_left: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Past:
    """What this guest was sent before: what counts, and when each rule last spoke."""

    heard: Heard = field(default_factory=lambda: Heard(None, {}))
    rule_sent_at: Mapping[Any, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One message that is due, with all that decides about it."""

    rule: Rule
    hotel: Hotel
    now: datetime
    anchors: Anchors
    goes_at: datetime
    facts: Mapping[str, Any]
    status: str | None
    stopped_at: datetime | None
    service: bool | None
    marketing: bool | None
    talk: Talk
    past: Past
    by_hand: bool = False
    too_much: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of it: `go`, `wait` until a moment, or an end (withdrawn, skipped, dropped)."""

    deed: str
    reason: str | None = None
    until: datetime | None = None


GO = Outcome("go")


def judge(case: Case) -> Outcome:
    return may_not(case) or _impolite(case) or GO


def may_not(case: Case) -> Outcome | None:
    """What no hotel can switch off."""
    definition = case.rule.definition
    barred = consent_bar(definition, case.stopped_at, case.service, case.marketing)
    if barred is None and case.status is not None:
        barred = status_bar(definition, case.status)
    if not case.rule.is_on and not case.by_hand:
        barred = "switched_off"
    if barred:
        return Outcome("withdrawn", barred)
    checkout = case.anchors.checkout
    if definition.manners.in_stay and checkout is not None and case.now >= checkout:
        return Outcome("skipped", "after_checkout")
    if definition.who is not None and failing(definition.who, case.facts) is not None:
        return Outcome("dropped", "not_for_this_guest")
    if _received_before(case):
        return Outcome("dropped", "received_before")
    if case.talk.never_automatic:
        return Outcome("dropped", "never_automatic")
    if not case.talk.reachable:
        return Outcome("dropped", "no_address")
    return None


def _received_before(case: Case) -> bool:
    sent = case.past.rule_sent_at.get(case.rule.id)
    match case.rule.definition.manners.once:
        case "guest":
            return sent is not None
        case "year":
            return sent is not None and case.now - sent < YEAR
        case _:
            return False


def _impolite(case: Case) -> Outcome | None:
    manners = case.rule.definition.manners
    if manners.urgent or case.by_hand:
        return None
    quiet = case.rule.definition.terms(quiet_hours(case.hotel)).quiet
    morning = wait(case.now, quiet, case.anchors)
    if not case.hotel.rules.journey_manners:
        return Outcome("wait", "quiet_hours", morning) if morning > case.now else None
    if case.now > case.goes_at + timedelta(hours=manners.keep_hours):
        return Outcome("dropped", "too_late")
    if morning > case.now:
        return Outcome("wait", "quiet_hours", morning)
    held = _bad_moment(case)
    if held is None and case.too_much is not None:
        return Outcome("dropped", case.too_much)
    return held


def _bad_moment(case: Case) -> Outcome | None:
    """It waits while the guest is being talked with, and while the number must be spared."""
    talk, now = case.talk, case.now
    if talk.held_until is not None and talk.held_until > now:
        return Outcome("wait", "person_talks", min(talk.held_until, now + LOOK_AGAIN))
    if talk.alert_open:
        return Outcome("wait", "alert_open", now + LOOK_AGAIN)
    pause = timedelta(minutes=case.hotel.rules.guest_wrote_minutes)
    if talk.wrote_at is not None and now < talk.wrote_at + pause:
        return Outcome("wait", "guest_wrote", talk.wrote_at + pause)
    if talk.number_restricted:
        return Outcome("wait", "number_restricted", now + LOOK_AGAIN)
    if talk.first_contact and talk.contacts_left <= 0:
        return Outcome("wait", "number_is_new", now + 12 * LOOK_AGAIN)
    return None
