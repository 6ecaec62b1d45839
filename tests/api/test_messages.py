"""Messages through the API: read with their state, and sent once."""

import asyncio

from bellhop.guests import Guest
from tests import rows

TO = {"to": {"phone": "+7 900 111-22-33"}, "text": "Такси приехало."}


async def test_a_message_goes_to_the_guest_once_however_often_it_is_asked(ask, walk, provider):
    first = await ask("POST", "/messages", json=TO, key="m1")
    again = await ask("POST", "/messages", json=TO, key="m1")
    await walk.on()
    assert first.status_code == 202
    assert first.json() == again.json()
    assert provider.texts == ["Такси приехало."]


async def test_two_requests_with_one_key_at_once_send_one_message(ask, walk, provider):
    said = await asyncio.gather(*(ask("POST", "/messages", json=TO, key="m1") for _ in range(5)))
    await walk.on()
    assert len({each.json()["id"] for each in said}) == 1
    assert provider.texts == ["Такси приехало."]


async def test_its_state_can_be_read(ask, walk, provider):
    sent = (await ask("POST", "/messages", json=TO)).json()
    await walk.on()
    read = (await ask("GET", f"/messages/{sent['id']}")).json()
    assert (read["status"], read["origin"]) == ("accepted", "elsewhere")


async def test_a_guest_who_said_stop_is_not_written_to(ask, says, hotels, provider, walk):
    await says(hotels.one, "СТОП")
    before = len(provider.texts)
    said = await ask("POST", "/messages", json=TO)
    await walk.on()
    assert said.status_code == 403
    assert len(provider.texts) == before


async def test_offers_need_consent(ask, says, hotels):
    await says(hotels.one, "Здравствуйте")
    said = await ask("POST", "/messages", json=TO | {"kind": "marketing"})
    assert said.status_code == 403
    await rows.change(hotels.one, Guest, marketing=True)
    said = await ask("POST", "/messages", json=TO | {"kind": "marketing"})
    assert said.status_code == 202


async def test_a_message_to_nobody_or_without_words_is_refused(ask):
    for body in ({"to": {}, "text": "x"}, {"to": TO["to"]}, {"to": {"phone": "1"}, "text": "x"}):
        assert (await ask("POST", "/messages", json=body)).status_code == 422


async def test_another_hotels_conversation_cannot_be_written_in(ask, other, walk, provider):
    sent = (await ask("POST", "/messages", json=TO)).json()
    to = {"to": {"conversation_id": sent["conversation_id"]}, "text": "x"}
    assert (await other("POST", "/messages", json=to)).status_code == 404
    assert (await other("GET", f"/messages/{sent['id']}")).status_code == 404


async def test_conversations_and_messages_are_listed(ask, says, hotels):
    await says(hotels.one, "Во сколько завтрак?")
    await rows.pass_time(hotels.one, seconds=5)
    [chat] = (await ask("GET", "/conversations")).json()["items"]
    page = await ask("GET", "/messages", params={"conversation_id": chat["id"]})
    assert [item["direction"] for item in page.json()["items"]] == ["in", "out"]
    assert (await ask("GET", f"/conversations/{chat['id']}")).json()["chat_id"] == hotels.one.guest
