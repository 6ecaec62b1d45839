"""Languages, small talk, STOP and START."""

import pytest

from bellhop.ai import offline


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Во сколько завтрак?", "ru"),
        ("gde zavtrak?", "ru"),
        ("ghbdtn", "ru"),
        ("What time is breakfast?", "en"),
        ("Wann gibt es Frühstück?", "de"),
        ("Kahvaltı saat kaçta?", "tr"),
        ("¿A qué hora es el desayuno?", "es"),
        ("À quelle heure est le petit-déjeuner ?", "fr"),
        ("A che ora è la colazione?", "it"),
        ("早餐几点开始", "zh"),
        ("متى الفطور؟", "ar"),
        ("Таңғы ас қашан?", "kk"),
        ("מתי ארוחת בוקר", "he"),
    ],
)
def test_the_language_is_known(text, lang):
    assert offline.detect_language(text) == lang


def test_a_text_without_words_keeps_the_chats_language():
    assert offline.detect_language("👍", hint="de") == "de"
    assert offline.detect_language("305", hint="ru") == "ru"


@pytest.mark.parametrize("text", ["STOP", "стоп.", "Отписаться", "unsubscribe", "stop!", " Стоп "])
def test_stop_alone_ends_what_we_send(text):
    assert offline.is_stop_word(text)


@pytest.mark.parametrize("text", ["Стоп, а где завтрак?", "the bus stop", "please stop the noise"])
def test_stop_inside_a_sentence_does_not(text):
    assert not offline.is_stop_word(text)


def test_start_undoes_it():
    assert offline.is_start_word("Старт")
    assert not offline.is_start_word("когда старт экскурсии")


def test_small_talk_needs_no_knowledge():
    assert offline.is_greeting("Добрый день!")
    assert offline.is_thanks("спасибо большое")
    assert not offline.is_thanks("спасибо, а где завтрак?")
    assert not offline.is_greeting("привет, где завтрак")
