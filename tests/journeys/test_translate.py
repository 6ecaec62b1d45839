"""A rule's words in languages that only a model writes, where the hotel allows it."""

import pytest

from bellhop import ai, db, journeys
from bellhop import hotels as room
from bellhop.ai import CallRecord, Translated
from bellhop.conversations import ModelCall
from bellhop.jobs import Job
from bellhop.journeys import JourneyRule
from bellhop.journeys.definition import Definition
from tests import rows

KEY = "pre_checkout"


@pytest.fixture
def model(monkeypatch):
    """Answers each question with the words and the language before them, or with nothing."""
    asked: list[str] = []

    async def translate(text, language, **_) -> Translated:
        asked.append(language)
        call = CallRecord("deepseek", "m", "ok", 0.1, cost_usd=0.001)
        return Translated(None if language == "tr" else f"{language}: {text}", (call,))

    monkeypatch.setattr(ai, "translate", translate)
    return asked


async def switch_on(hotel, walk, *languages: str) -> None:
    await rows.rule(hotel, journey_languages=list(languages))
    async with db.hotel(hotel.id) as session:
        known = await room.read(session)
        await journeys.install(session, known)
        await journeys.switch(session, known, await journeys.id_of(session, KEY), on=True)
    await walk.on()


async def rule_of(hotel) -> tuple[JourneyRule, Definition]:
    [row] = [each for each in await rows.all_of(hotel, JourneyRule) if each.key == KEY]
    return row, Definition.model_validate(row.definition)


async def test_the_words_are_written_when_the_rule_is_switched_on(hotels, walk, model):
    await switch_on(hotels.one, walk, "de")
    _, definition = await rule_of(hotels.one)
    assert definition.what.texts["de"][0].text.startswith("de: ")
    assert definition.what.by_model == ("de",)
    assert len(await rows.all_of(hotels.one, ModelCall)) == len(model)


async def test_a_language_without_a_faithful_translation_stays_away(hotels, walk, model):
    await switch_on(hotels.one, walk, "tr")
    row, definition = await rule_of(hotels.one)
    assert "tr" not in definition.what.texts
    assert row.version == 1


async def test_without_leave_no_model_is_asked(hotels, walk, model):
    await switch_on(hotels.one, walk)
    assert model == []
    assert walk.of(Job.TRANSLATE_RULE) == []


async def test_new_words_of_the_hotel_are_translated_anew(hotels, walk, model):
    await switch_on(hotels.one, walk, "de")
    row, definition = await rule_of(hotels.one)
    texts = {**definition.what.texts, "ru": [{"text": "До завтра!"}], "en": [{"text": "Bye!"}]}
    changed = journeys.read_definition(
        {**row.definition, "what": {**row.definition["what"], "texts": texts_of(texts)}}
    )
    async with db.hotel(hotels.one.id) as session:
        known = await room.read(session)
        await journeys.save_rule(session, known, key=KEY, name=row.name, definition=changed)
    await walk.on()
    _, definition = await rule_of(hotels.one)
    assert definition.what.texts["de"][0].text == "de: До завтра!"


def texts_of(texts) -> dict:
    return {
        lang: [each if isinstance(each, dict) else {"text": each.text} for each in variants]
        for lang, variants in texts.items()
    }


async def test_a_strangers_rule_is_left_alone(hotels, walk, model):
    await switch_on(hotels.one, walk, "de")
    row, _ = await rule_of(hotels.one)
    asked = len(model)
    await journeys.translate_rule(hotels.two.id, row.id)
    assert len(model) == asked
