"""Prices that follow from an entry's prices and the guest's own counts; no other sum passes."""

from __future__ import annotations

import pytest

from bellhop.ai.guards.counts import counts_in
from tests.ai.cast import asked
from tests.ai.guards.test_honest import tripped

RIGHT = [
    ("dunes", "safari", "safari for 2 adults", "For two adults the safari is AED 1,100."),
    ("dunes", "camel", "one more ride?", "An extra ride costs 180 dirhams."),
    ("belgrade", "city_tax", "2 adults, 3 nights: the tax?", "It is 1,080 dinars for two."),
    ("glemping", "uzhin", "ужин на двоих", "На двоих ужин стоит 2 600 ₽ (1 300 × 2)."),
    ("glemping", "uzhin", "dinner for 3 adults", "Dinner for three adults is 3,900 ₽."),
    ("glemping", "lodki", "каяк на 2 часа", "Каяк на два часа — 1 400 ₽."),
    ("riverspa", "kids", "extra bed for 2 nights", "An extra bed is £30 a night, so £60."),
    ("almaty", "f14", "skis for 2 days", "Ski hire is 8,000 ₸ a day, 16,000 ₸ for two days."),
    (
        "lakeview",
        "tax",
        "2 adults, 4 nights: the tax?",
        "For 2 adults and 4 nights it is €20 in all.",
    ),
    (
        "riverspa",
        "kids, pets",
        "extra bed for 2 nights and our dog",
        "The extra bed for two nights is £60 and the dog £20 a night, so £40. £100 in all.",
    ),
]
WRONG = [
    ("dunes", "safari", "safari for 2 adults", "For two adults the safari is AED 1,200."),
    ("dunes", "camel", "one more ride?", "An extra ride costs AED 160."),
    ("dunes", "camel", "one more ride?", "An extra ride costs 180 dollars."),
    ("glemping", "uzhin", "ужин на двоих", "На двоих ужин стоит 2 700 ₽."),
    ("glemping", "uzhin", "ужин на двоих", "На троих ужин стоит 3 900 ₽."),
    ("glemping", "uzhin", "сколько ужин", "Ужин на двоих стоит 2 600 ₽ (1 300 × 2)."),
    ("glemping", "uzhin", "dinner for 3, ok 3000?", "Yes, dinner for three is 3,000 ₽."),
    ("glemping", "uzhin", "ужин на двоих, 2 ночи", "Ужин на двоих — 5 200 ₽."),
    ("glemping", "lodki", "сап на 2 часа", "Сап на два часа — 1 400 ₽."),
    ("glemping", "lodki", "каяк на 2 часа, нас четверо", "Каяк на два часа — 5 600 ₽."),
    ("glemping", "banya", "баня на 6 часов, нас двое", "Баня для двоих — 10 000 ₽ (5 000 × 2)."),
    ("glemping", "sobaki", "собака, 3 ночи", "За собаку за три ночи 2 400 ₽."),
    ("riverspa", "kids", "extra bed for 2 nights", "The extra bed comes to £90."),
    ("riverspa", "mass", "massage for two", "Two massages are £130 together."),
    (
        "tbilisi",
        "transfer-en",
        "transfer for 3 people",
        "For three people the transfer is 240 GEL.",
    ),
    (
        "lakeview",
        "tax",
        "2 adults, 4 nights: the tax?",
        "For 2 adults and 4 nights it is €10 in all.",
    ),
    (
        "bereg",
        "lunch-dinner",
        "обед и ужин на двоих",
        "Обед на двоих 1 800 ₽, ужин 2 200 ₽, всего 4 200 ₽.",
    ),
    ("bereg", "lunch-dinner", "обед, нас трое с ребёнком", "Обед на троих — 2 700 ₽."),
    ("sochi", "parking-ru", "парковка на 3 ночи", "За три ночи парковка выйдет 1 300 ₽."),
]


@pytest.mark.parametrize(("hotel", "cited", "line", "reply"), RIGHT)
def test_a_right_sum_passes(hotel: str, cited: str, line: str, reply: str) -> None:
    assert tripped(hotel, cited, line, reply) == ()


@pytest.mark.parametrize(("hotel", "cited", "line", "reply"), WRONG)
def test_a_wrong_sum_trips(hotel: str, cited: str, line: str, reply: str) -> None:
    assert any(kind in ("price", "confirmed") for kind, _ in tripped(hotel, cited, line, reply))


@pytest.mark.parametrize("line", ["there are 3 of us", "four of us, one night"])
def test_a_party_that_counts_itself_is_understood(line: str) -> None:
    entry = next(e for e in asked("tbilisi", line).hotel.entries if e.lang == "en")
    assert tripped("tbilisi", entry.id, line, "Thank you, noted!") == ()


def test_a_party_is_counted_in_both_languages() -> None:
    assert counts_in("there are 3 of us")["person"] == frozenset({3})
    assert counts_in("нас будет 5")["person"] == frozenset({5})
