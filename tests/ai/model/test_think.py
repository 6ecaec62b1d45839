"""From a guest's lines to one reply and one judgement."""

from __future__ import annotations

from dataclasses import replace

from bellhop.ai import drafts, phrases, think
from bellhop.ai.thought import Turn
from tests.ai.cast import asked, calm, hotel, stay
from tests.ai.model.wire import Wire, answer, completion, provider, said


async def test_an_honest_answer_reaches_the_guest(wire: Wire) -> None:
    wire.will(said())
    thought = await think(asked("sochi", "во сколько завтрак?"))
    assert thought.reply == answer()["reply"]
    assert thought.answered
    assert (thought.call_reason, thought.brain) == ("", "model")
    assert thought.why["provider"] == "deepseek"
    assert thought.why["entries"] == ["breakfast-ru"]


async def test_each_call_is_recorded_with_tokens_and_cost(wire: Wire) -> None:
    wire.will(said())
    call = (await think(asked("sochi", "во сколько завтрак?"))).calls[0]
    assert (call.tokens_hit, call.tokens_miss, call.tokens_out) == (3600, 400, 150)
    assert call.cost_usd > 0
    assert (call.outcome, call.fingerprint) == ("ok", "fp_1")


async def test_the_call_is_made_as_the_reference_says(wire: Wire) -> None:
    wire.will(said())
    await think(asked("sochi", "во сколько завтрак?"))
    sent = wire.asked[0]
    assert sent["thinking"] == {"type": "disabled"}
    assert sent["response_format"] == {"type": "json_object"}
    assert sent["user_id"].startswith("h_")
    assert sent["max_tokens"] == 600


async def test_an_invented_price_is_asked_again_then_handed_over(wire: Wire) -> None:
    wire.will(said(reply="Завтрак стоит 990 ₽."))
    thought = await think(asked("sochi", "во сколько завтрак?"))
    assert len(wire.asked) == 2
    assert "price" in wire.asked[1]["messages"][-1]["content"]
    assert "990" not in thought.reply
    assert not thought.answered
    assert thought.call_reason == "unknown_answer"
    assert "price" in thought.summary


async def test_a_second_honest_answer_is_taken(wire: Wire) -> None:
    wire.will(said(reply="Завтрак стоит 990 ₽."), said())
    thought = await think(asked("sochi", "во сколько завтрак?"))
    assert thought.reply == answer()["reply"]
    assert thought.why["guards_tripped"]


async def test_an_unknown_entry_is_no_ground(wire: Wire) -> None:
    wire.will(said(knowledge_ids=["kb-99"]))
    assert not (await think(asked("sochi", "во сколько завтрак?"))).answered


async def test_what_the_model_cannot_answer_is_handed_over(wire: Wire) -> None:
    wire.will(said(answerable=False, knowledge_ids=[], reply="Не знаю.", handover_summary="Спа?"))
    thought = await think(asked("sochi", "есть ли спа?", assessment=calm("ru")))
    assert thought.call_reason == "unknown_answer"
    assert thought.summary.startswith("Спа?")
    assert "сотрудник" in thought.reply


async def test_danger_calls_a_person_before_any_model(wire: Wire) -> None:
    thought = await think(asked("sochi", "пожар!"))
    assert not wire.asked
    assert thought.call_reason == "safety"
    assert "112" in thought.reply


async def test_who_asks_for_a_person_gets_one(wire: Wire) -> None:
    wanting = replace(calm("ru"), person_wanted=True)
    thought = await think(asked("sochi", "позовите человека", assessment=wanting))
    assert not wire.asked
    assert thought.call_reason == "person_wanted"


async def test_the_model_may_raise_attention(wire: Wire) -> None:
    wire.will(said(requires_attention=True, attention_reason="lost_item"))
    thought = await think(asked("sochi", "забыл куртку", assessment=calm("ru")))
    assert thought.assessment.requires_attention
    assert thought.call_reason == "lost_item"
    assert "сотрудник" in thought.reply


async def test_the_model_never_lowers_attention(wire: Wire) -> None:
    angry = replace(
        calm("ru"), sentiment="negative", requires_attention=True, attention_reason="malfunction"
    )
    wire.will(said(sentiment="positive"))
    thought = await think(asked("sochi", "душ не работает", assessment=angry))
    assert thought.assessment.sentiment == "negative"
    assert thought.call_reason == "malfunction"


async def test_a_complaint_is_answered_with_an_apology(wire: Wire) -> None:
    angry = replace(calm("ru"), sentiment="negative", requires_attention=True)
    wire.will(said(sentiment="negative"))
    thought = await think(asked("sochi", "завтрак ужасный", assessment=angry))
    assert thought.reply.startswith("Нам очень жаль")
    assert "сотруднику" in thought.reply


async def test_two_negatives_in_a_row_call_a_person(wire: Wire) -> None:
    unsure = replace(calm("ru"), sentiment="negative", confidence=0.4)
    history = (Turn("guest", "ужасно грязный номер, не работает душ"), Turn("hotel", "Жаль."))
    wire.will(said())
    thought = await think(asked("sochi", "завтрак?", assessment=unsure, history=history))
    assert thought.call_reason == "complaint"


async def test_told_staff_may_be_said_only_when_they_are(wire: Wire) -> None:
    words = "Я передал ваше сообщение коллегам."
    wire.will(said(reply=words, knowledge_ids=[], topic="smalltalk"))
    assert (await think(asked("sochi", "ясно", assessment=calm("ru")))).reply != words
    wire.will(said(reply=words, knowledge_ids=[], needs_human=True, requires_attention=True))
    assert (await think(asked("sochi", "ясно", assessment=calm("ru")))).reply == words


async def test_the_introduction_comes_first(wire: Wire) -> None:
    wire.will(said())
    thought = await think(asked("sochi", "во сколько завтрак?", introduce=True))
    assert thought.reply.startswith("Здравствуйте! Это виртуальный помощник")
    assert thought.reply.endswith(answer()["reply"])


async def test_a_secret_is_filled_only_for_a_guest_who_is_here(wire: Wire) -> None:
    wire.will(said(reply="Сеть Priboy_Guest, пароль {wifi_password}.", knowledge_ids=["wifi-ru"]))
    here = await think(asked("sochi", "пароль вайфая?", assessment=calm("ru")))
    gone = await think(
        asked("sochi", "пароль вайфая?", assessment=calm("ru"), stay=stay("sochi", "cancelled"))
    )
    assert "riviera2026" in here.reply
    assert "riviera" not in gone.reply
    assert gone.call_reason == "unknown_answer"
    assert "riviera" not in str(wire.asked)


async def test_off_topic_is_declined_without_a_person(wire: Wire) -> None:
    wire.will(said(topic="off_topic", knowledge_ids=[], reply="Роза красная, фиалка синяя."))
    thought = await think(asked("sochi", "напиши стих", assessment=calm("ru")))
    assert thought.reply == "Я помогаю с вопросами об отеле и вашей поездке. Чем могу помочь?"
    assert thought.call_reason == ""


async def test_the_filter_s_silence_calls_a_person(wire: Wire) -> None:
    wire.will(completion("", "content_filter"))
    thought = await think(asked("sochi", "во сколько завтрак?"))
    assert len(wire.asked) == 1
    assert not thought.answered
    assert thought.call_reason == "unknown_answer"


async def test_without_a_provider_the_offline_brain_answers(wire: Wire, providers) -> None:
    providers()
    thought = await think(asked("sochi", "во сколько завтрак?"))
    assert thought.brain == "offline"
    assert "7:30" in thought.reply


async def test_a_hotel_that_forbids_the_model_is_obeyed(wire: Wire) -> None:
    thought = await think(asked("sochi", "во сколько завтрак?", model_allowed=False))
    assert not wire.asked
    assert thought.brain == "offline"


async def test_a_forbidden_region_is_not_asked(wire: Wire, providers) -> None:
    providers(provider(region="cn"), provider("local", region="ru"))
    wire.will(said(), name="local")
    question = asked("sochi", "во сколько завтрак?")
    await think(replace(question, hotel=replace(hotel("sochi"), regions=("ru",))))
    assert wire.hosts == ["local"]


async def test_what_nobody_knows_is_handed_over_offline(wire: Wire) -> None:
    question = asked("sochi", "сколько стоит вертолёт до Луны?", model_allowed=False)
    thought = await think(question)
    assert not thought.answered
    assert thought.call_reason == "unknown_answer"


async def test_praise_alone_is_thanked_for_and_calls_nobody(wire: Wire) -> None:
    wire.will(said(reply="", answerable=False, knowledge_ids=[], topic="other"))
    thought = await think(asked("sochi", "Спасибо, номер чудесный, вид на море великолепный!"))
    assert thought.reply == phrases.phrase("thanks", "ru", "ru")
    assert thought.call_reason == ""


def test_praise_with_a_wish_is_not_only_thanked_for() -> None:
    for words in ("Номер супер, можно ещё плед", "Love it all, more water please"):
        question = asked("sochi", words)
        assert drafts.from_library(question, question.assessment).text not in (
            phrases.phrase("thanks", "ru", "ru"),
            phrases.phrase("thanks", "en", "ru"),
        )


def test_praise_that_names_a_thing_is_not_answered_with_its_entry() -> None:
    for words in ("Отличный завтрак!", "Loved the pool and the breakfast"):
        question = asked("sochi", words)
        draft = drafts.from_library(question, question.assessment)
        assert (draft.knowledge_ids, draft.needs_human) == ((), False)


def test_what_only_may_be_a_complaint_is_answered_too() -> None:
    doubted = replace(calm("en"), sentiment="negative", confidence=0.6, requires_attention=True)
    told = asked("tbilisi", "thinking of bringing our small dog", assessment=doubted)
    assert drafts.from_library(told, doubted).knowledge_ids == ("pets-en",)
    surely = replace(doubted, confidence=0.9)
    assert drafts.from_library(told, surely).knowledge_ids == ()


def test_a_complaint_asks_without_a_question_mark() -> None:
    angry = replace(
        calm("ru"), sentiment="negative", requires_attention=True, signals=("tone.bad",)
    )
    asks = asked("sochi", "в номере духота, где постирать вещи", assessment=angry)
    assert drafts.from_library(asks, angry).knowledge_ids
    told = asked("sochi", "стирка тут ужасная", assessment=angry)
    assert not drafts.from_library(told, angry).knowledge_ids
