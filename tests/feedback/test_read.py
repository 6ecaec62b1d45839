"""Ratings in the forms guests give them, and what is none."""

import pytest

from bellhop.feedback import read_rating, read_yes_no

RATINGS = [
    ("5", 5, ""),
    ("пять", 5, ""),
    ("⭐️⭐️⭐️", 3, ""),
    ("★★★☆☆", 3, ""),
    ("4/5, шумно", 4, "шумно"),
    ("4 из 5", 4, ""),
    ("9/10", 5, ""),
    ("7/10", 4, ""),
    ("0/10", 1, ""),
    ("5+", 5, ""),
    ("4-", 4, ""),
    ("5️⃣", 5, ""),
    ("Пятёрка!", 5, ""),
    ("твёрдая четверка", 4, ""),
    ("ставлю 4", 4, ""),
    ("На 5", 5, ""),
    ("5 звёзд, спасибо", 5, "спасибо"),
    ("3, но завтрак хороший", 3, "но завтрак хороший"),
    ("2. Грязно в номере", 2, "Грязно в номере"),
    ("1 - ужасно", 1, "ужасно"),
    ("I'd give it a 4", 4, ""),
    ("four stars, a bit loud", 4, "a bit loud"),
    ("fünf", 5, ""),
    ("cuatro", 4, ""),
    ("五", 5, ""),
]
OTHERS = [
    "5 минут назад вышли",
    "2 towels please",
    "3 ночи сколько стоит?",
    "304",
    "в 5 утра выезд",
    "два полотенца",
    "пять человек",
    "один из лучших отелей",
    "two more towels",
    "5 a.m. taxi",
    "6",
    "2 из 3",
    "Спасибо, всё хорошо",
    "",
    "5 " + "очень " * 200,
]


@pytest.mark.parametrize(("said", "score", "words"), RATINGS)
def test_a_rating_is_read_in_whatever_form_it_comes(said, score, words):
    given = read_rating(said)
    assert (given.score, given.words) == (score, words)


@pytest.mark.parametrize("said", OTHERS)
def test_a_number_that_is_no_rating_is_left_alone(said):
    assert read_rating(said) is None


def test_the_words_of_a_poll_count_from_the_best():
    options = ("Отлично", "Хорошо", "Так себе", "Плохо", "Ужасно")
    assert [read_rating(option, options).score for option in options] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("said", "yes"),
    [("да", True), ("Yes, thanks", True), ("нет, всё ещё шумно", False), ("ок?", None)],
)
def test_yes_and_no_are_told_apart(said, yes):
    assert read_yes_no(said) is yes
