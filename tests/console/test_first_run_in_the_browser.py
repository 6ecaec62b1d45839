"""From an empty installation to a guest who is answered, clicked through and counted."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bellhop.cli.children import free_port, is_free

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = (Path(__file__).parent / "assets" / "axe.min.js").read_text()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
SECONDS_A_CLICK = 3.0
LETTERS_A_SECOND = 3.0
MOST_SECONDS = 300


@dataclass(slots=True)
class Empty:
    """`bellhop up` with nobody in it."""

    welcome: str
    url: str
    phones: str


@pytest.fixture
def empty() -> Iterator[Empty]:
    home = Path(tempfile.mkdtemp(prefix="bellhop-first-"))
    home.chmod(0o711)
    port = free_port()
    while not is_free(port + 1):
        port = free_port()
    command = [sys.executable, "-m", "bellhop", "up", "--home", str(home / "h")]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BELLHOP_")}
    environment["PYTHONUNBUFFERED"] = "1"
    running = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert running.stdout is not None
    welcome = ""
    for line in running.stdout:
        found = re.search(r"Begin here\s+(\S+)", line)
        welcome = found[1] if found else welcome
        if "Alerts" in line:
            break
    assert welcome, "nobody was let in"
    yield Empty(welcome, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}")
    running.send_signal(signal.SIGINT)
    running.wait(30)
    running.stdout.close()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


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
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        self.unsound += [
            f"{self.page.url} {each['id']}: {each['nodes'][0]['html'][:120]}"
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]

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
SELF = "79000000777"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_nothing_to_a_guest_who_is_answered(browser: Browser, empty: Empty, language: str):
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
    hand.write(say["phone"], f"+{SELF}")
    hand.click(say["send"])
    account = instance(empty)
    until(lambda: texts(account))
    httpx2.post(f"{account}/guests/{SELF}@c.us/messages", json={"text": say["question"]})
    hand.letters += len(say["question"])
    hand.clicks += 2
    until(lambda: [said for said in texts(account) if "07:30" in said])
    hand.click(say["go"])
    hand.click(say["test"])
    hand.click(say["go"])
    hand.click(say["inbox"])
    expect(page.locator(".run-card")).to_be_visible()
    hand.look()
    assert hand.unsound == []
    assert hand.seconds < MOST_SECONDS, (hand.clicks, hand.letters)


def instance(empty: Empty) -> str:
    """The practice number's address in the sandbox."""
    [one] = httpx2.get(f"{empty.phones}/sandbox/instances").json()
    return f"{empty.phones}/sandbox/instances/{one['id']}"


def texts(account: str) -> list[str]:
    answer = httpx2.get(f"{account}/guests/{SELF}@c.us/messages")
    known = answer.json() if answer.is_success else []
    return [each.get("text", "") for each in known if each["outgoing"]]


def until(true, seconds: float = 25) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)
