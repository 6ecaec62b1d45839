"""The other roads in: polling, and the journals that mend what webhooks missed."""

import time

import httpx2
import pytest

from bellhop import db, inbox
from bellhop import hotels as room
from bellhop.hotels import ChannelAccount
from bellhop.inbox import InboxEvent, Pollers
from tests import events, rows


@pytest.fixture
async def polled(hotels):
    """Hotel one has no public address."""
    await rows.change(hotels.one, ChannelAccount, receive="polling")
    return hotels.one


def notice(hotel, text: str, receipt: int = 7) -> httpx2.Response:
    body = events.guest_text(hotel.instance_id, hotel.guest, text, id=f"N{receipt}")
    return httpx2.Response(200, json={"receiptId": receipt, "body": body})


async def account_of(hotel):
    async with db.hotel(hotel.id) as session:
        return await room.account(session, hotel.account_id)


def journal(hotel, text: str, message_id: str, **more) -> dict:
    item = {
        "type": "incoming",
        "idMessage": message_id,
        "timestamp": int(time.time()),
        "typeMessage": "textMessage",
        "textMessage": text,
        "chatId": hotel.guest,
        "senderId": hotel.guest,
    }
    return item | more


async def test_a_polled_event_is_stored_and_then_deleted(polled, provider, walk):
    provider.next("receiveNotification", notice(polled, "во сколько завтрак?"))
    await Pollers()._next(await account_of(polled))
    assert [asked.method for asked in provider.asked] == [
        "receiveNotification",
        "deleteNotification",
    ]
    [event] = await rows.all_of(polled, InboxEvent)
    assert event.road == "polling"
    await walk.on()
    assert "7:30" in provider.texts[0]


async def test_an_event_that_was_not_stored_is_not_deleted(polled, provider, monkeypatch):
    async def fails(*_):
        raise ConnectionResetError

    provider.next("receiveNotification", notice(polled, "во сколько завтрак?"))
    monkeypatch.setattr("bellhop.inbox.polling.store", fails)
    with pytest.raises(ConnectionResetError):
        await Pollers()._next(await account_of(polled))
    assert [asked.method for asked in provider.asked] == ["receiveNotification"]


async def test_an_event_polled_twice_is_stored_once(polled, provider):
    for _ in range(2):
        provider.next("receiveNotification", notice(polled, "во сколько завтрак?"))
        await Pollers()._next(await account_of(polled))
    assert len(await rows.all_of(polled, InboxEvent)) == 1


async def test_an_empty_queue_deletes_nothing(polled, provider):
    await Pollers()._next(await account_of(polled))
    assert [asked.method for asked in provider.asked] == ["receiveNotification"]


async def test_one_poller_for_an_account_however_many_workers(polled):
    first, second = Pollers(), Pollers()
    assert await first._lease(polled.id, polled.account_id)
    assert not await second._lease(polled.id, polled.account_id)
    assert await first._lease(polled.id, polled.account_id)
    await rows.pass_time(polled, seconds=61)
    assert await second._lease(polled.id, polled.account_id)
    assert not await first._lease(polled.id, polled.account_id)


async def test_numbers_with_a_webhook_are_not_polled(hotels):
    assert not await Pollers()._lease(hotels.one.id, hotels.one.account_id)


async def test_the_journal_brings_in_what_is_missing_once(hotels, provider, walk):
    one = hotels.one
    provider.answers["lastIncomingMessages"] = [journal(one, "во сколько завтрак?", "J1")]
    assert await inbox.reconcile(one.id, one.account_id) == 1
    assert await inbox.reconcile(one.id, one.account_id) == 0
    await walk.on()
    assert len(provider.sent) == 1
    assert len(await rows.messages(one)) == 1


async def test_what_came_by_webhook_the_journal_does_not_bring_again(hotels, says, provider):
    one = hotels.one
    await says(one, "во сколько завтрак?", id="J1")
    provider.answers["lastIncomingMessages"] = [journal(one, "во сколько завтрак?", "J1")]
    assert await inbox.reconcile(one.id, one.account_id) == 0


async def test_statuses_that_were_missed_come_from_the_journal(hotels, says, provider, walk):
    one = hotels.one
    await says(one, "во сколько завтрак?")
    [row] = await rows.outbox(one)
    ours = {"type": "outgoing", "sendByApi": True, "statusMessage": "read"}
    item = journal(one, provider.texts[0], row.provider_id, **ours)
    provider.answers["lastOutgoingMessages"] = [item]
    await inbox.reconcile(one.id, one.account_id)
    await walk.on()
    assert [m.status for m in await rows.messages(one, "out")] == ["read"]


async def test_what_staff_typed_while_we_were_away_quiets_the_bot(hotels, says, provider, walk):
    one = hotels.one
    typed = {"type": "outgoing", "sendByApi": False, "statusMessage": "sent"}
    provider.answers["lastOutgoingMessages"] = [journal(one, "Я тут", "P1", **typed)]
    await inbox.reconcile(one.id, one.account_id)
    await walk.on()
    await says(one, "во сколько завтрак?")
    assert provider.sent == []


async def test_after_a_long_gap_the_journal_is_read_that_far_back(hotels, provider):
    one = hotels.one
    await inbox.reconcile(one.id, one.account_id)
    await rows.pass_time(one, hours=5)
    provider.asked.clear()
    await inbox.reconcile(one.id, one.account_id)
    [account] = await rows.all_of(one, ChannelAccount)
    assert 300 <= provider.asked[0].minutes <= 315
    assert account.reconciled_until is not None


async def test_a_journal_that_cannot_be_read_is_read_from_the_same_moment_later(hotels, provider):
    one = hotels.one
    provider.next("lastOutgoingMessages", provider.refused())
    provider.answers["lastIncomingMessages"] = [journal(one, "привет", "J1")]
    assert await inbox.reconcile(one.id, one.account_id) == 0
    [account] = await rows.all_of(one, ChannelAccount)
    assert account.reconciled_until is None
    assert await inbox.reconcile(one.id, one.account_id) == 1


async def test_a_stranger_cannot_have_anothers_number_read(hotels, provider):
    with pytest.raises(room.find.NotFound):
        await inbox.reconcile(hotels.two.id, hotels.one.account_id)
    assert provider.asked == []
