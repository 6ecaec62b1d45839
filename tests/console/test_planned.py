"""At the end of a thread: what is still to go, and a draft that somebody asked the bot for."""

import re

import pytest

from bellhop import db, journeys
from bellhop import hotels as house
from bellhop.conversations import Message
from bellhop.guests import Stay
from bellhop.journeys import JourneySend
from tests import rows
from tests.console import talk
from tests.console.conftest import Browser


@pytest.fixture
async def chat(hotels, walk) -> str:
    """A guest in the house who leaves the day after tomorrow, with one message to come."""
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello")
    await talk.stays(hotels.one, chat_id, room="304")
    given = {
        "when": {"type": "local", "anchor": "checkout", "days": 0, "time": "09:00"},
        "what": {"texts": {"en": "Good morning, {{ guest_name }}."}},
    }
    async with db.hotel(hotels.one.id) as session:
        hotel = await house.read(session)
        definition = journeys.read_definition(given)
        rule_id = await journeys.save_rule(
            session, hotel, key="morning", name="Last morning", definition=definition
        )
        await journeys.switch(session, hotel, rule_id, on=True)
    await walk.on()
    return f"/h/{hotels.one.slug}/inbox/{chat_id}"


async def send(hotel) -> JourneySend:
    [found] = await rows.all_of(hotel, JourneySend)
    return found


async def test_what_is_still_to_go_stands_below_the_thread(hotels, chat, clerk: Browser):
    page = (await clerk.get(chat)).text
    below = page[page.index('id="planned"') :]
    assert "Last morning" in below
    assert "Good morning, Anna" in below


async def test_it_is_skipped_changed_and_sent_now_from_there(hotels, chat, clerk: Browser):
    await clerk.get(chat)
    address = f"{chat}/planned/{(await send(hotels.one)).id}"
    await clerk.post(f"{address}/text", {"text": "See you at breakfast."})
    assert (await send(hotels.one)).words == "See you at breakfast."
    answer = await clerk.post(f"{address}/skip")
    assert answer.headers["location"] == chat
    assert (await send(hotels.one)).state == "skipped"
    assert "See you at breakfast." not in (await clerk.get(chat)).text
    await clerk.post(f"{address}/now")
    assert (await send(hotels.one)).by_hand == "now"


async def test_another_guests_message_is_not_reached(hotels, chat, clerk: Browser):
    other, _ = await talk.guest_wrote(hotels.one, "Hi", name="James", phone="79000000999")
    await clerk.get(chat)
    base = chat.rpartition("/")[0]
    answer = await clerk.post(f"{base}/{other}/planned/{(await send(hotels.one)).id}/skip")
    assert answer.status_code == 404
    assert (await send(hotels.one)).state == "planned"


async def test_a_stay_that_is_over_shows_nothing_to_come(hotels, chat, clerk: Browser):
    await rows.change(hotels.one, Stay, status="checked_out")
    page = (await clerk.get(chat)).text
    assert "Last morning" not in page[page.index('id="planned"') :]


async def test_the_bot_writes_a_draft_when_asked_and_sends_nothing(
    hotels, clerk: Browser, provider
):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Во сколько завтрак?")
    address = f"/h/{hotels.one.slug}/inbox/{chat_id}"
    await clerk.get(address)
    await clerk.post(f"{address}/drafts")
    page = (await clerk.get(address)).text
    assert "7:30" in re.search(r"data-draft-text>([^<]*)<", page)[1]
    assert provider.sent == []
    await clerk.post(f"{address}/drafts")
    drafts = [each for each in await rows.all_of(hotels.one, Message) if each.status == "draft"]
    assert len(drafts) == 1


async def test_there_is_no_draft_for_a_guest_who_said_nothing(hotels, clerk: Browser):
    chat_id, _ = await talk.guest_wrote(hotels.one, "")
    await clerk.get(f"/h/{hotels.one.slug}/inbox/{chat_id}")
    answer = await clerk.post(f"/h/{hotels.one.slug}/inbox/{chat_id}/drafts")
    assert answer.status_code == 403
    assert "The guest has said nothing to answer." in answer.text


async def test_danger_that_nobody_has_is_counted_by_itself(hotels, clerk: Browser):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Hello")
    await talk.alert(hotels.one, chat_id)
    assert (await clerk.get(f"/h/{hotels.one.slug}/counts")).json()["danger"] == 0
    await talk.alert(hotels.one, chat_id, "safety")
    assert (await clerk.get(f"/h/{hotels.one.slug}/counts")).json()["danger"] == 1
