"""Other words for the same thing are the same thing, in both languages and alphabets."""

import sys

import pytest
from evals.thesaurus import table

from bellhop.ai.offline import Library
from bellhop.ai.offline.thesaurus import all_senses, groups, senses, sound
from bellhop.ai.offline.warm import warm
from bellhop.ai.offline.words import take_apart
from bellhop.ai.plain import Entry

ENTRIES = [
    Entry("camel", "Do you offer camel rides?", "One walk of 30 minutes is included.", "en"),
    Entry("safari", "How much is the desert safari?", "AED 550 per adult, 90 minutes.", "en"),
    Entry("dogs", "Are dogs welcome?", "Up to two dogs per room, £12 a night.", "en"),
    Entry("airport", "Как добраться из аэропорта Кольцово?", "Такси 900 ₽, 35 минут.", "ru"),
]


@pytest.fixture(scope="module")
def library():
    return Library(ENTRIES, lang="en")


def meant(text):
    return all_senses(take_apart(text).row)


@pytest.mark.parametrize(
    ("one", "other"), [("лабрадор", "dogs"), ("camels", "верблюда"), ("dentist", "зубной врач")]
)
def test_words_for_one_thing_stand_for_the_same(one, other):
    assert meant(one) & meant(other)


@pytest.mark.parametrize(
    ("one", "other"), [("полотенце", "bathrobe"), ("breakfast", "ужин"), ("поезд", "bus")]
)
def test_words_for_different_things_do_not(one, other):
    assert not meant(one) & meant(other)


def test_an_expression_is_not_read_word_by_word():
    row = take_apart("зубной врач").row
    assert senses(row)[0] == senses(row)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("кольцово", "koltsovo"), ("хаммам", "hamam"), ("шерегеш", "sheregesh"), ("плов", "plov")],
)
def test_a_name_sounds_alike_in_both_alphabets(one, other):
    assert sound(one) == sound(other) != ""


@pytest.mark.parametrize("word", ["бар", "кафе", "wifi", "2025"])
def test_too_short_a_word_has_no_sound_of_its_own(word):
    assert sound(word) == ""


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("а на верблюде покататься можно?", "camel"),
        ("сколько стоит сафари", "safari"),
        ("can our labrador stay with us?", "dogs"),
        ("best way to you from Koltsovo airport?", "airport"),
    ],
)
def test_a_question_in_other_words_finds_its_entry(library, question, wanted):
    best, _, _ = library.surest(library.asked(question, "en"), "en")
    assert best.row.entry.id == wanted


def test_one_word_of_a_thing_does_not_stand_for_the_whole():
    book = Library([Entry("out", "What time is check-out?", "Check-out is until 12:00.", "en")])
    assert book.find("Can we leave our bags after check-out?").entry is None


def test_no_guest_waits_for_the_thesaurus_to_load(monkeypatch):
    groups.cache_clear()
    monkeypatch.setattr(sys.modules[warm.__module__], "_loaded", [])
    warm()
    assert groups.cache_info().currsize == 1


def test_the_table_is_made_of_dictionary_forms():
    made = table(["# a note", "pet_dog: собаки собака-гид | dogs guide_dog", "nothing"])
    assert made["собака"] == {"pet_dog"}
    assert made["собака гид"] == {"pet_dog"}
    assert made["dog"] == {"pet_dog"}
    assert made["guid dog"] == {"pet_dog"}
