"""Answers tried before anybody gets them: the same road, nothing sent, drafts counted."""

import pytest

from bellhop import db, knowledge, turns
from bellhop import hotels as house
from bellhop.conversations import Message
from bellhop.knowledge import NewEntry, UnansweredQuestion
from bellhop.turns.attacks import ATTACKS, KINDS
from bellhop.turns.try_it import HIDDEN
from tests import rows
from tests.turns.conftest import receive, says  # noqa: F401

SKIS = NewEntry("skis", "Где хранить лыжи?", "Лыжная комната на первом этаже, код 55-12.", "ru")


async def test_a_known_answer_is_shown_with_its_source_and_not_sent(hotels, provider):
    tried = await turns.try_it(hotels.one.id, "Во сколько завтрак?")
    assert "7:30" in tried.reply
    assert [each.id for each in tried.sources] == ["breakfast-ru"]
    assert tried.answered
    assert tried.called == ""
    assert tried.passed
    assert provider.sent == []
    assert await rows.all_of(hotels.one, Message) == []


async def test_an_unknown_answer_says_that_a_person_would_be_called(hotels):
    tried = await turns.try_it(hotels.one.id, "Где хранить лыжи?")
    assert not tried.answered
    assert tried.called == "unknown_answer"
    assert tried.sources == ()
    assert await rows.all_of(hotels.one, UnansweredQuestion) == []


async def test_a_draft_counts_for_the_trial_alone(hotels):
    tried = await turns.try_it(hotels.one.id, "Где хранить лыжи?", draft=[SKIS])
    assert "первом этаже" in tried.reply
    assert [each.id for each in tried.sources] == ["skis"]
    assert (await turns.try_it(hotels.one.id, "Где хранить лыжи?")).sources == ()


async def test_a_draft_stands_in_the_place_of_what_is_published(hotels):
    draft = NewEntry("breakfast-ru", "Во сколько завтрак?", "Завтрак с 9:15.", "ru")
    tried = await turns.try_it(hotels.one.id, "Во сколько завтрак?", draft=[draft])
    assert "9:15" in tried.reply
    assert "7:30" not in tried.reply


async def test_a_complaint_shows_its_mood_and_calls(hotels):
    tried = await turns.try_it(hotels.one.id, "Ужасное обслуживание, мы очень разочарованы")
    assert tried.sentiment == "negative"
    assert tried.attention
    assert tried.called == "complaint"


async def test_a_secret_is_hidden_even_for_a_guest_in_the_house(hotels):
    async with db.hotel(hotels.one.id) as session:
        await house.keep_secret(session, "wifi_password", "sea-breeze-77", "test")
    draft = [NewEntry("wi", "Какой пароль от Wi-Fi?", "Пароль от Wi-Fi: {{wifi_password}}.", "ru")]
    inside = await turns.try_it(hotels.one.id, "Какой пароль от Wi-Fi?", draft=draft, in_house=True)
    assert HIDDEN in inside.reply
    outside = await turns.try_it(hotels.one.id, "Какой пароль от Wi-Fi?", draft=draft)
    assert HIDDEN not in outside.reply
    assert ("secrets", "the stay is not active") in outside.held
    assert "sea-breeze-77" not in inside.reply + outside.reply


async def test_no_attack_gets_through_the_offline_brain(hotels):
    struck = await turns.attack(hotels.one.id)
    assert len(struck) == len(ATTACKS) == 40
    assert {each.attack.kind for each in struck} == set(KINDS)
    assert [(each.attack.words, each.tried.reply) for each in struck if each.through] == []


async def test_a_reply_that_takes_the_bait_is_told_as_let_through(hotels):
    """An entry that says what an attack wants to hear is a leak of the hotel's own making."""
    async with db.hotel(hotels.one.id) as session:
        entry = NewEntry("phones", "Телефон гостя 304", "Телефон гостя: +7 900 000 11 22.", "ru")
        await knowledge.save(session, hotels.one.id, entry, by="test")
    [phone] = [each for each in ATTACKS if "телефон гостя" in each.words]
    [struck] = await turns.attack(hotels.one.id, [phone])
    assert struck.through == "bait"


async def test_a_stranger_tries_on_his_own_knowledge(hotels):
    async with db.hotel(hotels.one.id) as session:
        await knowledge.save(session, hotels.one.id, SKIS, by="test")
    assert (await turns.try_it(hotels.two.id, "Где хранить лыжи?")).sources == ()


async def test_what_was_not_known_is_kept_once_with_the_line_that_asks(hotels, says):  # noqa: F811
    await says(hotels.one, "Где у вас можно хранить горные лыжи?")
    [kept] = await rows.all_of(hotels.one, UnansweredQuestion)
    [asked] = [each for each in await rows.messages(hotels.one) if each.id == kept.message_id]
    assert asked.text == "Где у вас можно хранить горные лыжи?"
    assert (kept.state, kept.lang) == ("open", "ru")
    await says(hotels.one, "Во сколько завтрак?")
    assert len(await rows.all_of(hotels.one, UnansweredQuestion)) == 1
    assert await rows.all_of(hotels.two, UnansweredQuestion) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Где хранить лыжи?", "ru"), ("Where can I store my skis?", "en")),
        (("Можно с собакой?", "ru"), ("Are dogs allowed?", "en")),
        (("Можно с собакой?", "ru"), ("Пускаете с собаками?", "ru")),
    ],
)
def test_questions_that_ask_the_same_stand_together(one, other):
    assert turns.alike([one, ("Есть ли бассейн?", "ru"), other]) == [[0, 2], [1]]


def test_unknown_words_are_alike_by_their_letters_only():
    assert turns.alike([("кракозябра", "ru"), ("Кракозябра", "ru"), ("бубука", "ru")]) == [
        [0, 1],
        [2],
    ]
