"""What the page of one rule shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import journeys
from bellhop.console.desk import Desk
from bellhop.console.journeys import forms
from bellhop.errors import NotFound
from bellhop.guests import Guest, Stay
from bellhop.journeys import JourneySend, Rule

# words: begin
STEPS = {
    "planned": "Planned",
    "sent": "Sent",
    "delivered": "Delivered",
    "read": "Read",
    "answered": "Answered",
}
OPS = {
    "is": "is",
    "is_not": "is not",
    "in": "is one of",
    "not_in": "is none of",
    "at_least": "at least",
    "at_most": "at most",
    "has": "include",
    "has_not": "do not include",
    "known": "is known",
}
EVENTS = {
    "booked": "a booking comes",
    "checked_in": "the guest checks in",
    "checked_out": "the guest checks out",
    "cancelled": "the booking is cancelled",
    "no_show": "the guest does not come",
    "room_ready": "the room is ready",
    "moved": "the guest moves to another room",
    "message": "the guest writes one of the words",
    "unhappy": "the guest sounds unhappy",
    "alert_resolved": "an alert is resolved",
    "rated": "the guest gives a rating",
    "case_solved": "a complaint is solved",
}
ANCHORS = {
    "checkin": "arrival",
    "checkout": "departure",
    "booking": "booking",
    "middle": "the middle of the stay",
}
ONCE = {
    "stay": "once a stay",
    "guest": "once for a guest",
    "year": "once a year",
    "each": "each time",
}
LATE = {
    "skip": "not at all",
    "now": "at once",
    "merge": "with the next message",
}
AUDIENCES = {
    "in_house": "guests in house",
    "coming": "guests who will come",
    "gone": "guests who have left",
}
VALUES = {
    "booked": "booked",
    "checked_in": "checked in",
    "checked_out": "checked out",
    "cancelled": "cancelled",
    "no_show": "did not come",
    "positive": "good",
    "neutral": "calm",
    "negative": "bad",
    "monday": "Monday",
    "tuesday": "Tuesday",
    "wednesday": "Wednesday",
    "thursday": "Thursday",
    "friday": "Friday",
    "saturday": "Saturday",
    "sunday": "Sunday",
}
# words: end
LOOKED_BACK = timedelta(days=30)
EXAMPLES = 12
OFFERS = (
    "скидк", "акци", "спецпредлож", "промокод", "распродаж", "discount", "special offer", "sale",
    "promo", "% off",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One condition of the sentence, with what its form needs."""

    number: int
    said: str
    fact: str
    name: str
    op: str
    ops: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the funnel; `share` is of the step before it."""

    name: str
    count: int
    width: float
    share: int | None


@dataclass(frozen=True, slots=True)
class Example:
    """A stay whose guest the words can be tried on."""

    stay_id: UUID
    name: str
    room: str


async def one(session: AsyncSession, rule_id: UUID) -> Rule:
    """Raises NotFound."""
    for rule in await journeys.rules(session):
        if rule.id == rule_id:
            return rule
    raise NotFound("there is no such rule")


def slots(rule: Rule, language: str) -> tuple[str, list[Slot]] | None:
    """The conditions as slots with what joins them; None when they are nested."""
    found = forms.flat(forms.data_of(rule.definition)["who"])
    if found is None:
        return None
    join, parts = found
    who: Any = rule.definition.who
    tests = [who] if len(parts) == 1 else getattr(who, join, ())
    made = [
        slot(number, part, journeys.of_condition(test, language), language)
        for number, (part, test) in enumerate(zip(parts, tests, strict=True))
    ]
    return join, made


def slot(number: int, part: forms.Data, said: str, language: str) -> Slot:
    fact = journeys.FACTS.get(part["fact"])
    name = part["fact"].partition(".")[2] or part["fact"]
    if fact is not None:
        name = fact.ru if language == "ru" else fact.en
    value = part.get("value", "")
    return Slot(
        number,
        said,
        part["fact"],
        name,
        part.get("op", ""),
        fact.ops if fact else ("is", "is_not", "in", "not_in", "known"),
        ", ".join(value) if isinstance(value, list) else str(value),
        fact.choices if fact else (),
        fact.type if fact else "word",
    )


async def funnel(session: AsyncSession, desk: Desk, rule: Rule) -> list[Step]:
    """Planned, sent, delivered, read, answered in the last days; empty when nothing was."""
    since = desk.hotel.now() - LOOKED_BACK
    found = await journeys.funnel(session, desk.hotel, rule.id, since)
    ahead = select(JourneySend.id).where(
        JourneySend.rule_id == rule.id, JourneySend.state == "planned"
    )
    waiting = len((await session.execute(ahead.limit(5_000))).all())
    found["planned"] = found["sent"] + waiting
    steps = [(name, found[key]) for key, name in STEPS.items()]
    top = steps[0][1]
    if not top:
        return []
    before = [None, *(count for _, count in steps[:-1])]
    return [
        Step(name, count, 100 * count / top, round(100 * count / last) if last else None)
        for (name, count), last in zip(steps, before, strict=True)
    ]


async def kept_back(session: AsyncSession, desk: Desk, rule: Rule) -> list[tuple[str, int]]:
    """Why this rule's messages did not go, most frequent first."""
    since = desk.hotel.now() - LOOKED_BACK
    query = select(JourneySend.reason).where(
        JourneySend.rule_id == rule.id,
        JourneySend.state.in_(("skipped", "dropped")),
        JourneySend.known_at >= since,
    )
    found = Counter(await session.scalars(query.limit(5_000)))
    language = desk.words.language
    return [
        (journeys.reason_in_words(code, language), count)
        for code, count in found.most_common(5)
        if code
    ]


async def examples(session: AsyncSession, desk: Desk) -> list[Example]:
    """Guests of now and of the next days, to read the words as."""
    now = desk.hotel.now()
    query = (
        select(Stay.id, Guest.name, Stay.room)
        .join(Guest, (Guest.hotel_id == Stay.hotel_id) & (Guest.id == Stay.guest_id))
        .where(
            Stay.planned_departure >= now - timedelta(days=1),
            Stay.planned_arrival < now + timedelta(days=21),
            Stay.status.in_(("booked", "checked_in")),
        )
        .order_by(Stay.planned_arrival)
        .limit(EXAMPLES)
    )
    return [Example(*row) for row in await session.execute(query)]


def offers_something(text: str) -> bool:
    """Whether the words sound like an offer, which needs another consent."""
    return any(word in text.casefold() for word in OFFERS)


def as_data(rule: Rule) -> str:
    """The definition for the field of the data."""
    return orjson.dumps(forms.data_of(rule.definition), option=orjson.OPT_INDENT_2).decode()
