"""The phone in a real browser: two people talk, live."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from .cast import Hotel, Running, until

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, sandbox: Running, hotel: Hotel) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1200, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{sandbox.url}/phone/{hotel.id}")
    yield page
    context.close()
    assert errors == []


def meet(page: Page, name: str = "Anna") -> None:
    page.get_by_role("button", name="New guest").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Name").press("Enter")
    expect(page.locator(".guest[aria-current]")).to_contain_text(name)


def say(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.keyboard.press("Enter")


def test_a_guest_writes_and_the_answer_arrives_by_itself(page: Page, hotel: Hotel) -> None:
    meet(page)
    say(page, "When is <b>breakfast</b>?")
    expect(page.locator(".mine .words")).to_contain_text("<b>breakfast</b>?")
    chat = hotel.news(1)[0]["senderData"]["chatId"]
    hotel.send(chat, "From seven.")
    expect(page.locator(".theirs .words")).to_contain_text("From seven.")
    expect(page.locator("#spoken")).to_contain_text("From seven.")
    until(lambda: hotel.lines(chat)[-1]["status"] == "read")
    hotel.ask("readChat", {"chatId": chat})
    expect(page.locator(".mine .tick")).to_have_class(re.compile("seen"))


def test_a_message_is_answered_edited_reacted_to_and_deleted(page: Page, hotel: Hotel) -> None:
    meet(page)
    say(page, "One")
    line = page.locator(".line[data-id]").first
    for choice in ("Reply", "Edit"):
        line.hover()
        line.get_by_label("Message actions").click()
        page.get_by_role("menuitem", name=choice).click()
        say(page, f"After {choice}")
    expect(page.locator(".quote")).to_contain_text("One")
    expect(line).to_contain_text("After Edit")
    line.hover()
    line.get_by_label("Message actions").click()
    page.get_by_role("menuitem", name="Reaction 👍").click()
    expect(line.locator(".reactions")).to_have_text("👍")
    line.get_by_label("Message actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(line).to_contain_text("Message deleted")
    kinds = [one["messageData"]["typeMessage"] for one in hotel.news(5)]
    assert kinds == [
        "textMessage",
        "quotedMessage",
        "editedMessage",
        "reactionMessage",
        "deletedMessage",
    ]


def test_photos_voices_and_places_are_sent_from_the_menu(page: Page, hotel: Hotel) -> None:
    meet(page)
    for name in ("Voice note", "Location", "Call"):
        page.get_by_label("Attach").click()
        page.locator("#attach-menu").get_by_role("button", name=name).click()
    photo = {"name": "view.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    page.locator("#file").set_input_files(photo)
    expect(page.locator(".mine img.media")).to_have_count(1)
    kinds = [one.get("messageData", {}).get("typeMessage") for one in hotel.news(5)]
    assert sorted(filter(None, kinds)) == ["audioMessage", "imageMessage", "locationMessage"]


def test_on_a_small_screen_one_thing_is_shown_at_a_time(page: Page) -> None:
    meet(page)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".guests")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_label("Back to the guests").click()
    expect(page.locator(".chat")).to_be_hidden()
    page.locator(".guest").first.click()
    expect(page.get_by_label("Message", exact=True)).to_be_visible()


def test_a_vote_and_a_tap_reach_the_hotel(page: Page, hotel: Hotel) -> None:
    meet(page)
    say(page, "Hi")
    chat = hotel.news(1)[0]["senderData"]["chatId"]
    options = [{"optionName": "Tea"}, {"optionName": "Coffee"}]
    hotel.ask("sendPoll", {"chatId": chat, "message": "What?", "options": options})
    page.get_by_label("Coffee").check()
    buttons = [{"buttonId": "1", "buttonText": "Yes"}]
    hotel.ask("sendInteractiveButtonsReply", {"chatId": chat, "body": "Taxi?", "buttons": buttons})
    page.get_by_role("button", name="Yes").click()
    until(lambda: any(line.get("tapped") for line in hotel.lines(chat)))
    assert hotel.lines(chat)[1]["chosen"] == ["Coffee"]
