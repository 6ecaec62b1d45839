"""Numbers seen from outside: watched, compared, configured once."""

import sys

import pytest

from bellhop import clock, db, lines
from bellhop import hotels as room
from bellhop.hotels import ChannelAccount
from bellhop.jobs import Job
from bellhop.lines import Incident
from bellhop.messages import LineState
from tests import rows


@pytest.fixture
def watch(provider, walk):
    """Look at a hotel's number, whose moment it is; what the provider says comes first."""

    async def look(hotel, state="authorized"):
        provider.answers["getStateInstance"] = {"stateInstance": state}
        await rows.change(hotel, ChannelAccount, due_at=clock.now())
        await lines.watch_line(hotel.id, hotel.account_id)
        [account] = await rows.all_of(hotel, ChannelAccount)
        return account

    return look


async def opened(hotel) -> list[str]:
    return [i.kind for i in await rows.all_of(hotel, Incident) if i.ended_at is None]


async def the_account(hotel):
    async with db.hotel(hotel.id) as session:
        return await room.account(session, hotel.account_id)


async def test_the_state_and_the_queue_are_kept(hotels, watch, provider):
    provider.answers["getMessagesCount"] = {"count": 5}
    account = await watch(hotels.one)
    assert (account.state, account.waiting_at_provider) == ("authorized", 5)


@pytest.mark.parametrize("word", ["notAuthorized", "blocked", "yellowCard", "sleepMode"])
async def test_a_number_that_stops_working_calls_staff_once(hotels, watch, word):
    await watch(hotels.one)
    await watch(hotels.one, word)
    await watch(hotels.one, word)
    assert len(await opened(hotels.one)) == 1
    assert await rows.reasons(hotels.one) == ["line_down"]
    assert await opened(hotels.two) == []


async def test_a_number_without_a_link_is_noticed_though_its_queues_cannot_be_asked(
    hotels, watch, provider
):
    refusal = provider.says(400, {"message": "instance is not authorized"})
    provider.next("getMessagesCount", refusal)
    account = await watch(hotels.one, "notAuthorized")
    assert account.state == "not_authorized"
    assert await opened(hotels.one) == ["not_authorized"]


async def test_a_number_that_works_again_ends_the_incident_and_wakes_what_waits(
    hotels, watch, walk
):
    await watch(hotels.one, "notAuthorized")
    await watch(hotels.one)
    assert await opened(hotels.one) == []
    assert await rows.reasons(hotels.one) == []
    assert len(walk.of(Job.LINE_READY)) == 1


async def test_a_restart_of_the_number_alarms_nobody(hotels, watch):
    await watch(hotels.one)
    account = await watch(hotels.one, "starting")
    assert account.state == "starting"
    assert await opened(hotels.one) == []


async def test_the_journals_are_compared_when_their_moment_has_come(hotels, watch, walk):
    await watch(hotels.one)
    assert len(walk.of(Job.RECONCILE)) == 1
    await walk.on()
    await watch(hotels.one)
    assert len(walk.of(Job.RECONCILE)) == 1
    await rows.pass_time(hotels.one, minutes=6)
    await watch(hotels.one)
    assert len(walk.of(Job.RECONCILE)) == 2


async def test_two_at_once_look_once(hotels, watch, provider):
    await watch(hotels.one)
    asked = len(provider.asked)
    await lines.watch_line(hotels.one.id, hotels.one.account_id)
    assert len(provider.asked) == asked


async def test_a_refused_token_is_told_to_the_operator(hotels, watch, provider):
    provider.next("getStateInstance", provider.says(401))
    await watch(hotels.one)
    assert await rows.for_operator(hotels.one.instance_id) == ["token"]


async def test_a_provider_that_is_away_changes_nothing(hotels, watch, provider):
    await watch(hotels.one)
    provider.next("getStateInstance", provider.refused())
    account = await watch(hotels.one, "notAuthorized")
    assert account.state == "authorized"


async def test_settings_that_differ_are_written_once(hotels, provider):
    account = await the_account(hotels.one)
    url = "http://bellhop.test/webhooks/green-api/1"
    wanted = lines.wanted_settings(account, url)
    provider.answers["getSettings"] = wanted | {"incomingWebhook": "no", "other": "kept"}
    provider.answers["setSettings"] = {"saveSettings": True}
    assert await lines.configure(account, url) == {"incomingWebhook": "yes"}
    provider.answers["getSettings"] = wanted
    assert await lines.configure(account, url) == {}
    assert [each.method for each in provider.asked].count("setSettings") == 1


async def test_a_polled_number_gets_no_webhook_address(hotels):
    await rows.change(hotels.one, ChannelAccount, receive="polling")
    wanted = lines.wanted_settings(await the_account(hotels.one), "http://bellhop.test/x")
    assert (wanted["webhookUrl"], wanted["webhookUrlToken"]) == ("", "")


async def test_connecting_shows_codes_until_the_phone_has_scanned_one(
    hotels, provider, monkeypatch
):
    monkeypatch.setattr(sys.modules["bellhop.lines.connect"], "QR_SECONDS", 0)
    says = provider.says
    states = [says(200, {"stateInstance": s}) for s in ("notAuthorized",) * 3 + ("authorized",)]
    provider.next("getStateInstance", *states)
    codes = [says(200, {"type": "qrCode", "message": code}) for code in ("A", "A", "B")]
    provider.next("qr", *codes)
    steps = [step async for step in lines.connect(await the_account(hotels.one))]
    assert [step.png_base64 for step in steps] == ["A", "B", ""]
    assert steps[-1].state is LineState.AUTHORIZED


async def test_a_stranger_cannot_have_anothers_number_looked_at(hotels, provider):
    await lines.watch_line(hotels.two.id, hotels.one.account_id)
    assert provider.asked == []
