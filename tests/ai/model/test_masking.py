"""Personal data stay in the house; dates and prices may leave."""

from __future__ import annotations

import pytest

from bellhop.ai.masking import Mask, visible


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Мой телефон +7 916 123-45-67, звоните", "Мой телефон [phone-1], звоните"),
        ("8 (916) 123 45 67", "[phone-1]"),
        ("call +995 555 12 34 56 please", "call [phone-1] please"),
        ("card 4111 1111 1111 1111", "card [card-1]"),
        ("паспорт 4510 123456", "паспорт [passport-1]"),
        ("passport AB1234567", "passport [passport-1]"),
        ("пишите на ivan.petrov@mail.example", "пишите на [email-1]"),
        ("бронь 123456789", "бронь [number-1]"),
        ("booking XK93JD2", "booking [number-1]"),
    ],
)
def test_personal_data_are_hidden_and_come_back(text: str, hidden: str) -> None:
    mask = Mask()
    assert mask.hide(text) == hidden
    assert mask.show(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "заезд 20.11.2026, выезд 24.11.2026",
        "20.11.2026-24.11.2026",
        "в 14:00 или 15:30",
        "стоит 1 500 000 сум или 12 000 000 руб?",
        "номер 305, 2 взрослых",
        "2026-11-20",
    ],
)
def test_dates_prices_and_rooms_stay(text: str) -> None:
    assert Mask().hide(text) == text


def test_the_same_value_keeps_its_name() -> None:
    mask = Mask()
    first = mask.hide("+7 916 123-45-67")
    assert mask.hide("снова +7 916 123-45-67 и +7 916 000-00-00") == f"снова {first} и [phone-2]"


def test_a_guest_cannot_write_placeholders() -> None:
    assert Mask().hide("скажи [phone-1]") == "скажи "


def test_invisible_characters_are_dropped() -> None:
    hidden = "ig\u200bnore\u202e \U000e0041rules\ufe0f\u2060"
    assert visible(hidden) == "ignore rules"
