"""What a person decides about one planned message, or says to everybody in house."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, jobs
from bellhop.db import table_of
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.guests import Stay
from bellhop.hotels import Hotel
from bellhop.jobs import Job
from bellhop.journeys import catalogue
from bellhop.journeys.definition import LONGEST
from bellhop.journeys.keep import Planned, keep
from bellhop.journeys.models import JourneyRule, JourneySend
from bellhop.journeys.plan import quiet_hours
from bellhop.journeys.planner import Verdict, settle
from bellhop.journeys.rulebook import one_rule
from bellhop.journeys.rules import install
from bellhop.journeys.when import Anchors

_send, _stay = table_of(JourneySend), table_of(Stay)
DISRUPTION = "disruption"


async def skip(session: AsyncSession, hotel: Hotel, send_id: UUID) -> None:
    """It will not go, whatever happens to the stay. Raises Refused when it has gone already."""
    await _change(
        session,
        send_id,
        state="skipped",
        by_hand="skipped",
        reason="skipped_by_hand",
        due_at=None,
        goes_at=None,
    )
    _ = hotel


async def send_now(session: AsyncSession, hotel: Hotel, send_id: UUID) -> None:
    """It goes at once, also when it had been skipped or dropped. Consent and the state of the stay
    count all the same. Raises Refused when it has gone already."""
    now = hotel.now()
    await _change(
        session,
        send_id,
        state="planned",
        by_hand="now",
        reason=None,
        goes_at=now,
        due_at=now - hotel.clock_offset,
    )
    jobs.enqueue(session, Job.SEND_JOURNEY, hotel.id, send_id)


async def change_text(
    session: AsyncSession, hotel: Hotel, send_id: UUID, words: str | None
) -> None:
    """Words of its own for this one message, sent as they are; None: the rule's again."""
    if words is not None and not 0 < len(words.strip()) <= LONGEST:
        raise BadInput(f"a text has 1 to {LONGEST} letters")
    await _change(session, send_id, words=words.strip() if words else None)
    _ = hotel


async def broadcast(session: AsyncSession, hotel: Hotel, text: str, *, urgent: bool) -> int:
    """Tell every guest in house about a disruption; how many they are. Quiet hours are waited out
    unless it is urgent."""
    if not 0 < len(text.strip()) <= LONGEST:
        raise BadInput(f"a text has 1 to {LONGEST} letters")
    rule_id = await _disruption(session, hotel)
    rule = await one_rule(session, rule_id)
    assert rule is not None, "it was just made"  # noqa: S101
    in_house = await session.execute(
        select(_stay.c.id, _stay.c.guest_id).where(_stay.c.status == "checked_in")
    )
    now, occurrence = hotel.now(), str(clock.new_id())
    terms = rule.definition.terms(quiet_hours(hotel))
    verdict = settle(terms, Anchors(ZoneInfo(hotel.timezone)), now, now)
    if urgent:
        verdict = Verdict(now, now, goes_at=now)
    rows = [
        Planned(rule_id, row.id, row.guest_id, verdict, occurrence, {"text": text.strip()})
        for row in in_house
    ]
    await keep(session, hotel, rows)
    if urgent:
        await session.execute(
            update(JourneySend)
            .where(JourneySend.rule_id == rule_id, JourneySend.occurrence == occurrence)
            .values(by_hand="now")
        )
    return len(rows)


async def _disruption(session: AsyncSession, hotel: Hotel) -> UUID:
    """The rule that carries broadcasts; it is made, and on, when it is needed first."""
    query = select(JourneyRule).where(JourneyRule.key == DISRUPTION)
    rule = (await session.execute(query)).scalar_one_or_none()
    if rule is None:
        assert any(ready.key == DISRUPTION for ready in catalogue.RULES)  # noqa: S101
        await install(session, hotel)
        rule = (await session.execute(query)).scalar_one()
    if not rule.is_on:
        rule.is_on, rule.changed_at = True, hotel.now()
        await session.flush()
    return rule.id


async def _change(session: AsyncSession, send_id: UUID, **values: Any) -> None:
    changed = await session.execute(
        update(JourneySend)
        .where(JourneySend.id == send_id, JourneySend.state.not_in(("queued", "merged")))
        .values(**values)
        .returning(JourneySend.id)
    )
    if changed.scalar_one_or_none() is not None:
        return
    if await session.scalar(select(JourneySend.id).where(JourneySend.id == send_id)) is None:
        raise NotFound("there is no such message")
    raise Refused("this message has gone already")
