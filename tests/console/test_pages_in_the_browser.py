"""A clerk's browser: the whole house runs, a guest writes on the sandbox's phone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.up import CHROMIUM, JAMES, House, sound, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


def is_fault(said: ConsoleMessage) -> bool:
    """Lost connections and pages that are not there are part of these tests."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest.fixture
def clerk(browser: Browser, house: House) -> Iterator[Page]:
    """Logged in, in Russian. Nothing may go wrong in the page's scripts."""
    context = browser.new_context(locale="ru-RU", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if is_fault(said) else None)
    house.come_in(page)
    yield page
    context.close()
    assert errors == []


def open_anna(page: Page, house: House) -> None:
    page.goto(f"{house.url}/h/morskoy/inbox?queue=all")
    page.locator(".row", has_text="Анна Волкова").first.click()
    expect(page.locator("h1")).to_contain_text("Анна Волкова")


def test_a_clerks_hour(clerk: Page, house: House) -> None:
    """A complaint arrives by itself, is taken over, answered, solved and given back."""
    clerk.goto(f"{house.url}/h/morskoy/inbox?queue=all")
    house.write("В номере очень холодно, батарея еле тёплая")
    row = clerk.locator(".row", has_text="Анна Волкова")
    expect(row).to_be_visible(timeout=10_000)
    row.click()
    expect(clerk.locator(".m.guest .txt").last).to_contain_text("холодно")
    house.write("What time is breakfast?", JAMES)
    expect(clerk.locator('#queues a[data-queue="all"] .n')).to_have_text("2", timeout=10_000)
    expect(clerk.locator('#queues a[data-queue="needs"] .n')).to_have_text("1", timeout=10_000)
    expect(clerk.locator('[data-count="alerts"]').first).to_have_text("1", timeout=10_000)
    clerk.locator(".m.bot").first.wait_for(timeout=15_000)
    clerk.keyboard.press("t")
    expect(clerk.locator("#state")).to_contain_text("Вы ведёте чат.")
    house.write("Хорошо, ждём")
    expect(clerk.locator(".m.guest .txt").last).to_have_text("Хорошо, ждём", timeout=5_000)
    clerk.get_by_label("Сообщение", exact=True).fill("Несём обогреватель <b>сейчас</b>")
    clerk.keyboard.press("Enter")
    sent = clerk.locator(".m.staff").last
    expect(sent).to_contain_text("<b>сейчас</b>")
    until(lambda: "Несём обогреватель <b>сейчас</b>" in house.texts())
    expect(sent.locator(".tick-delivered, .tick-read")).to_be_visible(timeout=15_000)
    clerk.keyboard.press("Escape")
    clerk.keyboard.press("e")
    expect(clerk.locator("#state")).to_contain_text("Здесь отвечает бот.")
    expect(clerk.locator(".event").last).to_contain_text("Решено")


def test_an_answer_is_taken_back_within_five_seconds(clerk: Page, house: House) -> None:
    house.write("Здравствуйте!")
    open_anna(clerk, house)
    clerk.get_by_label("Сообщение", exact=True).fill("Не тому гостю")
    clerk.keyboard.press("Enter")
    clerk.locator("[data-undo] button").click()
    expect(clerk.get_by_label("Сообщение", exact=True)).to_have_value("Не тому гостю")
    expect(clerk.locator(".m.staff", has_text="Не тому гостю")).to_have_count(0)
    clerk.wait_for_timeout(6_000)
    assert "Не тому гостю" not in house.texts()


def test_after_a_cut_the_page_has_everything_once(clerk: Page, house: House) -> None:
    open_anna(clerk, house)
    clerk.context.set_offline(True)
    for number in range(3):
        house.write(f"Пока связи нет {number}")
    clerk.wait_for_timeout(1_500)
    clerk.context.set_offline(False)
    for number in range(3):
        line = clerk.locator(".m.guest", has_text=f"Пока связи нет {number}")
        expect(line).to_have_count(1, timeout=25_000)
    keys = clerk.locator("#msgs > [data-k]").evaluate_all("all => all.map(e => e.dataset.k)")
    assert keys == sorted(keys)


SHOWN = """navigator.serviceWorker.ready
    .then((worker) => worker.getNotifications())
    .then((all) => all.map((each) => each.title + each.data.path))"""


def test_a_notice_is_shown_while_the_console_is_closed_and_leads_to_the_alert(
    clerk: Page, house: House
) -> None:
    """The worker is given a notice the way the browser gives it one from a push service."""
    clerk.context.grant_permissions(["notifications"], origin=house.url)
    clerk.goto(f"{house.url}/me")
    clerk.evaluate("navigator.serviceWorker.ready.then(() => true)")
    talk = clerk.context.new_cdp_session(clerk)
    registered: list[str] = []
    talk.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registered.extend(each["registrationId"] for each in said["registrations"]),
    )
    talk.send("ServiceWorker.enable")
    clerk.wait_for_timeout(300)
    notice = {"title": "Запах газа", "body": "304", "path": "/h/morskoy/alerts", "tag": "x"}
    push = {"origin": house.url, "registrationId": registered[0], "data": json.dumps(notice)}
    talk.send("ServiceWorker.deliverPushMessage", push)
    until(lambda: clerk.evaluate(SHOWN) == ["Запах газа/h/morskoy/alerts"])


def test_without_a_net_the_installed_console_says_so(clerk: Page, house: House) -> None:
    clerk.goto(f"{house.url}/me")
    clerk.evaluate("navigator.serviceWorker.ready.then(() => true)")
    clerk.context.set_offline(True)
    clerk.goto(f"{house.url}/h/morskoy/alerts")
    expect(clerk.locator("h1")).to_have_text("Нет связи")
    clerk.context.set_offline(False)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_thread_is_sound_and_never_scrolls_sideways(
    clerk: Page, house: House, theme: str, width: int
) -> None:
    house.write("Во сколько завтрак?")
    clerk.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    clerk.set_viewport_size({"width": width, "height": 844})
    open_anna(clerk, house)
    assert sound(clerk) == []
    assert clerk.evaluate(TOO_WIDE) <= 0


TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
LEAVES = re.compile(r"/(logout|news|code\.png|ack|r)(/|$)|\.(csv|json|svg|xlsx|png|webmanifest)$")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
LINKS = "[...document.querySelectorAll('a[href]')].map((each) => each.href)"
FEWEST = 45
"""Kinds of page that links lead to; fewer means that a part of the console has lost its links."""


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_every_page_a_link_leads_to_is_sound(
    clerk: Page, house: House, tmp_path: Path, theme: str, width: int
) -> None:
    clerk.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    clerk.set_viewport_size({"width": width, "height": 844})
    house.write("В номере воняет, и никто не приходит")
    stays = tmp_path / "stays.csv"
    stays.write_text("name,phone,arrival,departure\nDay Guest,79000000031,2031-05-01,2031-05-04\n")
    house.tell("stays", "import", "morskoy", str(stays))
    here = f"{house.url}/h/morskoy"
    waiting = [f"{house.url}/hotels", f"{here}/inbox?queue=all", f"{here}/stays?view=all"]
    waiting += [f"{here}/start", f"{house.url}/nothing"]
    seen: dict[str, int] = {}
    faults: list[str] = []
    while waiting:
        url = waiting.pop(0)
        path = url.removeprefix(house.url).partition("#")[0].partition("?")[0]
        kind = ID.sub("{id}", path)
        ours = url.startswith(house.url) and not path.startswith("/h/betlemi")
        if kind in seen or not ours or LEAVES.search(path):
            continue
        answer = clerk.goto(url)
        seen[kind] = answer.status if answer else 0
        if seen[kind] != (404 if kind == "/nothing" else 200):
            faults.append(f"{path}: {seen[kind]}")
        faults += sound(clerk)
        if clerk.evaluate(TOO_WIDE) > 0:
            faults.append(f"{path}: scrolls sideways")
        waiting += clerk.evaluate(LINKS)
    assert faults == []
    assert len(seen) >= FEWEST, sorted(seen)
