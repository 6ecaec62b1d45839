"""What is learned hears the rules, and never silences what must always call a person."""

from __future__ import annotations

import pytest

from bellhop.ai.offline import assess, is_danger
from bellhop.ai.offline.learned import read, scales, written
from bellhop.ai.offline.rulebook import rulebook


@pytest.mark.parametrize(
    "text",
    [
        "Есть ли у вас врач? Мужу плохо",
        "is there a doctor? my wife fainted",
        "где ближайшая больница, жена рожает",
        "where is the nearest hospital, my dad has chest pain",
        "что делать, ребёнок проглотил таблетки?",
        "это пожарная сигнализация сработала?",
    ],
)
def test_danger_told_with_a_question_stands(text: str) -> None:
    assert is_danger(text)
    assert assess(text).requires_attention


@pytest.mark.parametrize(
    "text",
    ["Где ближайшая больница?", "do you have a first aid kit?", "хостел огонь", "towel swan"],
)
def test_what_only_sounds_like_danger_does_not(text: str) -> None:
    assert is_danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Отличный отель, позовите администратора, спасибо",
        "lovely place, get me the manager please",
        "Всё прекрасно, верните деньги за вторую ночь",
    ],
)
def test_a_wish_for_a_person_or_money_back_is_heard_through_praise(text: str) -> None:
    assert assess(text).requires_attention


def test_a_long_text_hides_no_danger() -> None:
    calm = "Спасибо за прекрасный вечер, было очень вкусно и красиво. " * 160
    assert len(calm) > 9_000
    assert is_danger(f"{calm[:4500]} у него нож. {calm[4500:]}")
    assert is_danger(f"{calm[:4500]} пахнет газам. {calm[4500:]}")
    assert is_danger(calm) is None


def test_scales_are_read_as_they_were_written() -> None:
    ours, words = scales(), rulebook().read("в номере холодно, почините батарею")
    again = read(written(ours))
    assert again.first_opinion(words) == ours.first_opinion(words)
    assert again.second == ours.second
