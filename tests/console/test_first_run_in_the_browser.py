"""From an empty installation to a guest who is answered, clicked through and counted."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.up import CHROMIUM, House, sound, until, up

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
SECONDS_A_CLICK = 3.0
LETTERS_A_SECOND = 3.0
MOST_SECONDS = 300


@pytest.fixture
def empty() -> Iterator[House]:
    """`bellhop up` with nobody in it."""
    with up() as house:
        assert house.welcome, "nobody was let in"
        yield house


class Hand:
    """Clicks and types as a person would, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.letters = 0
        self.unsound: list[str] = []

    def click(self, name: str) -> None:
        self.look()
        main = self.page.get_by_role("main")
        target = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        target.first.click()
        self.clicks += 1

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.clicks += 1
        self.letters += len(text)

    def look(self) -> None:
        """What axe-core finds serious on the page as it stands."""
        self.unsound += sound(self.page)

    @property
    def seconds(self) -> float:
        return self.clicks * SECONDS_A_CLICK + self.letters / LETTERS_A_SECOND


WORDS = {
    "ru": {
        "email": "Почта", "password": "Пароль", "begin": "Начать", "make": "Завести отель",
        "name": "Название, под которым отель знают гости", "on": "Сохранить и дальше",
        "wifi": "Пароль от Wi-Fi", "play": "Прожить поездку", "go": "Дальше",
        "ask": "Задать все", "switch": "Включить и дальше", "answered": "отвечено",
        "practice": "Дальше с учебным номером", "phone": "Ваш телефон", "send": "Отправить",
        "test": "Проверить сигнал", "question": "во сколько завтрак?", "hotel": "Отель Ёлка",
        "inbox": "К чатам",
    },
    "en": {
        "email": "E-mail", "password": "Password", "begin": "Begin", "make": "Make the hotel",
        "name": "The hotel’s name, as guests know it", "on": "Save and go on",
        "wifi": "Wi-Fi password", "play": "Play a stay", "go": "Go on", "ask": "Ask them all",
        "switch": "Switch on and go on", "answered": "answered",
        "practice": "Go on with the practice number", "phone": "Your phone", "send": "Send",
        "test": "Test an alert", "question": "what time is breakfast?", "hotel": "Fir Hotel",
        "inbox": "To the inbox",
    },
}  # fmt: skip
SELF = "79000000777@c.us"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_nothing_to_a_guest_who_is_answered(browser: Browser, empty: House, language: str):
    """Every step but the stay that plays for a minute; under five minutes of a person's time."""
    say = WORDS[language]
    locale = "ru-RU" if language == "ru" else "en-GB"
    page = browser.new_context(locale=locale, viewport={"width": 1440, "height": 900}).new_page()
    hand = Hand(page)
    page.goto(empty.welcome)
    hand.write(say["email"], "first@hotel.example")
    hand.write(say["password"], "quiet-harbour-1931")
    hand.click(say["begin"])
    hand.write(say["name"], say["hotel"])
    hand.click(say["make"])
    hand.write(say["wifi"], "blue-lagoon-77")
    hand.click(say["on"])
    hand.page.wait_for_url("**/start/stay")
    hand.page.goto(page.url.replace("/stay", "/questions"))
    hand.clicks += 1
    hand.click(say["ask"])
    expect(page.locator(".ten-asked > li")).to_have_count(10, timeout=20_000)
    good = page.locator(".ten-asked .chip.good", has_text=say["answered"])
    assert 5 <= good.count() <= 6, page.locator(".ten-asked").inner_text()
    hand.click(say["go"])
    hand.click(say["switch"])
    hand.click(say["practice"])
    hand.write(say["phone"], "+" + SELF.partition("@")[0])
    hand.click(say["send"])
    number = practice_number(empty)
    until(lambda: empty.texts(SELF, number))
    httpx2.post(empty.phone(SELF, number), json={"text": say["question"]})
    hand.letters += len(say["question"])
    hand.clicks += 2
    until(lambda: any("07:30" in said for said in empty.texts(SELF, number)))
    hand.click(say["go"])
    hand.click(say["test"])
    hand.click(say["go"])
    hand.click(say["inbox"])
    expect(page.locator(".run-card")).to_be_visible()
    hand.look()
    assert hand.unsound == []
    assert hand.seconds < MOST_SECONDS, (hand.clicks, hand.letters)


def practice_number(house: House) -> str:
    """Its id in the sandbox."""
    [one] = httpx2.get(f"{house.phones}/sandbox/instances").json()
    return str(one["id"])
