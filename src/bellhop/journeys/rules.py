"""Keeping rules: written, changed, switched on and off. Their plan follows as a job."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, jobs
from bellhop.errors import BadInput, NotFound
from bellhop.hotels import Hotel, HotelRecord
from bellhop.jobs import Job
from bellhop.journeys import catalogue, templates
from bellhop.journeys.conditions import Tree, facts_of
from bellhop.journeys.definition import Definition
from bellhop.journeys.facts import FACTS
from bellhop.journeys.models import JourneyRule
from bellhop.journeys.rulebook import switched_on
from bellhop.journeys.strike import next_strike
from bellhop.journeys.translate import languages_missing, own_words
from bellhop.journeys.when import Cron, On

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


def read_definition(given: dict[str, Any]) -> Definition:
    """A definition from outside, with every text tried. Raises BadInput with the place and why."""
    try:
        definition = Definition.model_validate(given)
        Tree(who=definition.who)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(
            f"the rule cannot be read at {where or 'its start'}: {first['msg']}"
        ) from None
    for name in facts_of(definition.who):
        if name not in FACTS and not name.startswith("attribute."):
            raise BadInput(f"there is no fact called {name!r}")
    for lang, variants in definition.what.texts.items():
        for variant in variants:
            try:
                templates.check(variant.text)
            except BadInput as error:
                raise BadInput(f"{lang}: {error}") from None
    return definition


async def install(session: AsyncSession, hotel: Hotel) -> int:
    """The standard catalogue, switched off; rules that the hotel has already stay as they are.
    How many are new."""
    known = set((await session.execute(select(JourneyRule.key))).scalars())
    count = 0
    for position, ready in enumerate(catalogue.RULES):
        if ready.key in known:
            continue
        session.add(_row(hotel, ready.key, ready.name(hotel.locale), position, ready.definition))
        count += 1
    await session.flush()
    return count


async def save_rule(
    session: AsyncSession, hotel: Hotel, *, key: str, name: str, definition: Definition
) -> UUID:
    """Write a rule, or a new version of it. A new one is switched off. Raises BadInput."""
    if not _KEY.fullmatch(key):
        raise BadInput("a rule's key is lower-case latin letters, digits and underscores")
    if not name.strip():
        raise BadInput("a rule needs a name")
    row = (
        await session.execute(
            select(JourneyRule).where(JourneyRule.key == key).with_for_update(key_share=True)
        )
    ).scalar_one_or_none()
    if row is None:
        last = await session.scalar(select(func.max(JourneyRule.position)))
        row = _row(hotel, key, name.strip(), (last or 0) + 1, definition)
        session.add(row)
        await session.flush()
        return row.id
    row.name, row.version = name.strip(), row.version + 1
    before = Definition.model_validate(row.definition)
    row.definition = stored(_without_stale(before, definition))
    await _changed(session, hotel, row)
    return row.id


async def switch(session: AsyncSession, hotel: Hotel, rule_id: UUID, *, on: bool) -> None:
    """On: what is still ahead is planned for every stay. Off: what was planned is taken back."""
    row = (
        await session.execute(
            select(JourneyRule).where(JourneyRule.id == rule_id).with_for_update(key_share=True)
        )
    ).scalar_one_or_none()
    if row is None:
        raise NotFound("there is no such rule")
    if row.is_on == on:
        return
    row.is_on = on
    row.on_since = hotel.now() if on else None
    await _changed(session, hotel, row)


async def plan_again(session: AsyncSession, hotel: Hotel) -> None:
    """The hotel lies in another time zone: every rule's plan follows."""
    for row in await session.scalars(
        select(JourneyRule).where(JourneyRule.is_on).with_for_update()
    ):
        await _changed(session, hotel, row)


def _without_stale(before: Definition, after: Definition) -> Definition:
    """What a model wrote after words that have changed since is not kept."""
    what = after.what
    if own_words(before.what) == own_words(what):
        return after
    kept = what.model_copy(update={"texts": own_words(what) or what.texts, "by_model": ()})
    return after.model_copy(update={"what": kept})


async def id_of(session: AsyncSession, key: str) -> UUID:
    found = await session.scalar(select(JourneyRule.id).where(JourneyRule.key == key))
    if found is None:
        raise NotFound(f"there is no rule called {key!r}")
    return found


def stored(definition: Definition) -> dict[str, Any]:
    """A definition as it is kept."""
    return definition.model_dump(mode="json", by_alias=True)


def _row(hotel: Hotel, key: str, name: str, position: int, definition: Definition) -> JourneyRule:
    return JourneyRule(
        hotel_id=hotel.id,
        id=clock.new_id(),
        key=key,
        name=name,
        position=position,
        definition=stored(definition),
        changed_at=hotel.now(),
    )


async def _changed(session: AsyncSession, hotel: Hotel, row: JourneyRule) -> None:
    """The plan follows, from the first stay on; so do the clock and the words that are watched."""
    row.changed_at = hotel.now()
    row.plan_due_at, row.plan_after = clock.now(), None
    when = Definition.model_validate(row.definition).when
    row.strikes_at = row.cron_due_at = None
    if row.is_on and languages_missing(hotel, Definition.model_validate(row.definition).what):
        jobs.enqueue(session, Job.TRANSLATE_RULE, hotel.id, row.id)
    if row.is_on and isinstance(when, Cron):
        row.strikes_at = next_strike(when.cron, hotel, hotel.now())
        row.cron_due_at = row.strikes_at - hotel.clock_offset
    await session.flush()
    await _watch_words(session)
    jobs.enqueue(session, Job.PLAN_RULE, hotel.id, row.id)


async def _watch_words(session: AsyncSession) -> None:
    """The hotel's list of watched words is what its rules wait for."""
    words = {
        word.casefold()
        for rule in await switched_on(session)
        if isinstance(rule.definition.when, On) and rule.definition.when.event == "message"
        for word in rule.definition.when.words
    }
    row = (await session.execute(select(HotelRecord).with_for_update(key_share=True))).scalar_one()
    if sorted(words) != row.rules.get("watched_words", []):
        row.rules = row.rules | {"watched_words": sorted(words)}
        await session.flush()
