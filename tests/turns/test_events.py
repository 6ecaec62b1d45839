"""The number's own events, events that always fail, and a vote."""

import time

from bellhop import db, inbox
from bellhop.hotels import ChannelAccount
from bellhop.inbox import InboxEvent
from bellhop.jobs import Job
from bellhop.knowledge import KnowledgeEntry
from bellhop.turns import guest_line, take_in
from tests import events, rows

VOTE = {
    "typeMessage": "pollUpdateMessage",
    "pollMessageData": {
        "stanzaId": "POLL1",
        "votes": [{"optionName": "Да", "optionVoters": ["x"]}, {"optionName": "Нет"}],
    },
}


async def state_of(hotel) -> str:
    [account] = await rows.all_of(hotel, ChannelAccount)
    return account.state


async def test_a_change_of_the_numbers_state_is_kept(hotels, receive):
    await receive(hotels.one, events.state(hotels.one.instance_id, "notAuthorized"))
    assert await state_of(hotels.one) == "not_authorized"
    assert await state_of(hotels.two) == "unknown"


async def test_an_older_state_does_not_undo_a_newer_one(hotels, receive):
    now = int(time.time())
    await receive(hotels.one, events.state(hotels.one.instance_id, "authorized", now))
    await receive(hotels.one, events.state(hotels.one.instance_id, "notAuthorized", now - 60))
    assert await state_of(hotels.one) == "authorized"


async def test_a_number_that_works_again_wakes_what_waits(hotels, receive, walk):
    await receive(hotels.one, events.state(hotels.one.instance_id, "authorized"))
    [hint] = walk.of(Job.LINE_READY)
    assert hint.row_id == str(hotels.one.account_id)


async def test_a_spent_quota_is_told_to_the_operator(hotels, receive):
    quota = {"method": "sendMessage", "used": 3, "total": 3}
    body = events.state(hotels.one.instance_id, "x") | {
        "typeWebhook": "quotaExceeded",
        "quotaData": quota,
    }
    await receive(hotels.one, body)
    assert await rows.for_operator(hotels.one.instance_id) == ["quota"]


async def test_a_vote_is_shown_and_not_answered(hotels, says, receive, provider):
    one = hotels.one
    await says(one, "здравствуйте")
    await receive(one, events.guest_message(one.instance_id, one.guest, VOTE))
    assert (await rows.messages(one))[-1].text == "Да"
    assert len(provider.sent) == 1


async def test_an_event_that_always_fails_is_parked_and_told(hotels, says, walk, monkeypatch):
    async def fails(*_):
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr("bellhop.turns.guest_line.take", fails)
        await says(hotels.one, "во сколько завтрак?")
        for _ in range(4):
            await rows.pass_time(hotels.one, minutes=10)
            await walk.on(later=True)
    [event] = await rows.all_of(hotels.one, InboxEvent)
    assert (event.fate, event.error, event.due_at) == ("parked", "ValueError", None)
    assert await rows.for_operator(str(hotels.one.id)) == ["parked"]


async def test_one_failing_event_does_not_hold_others_up(hotels, says, provider, monkeypatch):
    take = guest_line.take

    async def fails_for_one(session, waiting, event):
        if event.content.text == "яд":
            raise ValueError
        return await take(session, waiting, event)

    monkeypatch.setattr(guest_line, "take", fails_for_one)
    await says(hotels.one, "яд")
    await says(hotels.one, "во сколько завтрак?")
    assert len(provider.sent) == 1


async def test_a_parked_event_can_be_replayed(hotels, says, walk, provider):
    await says(hotels.one, "во сколько завтрак?", walk_on=False)
    [event] = await rows.all_of(hotels.one, InboxEvent)
    async with db.hotel(hotels.one.id) as session:
        await inbox.park(session, event.id, "ValueError")
    await walk.on()
    assert provider.sent == []
    async with db.hotel(hotels.one.id) as session:
        assert await inbox.replay(session, hotels.one.id) == 1
    await walk.on()
    assert len(provider.sent) == 1


async def test_an_event_is_handled_once_however_often_it_is_hinted_at(hotels, says, walk, provider):
    await says(hotels.one, "во сколько завтрак?", walk_on=False)
    walk.hints *= 3
    await walk.on()
    assert len(provider.sent) == 1
    assert len(await rows.messages(hotels.one)) == 1


async def test_the_same_line_by_two_roads_is_one_line(hotels, says, provider):
    at = time.time()
    for _ in range(2):
        await says(hotels.one, "во сколько завтрак?", id="A1", at=at)
    assert len(await rows.messages(hotels.one)) == 1
    assert len(provider.sent) == 1


async def test_a_stranger_can_neither_handle_nor_answer(hotels, says, provider):
    await says(hotels.one, "во сколько завтрак?", walk_on=False)
    [event] = await rows.all_of(hotels.one, InboxEvent)
    assert await take_in(hotels.two.id, event.id) is None
    [event] = await rows.all_of(hotels.one, InboxEvent)
    assert event.due_at is not None
    assert provider.sent == []


async def test_the_same_guest_at_two_hotels_is_two_guests(hotels, says, provider):
    await rows.change(hotels.two, KnowledgeEntry, answer="Завтрак с 9:15 до 11:00 на террасе.")
    for hotel in (hotels.one, hotels.two):
        await says(hotel, "во сколько завтрак?", chat=hotels.one.guest)
    assert [sent.instance_id for sent in provider.sent] == [
        hotels.one.instance_id,
        hotels.two.instance_id,
    ]
    assert "7:30" in provider.texts[0]
    assert "9:15" in provider.texts[1]
