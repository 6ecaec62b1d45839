"""Answers: found, found in the other language, or handed over."""

import time

import pytest

from bellhop.ai.offline import Library
from bellhop.ai.plain import Entry

ENTRIES = [
    Entry("breakfast-ru", "Во сколько завтрак?", "С 7:30 до 10:30, входит в стоимость.", "ru"),
    Entry("breakfast-en", "What time is breakfast?", "Breakfast is from 7:30 to 10:30.", "en"),
    Entry("pool", "When is the pool open?", "The pool is open from 8:00 to 20:00.", "en"),
    Entry("parking", "Есть ли парковка?", "Парковка во дворе, 400 ₽ в сутки.", "ru"),
    Entry("lift", "Есть ли лифт?", "Да, лифт до 5 этажа.", "ru"),
]


@pytest.fixture(scope="module")
def library():
    return Library(ENTRIES, lang="ru")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("когда можно покушать утром?", "breakfast-ru"),
        ("завтрек во скока", "breakfast-ru"),
        ("brekfast hours please", "breakfast-en"),
        ("до скольки можно поплавать", "pool"),
        ("how much is the parking", "parking"),
        ("где машину оставить", "parking"),
        ("zavtrak vo skolko", "breakfast-ru"),
    ],
)
def test_a_question_finds_its_entry_in_other_words(library, question, wanted):
    match = library.find(question)
    assert match.entry is not None
    assert match.entry.id == wanted


@pytest.mark.parametrize(
    "question",
    [
        "Is the pool heated?",
        "можно с собакой в бассейн?",
        "сколько стоит лифт",
        "есть свободные номера на завтра?",
        "сколько я должен?",
        "who won the match yesterday",
        "",
        "👍",
    ],
)
def test_what_no_entry_states_is_handed_over(library, question):
    assert library.find(question).entry is None


def test_the_match_says_what_was_missing(library):
    assert any("heated" in reason for reason in library.find("Is the pool heated?").reasons)


def test_an_empty_library_hands_over():
    assert Library([]).find("завтрак?").entry is None


def test_five_hundred_entries_are_read_within_a_second():
    many = [
        Entry(f"{entry.id}-{n}", f"{entry.question} {n}", entry.answer, entry.lang)
        for n in range(100)
        for entry in ENTRIES
    ]
    start = time.process_time()
    Library(many)
    assert time.process_time() - start < 1.0
