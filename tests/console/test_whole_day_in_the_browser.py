"""A clerk's whole day in a browser, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.test_pages_in_the_browser import is_fault, pytestmark
from tests.up import ANNA, JAMES, House, sound, until

__all__ = ["pytestmark"]


@dataclass(frozen=True, slots=True)
class Day:
    """What is said and read on one day."""

    locale: str
    guest: str
    name: str
    complaint: str
    answer: str
    question: str
    asked: str
    known: str
    lang: str
    phone: str
    alerts: str
    reports: str


RUSSIAN = Day(
    "ru-RU", ANNA, "Анна Волкова", "В номере воняет, и третий час никто не приходит",
    "Уже идём к вам", "Можно взять напрокат велосипед?", "Подскажите, велосипед напрокат есть?",
    "Велосипеды даём бесплатно до 19:00, спросите на стойке.", "ru", "+7 900 000-00-31", "Сигналы",
    "Отчёты",
)  # fmt: skip
ENGLISH = Day(
    "en-US", JAMES, "James Harper", "My room is filthy and nobody has come for three hours",
    "We are on our way", "Can I rent a kayak?", "Hi, is it possible to rent a kayak?",
    "Kayaks are 40 GEL an hour at the pier, until 18:00.", "en", "+1 555 010 0142", "Alerts",
    "Reports",
)  # fmt: skip


@pytest.fixture(params=[RUSSIAN, ENGLISH], ids=["ru", "en"])
def day(request: pytest.FixtureRequest) -> Day:
    found: Day = request.param
    return found


@pytest.fixture
def desk(browser: Browser, house: House, day: Day) -> Iterator[Page]:
    """Logged in, in the day's language. Nothing may go wrong in the page's scripts."""
    context = browser.new_context(locale=day.locale, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if is_fault(said) else None)
    house.come_in(page)
    yield page
    context.close()
    assert errors == []


def test_a_clerks_day(desk: Page, house: House, day: Day) -> None:
    here = f"{house.url}/h/morskoy"
    desk.goto(f"{here}/alerts")
    expect(desk.locator("h1")).to_have_text(day.alerts)

    house.write(day.complaint, day.guest)
    card = desk.locator(".card", has_text=day.complaint)
    expect(card).to_be_visible(timeout=15_000)  # by itself: nobody touched the page
    card.locator("a[href*='/inbox/']").click()
    expect(desk.locator("h1")).to_contain_text(day.name)
    desk.keyboard.press("t")
    desk.locator("#composer textarea, textarea[name=text]").first.fill(day.answer)
    desk.keyboard.press("Enter")
    until(lambda: day.answer in house.texts(day.guest))
    expect(desk.locator(".m.staff .tick-delivered, .m.staff .tick-read").last).to_be_visible(
        timeout=15_000
    )
    desk.keyboard.press("Escape")
    desk.keyboard.press("t")  # gives it back

    _adds_knowledge(desk, here, day)
    other = JAMES if day.guest == ANNA else ANNA
    house.write(day.asked, other)
    figure = "19:00" if day.lang == "ru" else "40"
    until(lambda: any(figure in text for text in house.texts(other)), 20)

    _skips_a_planned_message(desk, here, day)

    desk.goto(f"{here}/alerts")
    desk.locator(".card", has_text=day.complaint).locator("h3 a").click()
    desk.locator("#end [name=words]").fill("OK")
    desk.locator("#end button").click()
    expect(desk.locator(".list.solved")).to_contain_text("OK")

    desk.goto(f"{here}/reports")
    expect(desk.locator("h1")).to_have_text(day.reports)
    expect(desk.locator("#messages canvas")).to_be_visible()
    desk.locator("#messages summary").click()
    staff = desk.locator("#messages tbody tr").last.locator("td").nth(3)
    assert int(staff.inner_text()) >= 1
    assert sound(desk) == []


def _adds_knowledge(desk: Page, here: str, day: Day) -> None:
    desk.goto(f"{here}/knowledge/new")
    desk.locator("#lang").select_option(day.lang)
    desk.locator("#question").fill(day.question)
    desk.locator("#answer").fill(day.known)
    desk.locator("#entry button.primary").click()
    expect(desk.locator(".entry", has_text=day.question)).to_be_visible()


def _skips_a_planned_message(desk: Page, here: str, day: Day) -> None:
    """A stay is added by hand; what a rule would send three days before is skipped."""
    desk.goto(f"{here}/journeys")
    rules = desk.locator(".rule")
    three_days = rules.filter(has=desk.locator("button.sw")).nth(1)
    if three_days.locator("button.sw").get_attribute("aria-checked") != "true":
        three_days.locator("button.sw").click()
    expect(rules.nth(1).locator("button.sw")).to_have_attribute("aria-checked", "true")

    arrival = datetime.now(UTC) + timedelta(days=9)
    desk.goto(f"{here}/stays/new")
    desk.locator("[name=name]").fill("Day Guest")
    desk.locator("[name=phone]").fill(day.phone)
    desk.locator("[name=arrival]").fill(f"{arrival:%Y-%m-%dT}14:00")
    desk.locator("[name=departure]").fill(f"{arrival + timedelta(days=3):%Y-%m-%dT}12:00")
    desk.locator("main form button.primary").last.click()
    desk.wait_for_url(re.compile("/stays/[0-9a-f-]{36}"))
    skip = desk.locator("form[action$='/skip'] button")
    until(lambda: desk.reload() and skip.count() > 0)
    before = skip.count()
    skip.first.click()
    expect(skip).to_have_count(before - 1)
