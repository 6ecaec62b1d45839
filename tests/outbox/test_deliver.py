"""Sending: oldest first, one in flight, tried again when that can help."""

import asyncio
from datetime import timedelta

import pytest

from bellhop import clock, outbox
from bellhop.alerts import Alert
from bellhop.guests import Guest
from bellhop.hotels import ChannelAccount
from bellhop.jobs import Job
from bellhop.messages import LineState
from bellhop.outbox import OutboxRow
from tests import rows

OTHER = "79005556677@c.us"


async def deliver(hotel, row_id) -> OutboxRow:
    """One attempt; the row afterwards."""
    await outbox.deliver(hotel.id, row_id)
    [row] = [row for row in await rows.outbox(hotel) if row.id == row_id]
    return row


async def test_accepted_needs_the_providers_id(hotels, write, provider):
    row = await deliver(hotels.one, await write(hotels.one, "Добрый день"))
    assert (row.state, row.provider_id) == ("accepted", "OUT00000001")
    [message] = await rows.messages(hotels.one, "out")
    assert (message.status, message.provider_id) == ("accepted", "OUT00000001")


async def test_the_oldest_goes_first_whichever_was_hinted_at(hotels, write, provider):
    written = [await write(hotels.one, f"строка {n}") for n in range(3)]
    await outbox.deliver(hotels.one.id, written[-1])
    assert provider.texts == ["строка 0", "строка 1", "строка 2"]


async def test_two_deliveries_at_once_send_each_message_once_and_in_order(hotels, write, provider):
    written = [await write(hotels.one, f"строка {n}") for n in range(4)]
    await asyncio.gather(*(outbox.deliver(hotels.one.id, row_id) for row_id in written))
    await outbox.deliver(hotels.one.id, written[0])
    assert provider.texts == [f"строка {n}" for n in range(4)]


async def test_one_of_a_chat_is_in_flight_and_other_chats_go_on(hotels, write, provider):
    first = await write(hotels.one, "один")
    await write(hotels.one, "два")
    other = await write(hotels.one, "другому", chat=OTHER)
    provider.next("sendMessage", provider.lost())
    assert (await deliver(hotels.one, first)).state == "unknown"
    await outbox.deliver(hotels.one.id, first)
    await outbox.deliver(hotels.one.id, other)
    assert [sent.body["message"] for sent in provider.sent] == ["один", "другому"]


async def test_a_message_waits_for_its_moment(hotels, write, provider):
    soon = clock.now() + timedelta(seconds=5)
    row_id = await write(hotels.one, "от портье", origin="staff", not_before=soon)
    assert (await deliver(hotels.one, row_id)).state == "waiting"
    await rows.pass_time(hotels.one, seconds=5)
    assert (await deliver(hotels.one, row_id)).state == "accepted"


async def test_a_refused_connection_is_tried_again_soon(hotels, write, provider):
    provider.next("sendMessage", provider.refused())
    row = await deliver(hotels.one, await write(hotels.one, "Добрый день"))
    assert row.state == "waiting"
    assert 1 < (row.due_at - clock.now()).total_seconds() < 3
    await rows.pass_time(hotels.one, seconds=3)
    assert (await deliver(hotels.one, row.id)).state == "accepted"


@pytest.mark.parametrize(("proactive", "tries"), [(False, 6), (True, 4)])
async def test_tries_have_growing_pauses_and_then_staff_are_told(
    hotels, write, provider, proactive, tries
):
    provider.next("sendMessage", *[provider.refused()] * 20)
    row_id = await write(hotels.one, "Добрый день", proactive=proactive)
    pauses = []
    while (row := await deliver(hotels.one, row_id)).state == "waiting":
        pauses.append(row.due_at - row.attempt_started_at)
        await rows.change(hotels.one, OutboxRow, due_at=clock.now())
    assert pauses == sorted(pauses)
    assert (row.state, len(provider.sent)) == ("failed", tries)
    assert await rows.reasons(hotels.one) == ["delivery_failed"]


async def test_a_hint_leaves_for_the_next_try(hotels, write, provider, walk):
    provider.next("sendMessage", provider.refused())
    row = await deliver(hotels.one, await write(hotels.one, "Добрый день"))
    assert walk.hints[-1].job is Job.DELIVER
    assert walk.hints[-1].at == row.due_at


async def test_too_many_requests_are_tried_again(hotels, write, provider):
    provider.next("sendMessage", provider.says(429))
    row = await deliver(hotels.one, await write(hotels.one, "Добрый день"))
    assert (row.state, row.error) == ("waiting", "rate_limited")


async def test_what_can_never_go_is_not_tried_again(hotels, write, provider):
    provider.next("sendMessage", provider.says(400, {"message": "bad request data"}))
    row = await deliver(hotels.one, await write(hotels.one, "Добрый день"))
    assert (row.state, len(provider.sent)) == ("failed", 1)
    assert await rows.reasons(hotels.one) == ["delivery_failed"]


async def test_what_failed_does_not_hold_up_the_next(hotels, write, provider, walk):
    provider.next("sendMessage", provider.says(400, {"message": "bad request data"}))
    await write(hotels.one, "один")
    await write(hotels.one, "два")
    await walk.on()
    assert [row.state for row in await rows.outbox(hotels.one)] == ["failed", "accepted"]


async def test_a_stale_reply_is_not_sent_but_shown(hotels, write, provider):
    row_id = await write(hotels.one, "Завтрак с 7:30")
    await rows.pass_time(hotels.one, minutes=61)
    row = await deliver(hotels.one, row_id)
    assert (row.state, row.error) == ("withdrawn", "stale")
    assert provider.sent == []
    assert await rows.reasons(hotels.one) == ["stale"]


async def test_what_a_person_wrote_is_sent_however_late(hotels, write, provider):
    row_id = await write(hotels.one, "Ключ у портье", origin="staff")
    await rows.pass_time(hotels.one, minutes=61)
    assert (await deliver(hotels.one, row_id)).state == "accepted"


async def test_after_stop_nothing_is_started_by_us_but_replies_go(hotels, write, provider):
    offer = await write(hotels.one, "Экскурсия", proactive=True, origin="journey")
    reply = await write(hotels.one, "Завтрак с 7:30")
    await rows.change(hotels.one, Guest, stopped_at=clock.now())
    await outbox.deliver(hotels.one.id, offer)
    assert (await deliver(hotels.one, offer)).error == "guest_said_stop"
    assert (await deliver(hotels.one, reply)).state == "accepted"


async def test_what_we_start_waits_while_three_wait_at_the_provider(hotels, write, provider):
    await rows.change(hotels.one, ChannelAccount, waiting_at_provider=3)
    offer = await write(hotels.one, "Экскурсия", proactive=True)
    reply = await write(hotels.one, "Завтрак с 7:30")
    assert (await deliver(hotels.one, offer)).state == "waiting"
    assert (await deliver(hotels.one, reply)).state == "accepted"
    assert provider.texts == ["Завтрак с 7:30"]


async def test_while_the_number_is_suspended_only_replies_go(hotels, write, provider):
    await rows.change(hotels.one, ChannelAccount, state=LineState.SUSPENDED.value)
    offer = await write(hotels.one, "Экскурсия", proactive=True)
    await outbox.deliver(hotels.one.id, offer)
    await write(hotels.one, "Завтрак с 7:30")
    await outbox.deliver(hotels.one.id, offer)
    assert provider.texts == ["Завтрак с 7:30"]


async def test_a_plan_for_tomorrow_does_not_hold_todays_reply_up(hotels, write, provider):
    tomorrow = clock.now() + timedelta(days=1)
    await write(hotels.one, "До завтра", proactive=True, not_before=tomorrow)
    reply = await write(hotels.one, "Завтрак с 7:30")
    assert (await deliver(hotels.one, reply)).state == "accepted"


@pytest.mark.parametrize("state", ["not_authorized", "blocked", "sleeping", "starting"])
async def test_while_the_number_does_not_work_replies_wait_too(hotels, write, provider, state):
    await rows.change(hotels.one, ChannelAccount, state=state)
    row = await deliver(hotels.one, await write(hotels.one, "Завтрак с 7:30"))
    assert (row.state, row.attempts, row.error) == ("waiting", 0, "held")
    assert provider.sent == []


async def test_a_number_found_unauthorized_holds_and_a_working_one_goes_on(
    hotels, write, provider, walk
):
    refusal = provider.says(400, {"message": "instance is not authorized"})
    provider.next("sendMessage", refusal)
    row = await deliver(hotels.one, await write(hotels.one, "Завтрак с 7:30"))
    [account] = await rows.all_of(hotels.one, ChannelAccount)
    assert (row.state, row.attempts, account.state) == ("waiting", 0, "not_authorized")
    await rows.change(hotels.one, ChannelAccount, state="authorized")
    assert await outbox.wake(hotels.one.id, hotels.one.account_id) == 1
    await walk.on()
    assert [row.state for row in await rows.outbox(hotels.one)] == ["accepted"]


async def test_waking_does_not_hurry_what_waits_for_its_own_moment(hotels, write, walk):
    later = clock.now() + timedelta(hours=1)
    await write(hotels.one, "позже", proactive=True, not_before=later)
    assert await outbox.wake(hotels.one.id, hotels.one.account_id) == 0
    [row] = await rows.outbox(hotels.one)
    assert row.due_at == later


async def test_a_spent_quota_holds_the_chat_and_tells_the_operator(hotels, write, provider):
    provider.next("sendMessage", provider.says(466, {"invokeStatus": {"method": "sendMessage"}}))
    row = await deliver(hotels.one, await write(hotels.one, "Добрый день"))
    assert (row.state, row.attempts, row.error) == ("waiting", 0, "held")
    assert await rows.for_operator(hotels.one.instance_id) == ["quota"]
    other = await deliver(hotels.one, await write(hotels.one, "Привет", chat=OTHER))
    assert other.state == "accepted"


async def test_a_refused_token_holds_the_number_and_tells_the_operator(hotels, write, provider):
    provider.next("sendMessage", provider.says(401))
    row = await deliver(hotels.one, await write(hotels.one, "Добрый день"))
    await deliver(hotels.one, await write(hotels.one, "Привет", chat=OTHER))
    assert (row.state, len(provider.sent)) == ("waiting", 1)
    assert await rows.for_operator(hotels.one.instance_id) == ["token"]
    assert await rows.all_of(hotels.two, Alert) == []


async def test_a_stranger_can_neither_send_nor_wake(hotels, write, provider, walk):
    row_id = await write(hotels.one, "Добрый день")
    await outbox.deliver(hotels.two.id, row_id)
    await outbox.look_up(hotels.two.id, row_id)
    assert await outbox.wake(hotels.two.id, hotels.one.account_id) == 0
    assert provider.asked == []
    assert [row.state for row in await rows.outbox(hotels.one)] == ["waiting"]
