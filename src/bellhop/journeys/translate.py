"""A rule's words in the languages that the hotel lets a model write.

They are kept in the rule beside the others and marked as the model's; when the hotel's own words
change they go and are written anew. Until they are there, and where no faithful translation came,
a guest gets the hotel's language.
"""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import ai, clock, db, hotels, log
from bellhop.ai import CallRecord
from bellhop.conversations import ModelCall
from bellhop.errors import BadInput
from bellhop.hotels import Hotel
from bellhop.journeys import templates
from bellhop.journeys.definition import Definition, Variant, What
from bellhop.journeys.models import JourneyRule

logger = log.get(__name__)


async def translate_rule(hotel_id: UUID, rule_id: UUID) -> None:
    """The step of TRANSLATE_RULE: read, ask without a transaction, write if nobody was quicker."""
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        row = await session.scalar(select(JourneyRule).where(JourneyRule.id == rule_id))
        if row is None:
            return
        version, definition = row.version, Definition.model_validate(row.definition)
    missing = languages_missing(hotel, definition.what)
    found: dict[str, tuple[Variant, ...]] = {}
    calls: list[CallRecord] = []
    for language in missing:
        words = await _in(language, hotel, definition.what, calls)
        if words is not None:
            found[language] = words
    async with db.hotel(hotel_id) as session:
        await _keep_costs(session, hotel_id, calls)
        if found:
            await _keep(session, rule_id, version, found)
    logger.info("rule_translated", rule_id=str(rule_id), languages=sorted(found), asked=missing)


def languages_missing(hotel: Hotel, what: What) -> list[str]:
    """What the hotel lets a model write and the rule does not say yet."""
    if not what.texts:
        return []
    return [lang for lang in hotel.rules.journey_languages if not what.texts.get(lang)]


def own_words(what: What) -> dict[str, tuple[Variant, ...]]:
    """The hotel's own, without a model's."""
    return {lang: texts for lang, texts in what.texts.items() if lang not in what.by_model}


async def _in(
    language: str, hotel: Hotel, what: What, calls: list[CallRecord]
) -> tuple[Variant, ...] | None:
    own = own_words(what)
    source = own.get(hotel.locale[:2].lower()) or own.get("en") or next(iter(own.values()), ())
    written: list[Variant] = []
    for variant in source:
        told = await ai.translate(
            variant.text,
            language,
            hotel_id=str(hotel.id),
            regions=tuple(hotel.rules.regions),
        )
        calls.extend(told.calls)
        if told.text is None:
            return None
        try:
            templates.check(told.text)
        except BadInput:
            return None
        written.append(variant.model_copy(update={"text": told.text}))
    return tuple(written) or None


async def _keep(
    session: AsyncSession, rule_id: UUID, version: int, found: dict[str, tuple[Variant, ...]]
) -> None:
    row = await session.scalar(
        select(JourneyRule).where(JourneyRule.id == rule_id).with_for_update(key_share=True)
    )
    if row is None or row.version != version:
        return  # the words changed meanwhile, and a newer job is on its way
    definition = Definition.model_validate(row.definition)
    what = definition.what.model_copy(
        update={
            "texts": {**definition.what.texts, **found},
            "by_model": tuple(sorted({*definition.what.by_model, *found})),
        }
    )
    whole = definition.model_copy(update={"what": what})
    row.definition = whole.model_dump(mode="json", by_alias=True)
    row.version += 1
    await session.flush()


async def _keep_costs(session: AsyncSession, hotel_id: UUID, calls: list[CallRecord]) -> None:
    if calls:
        made = {"hotel_id": hotel_id, "created_at": clock.now()}
        rows = [{**made, "id": clock.new_id(), **asdict(call)} for call in calls]
        await session.execute(insert(ModelCall), rows)
