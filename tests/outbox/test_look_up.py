"""A send whose answer was lost is looked up before anybody decides to send again."""

import time

import pytest

from bellhop import outbox
from bellhop.jobs import Job
from bellhop.outbox import OutboxRow
from tests import events, rows
from tests.provider import Provider

WORDS = "Завтрак с 7:30\nдо 10:30"


@pytest.fixture
async def in_doubt(hotels, write, provider) -> OutboxRow:
    """A reply of hotel one that may have gone; its moment to be looked up has come."""
    row_id = await write(hotels.one, WORDS)
    provider.next("sendMessage", provider.lost())
    await outbox.deliver(hotels.one.id, row_id)
    await rows.pass_time(hotels.one, seconds=6)
    [row] = await rows.outbox(hotels.one)
    return row


def queued(hotel, text: str, message_id: str, chat: str = "") -> dict:
    body = {"chatId": chat or hotel.guest, "message": text}
    return {"type": "sendMessage", "messageID": message_id, "body": body}


def journaled(hotel, text: str, message_id: str, at: float | None = None) -> dict:
    return {
        "type": "outgoing",
        "idMessage": message_id,
        "timestamp": int(at or time.time()),
        "typeMessage": "textMessage",
        "textMessage": text,
        "chatId": hotel.guest,
        "sendByApi": True,
        "statusMessage": "sent",
    }


async def settled(hotel, row_id) -> OutboxRow:
    await outbox.look_up(hotel.id, row_id)
    [row] = [row for row in await rows.outbox(hotel) if row.id == row_id]
    return row


async def test_a_lost_answer_leaves_the_message_unknown(hotels, in_doubt):
    assert (in_doubt.state, in_doubt.error) == ("unknown", "outcome_unknown")
    [message] = await rows.messages(hotels.one, "out")
    assert message.status == "unknown"


@pytest.mark.parametrize("status", [499, 500, 502, 504])
async def test_a_fault_of_the_provider_leaves_it_unknown_too(hotels, write, provider, status):
    provider.next("sendMessage", provider.says(status))
    await outbox.deliver(hotels.one.id, await write(hotels.one, WORDS))
    [row] = await rows.outbox(hotels.one)
    assert (row.state, len(provider.sent)) == ("unknown", 1)


async def test_it_is_found_in_the_providers_queue(hotels, in_doubt, provider):
    provider.answers["showMessagesQueue"] = [
        queued(hotels.one, WORDS, "OTHERCHAT", "79990000000@c.us"),
        queued(hotels.one, "другое", "OTHERWORDS"),
        queued(hotels.one, WORDS.replace("\n", " "), "FOUND"),
    ]
    row = await settled(hotels.one, in_doubt.id)
    assert (row.state, row.provider_id) == ("accepted", "FOUND")
    assert len(provider.sent) == 1


async def test_it_is_found_in_the_providers_journal(hotels, in_doubt, provider):
    provider.answers["lastOutgoingMessages"] = [journaled(hotels.one, WORDS, "FOUND")]
    row = await settled(hotels.one, in_doubt.id)
    assert (row.state, row.provider_id) == ("accepted", "FOUND")
    [message] = await rows.messages(hotels.one, "out")
    assert (message.status, message.provider_id) == ("accepted", "FOUND")


async def test_the_same_words_of_an_hour_ago_are_not_this_message(hotels, in_doubt, provider):
    old = journaled(hotels.one, WORDS, "OLD", time.time() - 3600)
    provider.answers["lastOutgoingMessages"] = [old]
    assert (await settled(hotels.one, in_doubt.id)).state == "unknown"


async def test_another_messages_id_is_not_taken(hotels, write, in_doubt, provider):
    await rows.pass_time(hotels.one, seconds=1)
    provider.answers["lastOutgoingMessages"] = [journaled(hotels.one, WORDS, "FOUND")]
    assert (await settled(hotels.one, in_doubt.id)).provider_id == "FOUND"
    again = await write(hotels.one, WORDS)
    provider.next("sendMessage", provider.lost())
    await outbox.deliver(hotels.one.id, again)
    await rows.pass_time(hotels.one, seconds=6)
    assert (await settled(hotels.one, again)).state == "unknown"


async def test_the_echo_adopts_it(hotels, in_doubt, receive, provider):
    one = hotels.one
    await receive(one, events.echo(one.instance_id, one.guest, WORDS, "ECHOED"))
    [row] = await rows.outbox(one)
    assert (row.state, row.provider_id) == ("accepted", "ECHOED")
    assert len(await rows.messages(one, "out")) == 1
    assert len(provider.sent) == 1


async def test_found_nowhere_it_is_not_sent_again_before_the_journal_could_know(
    hotels, in_doubt, provider
):
    assert (await settled(hotels.one, in_doubt.id)).state == "unknown"
    assert len(provider.sent) == 1


async def test_found_nowhere_it_is_sent_once_more_and_then_a_person_decides(
    hotels, in_doubt, provider, walk
):
    provider.next("sendMessage", provider.lost())
    await rows.pass_time(hotels.one, minutes=3)
    await outbox.look_up(hotels.one.id, in_doubt.id)
    await walk.on()
    assert len(provider.sent) == 2
    await rows.pass_time(hotels.one, minutes=3)
    assert (await settled(hotels.one, in_doubt.id)).state == "failed"
    assert await rows.reasons(hotels.one) == ["delivery_failed"]
    assert len(provider.sent) == 2


async def test_while_the_provider_cannot_be_asked_nothing_is_sent_again(hotels, in_doubt, provider):
    provider.rules.append(_away)
    await rows.pass_time(hotels.one, minutes=5)
    assert (await settled(hotels.one, in_doubt.id)).state == "unknown"
    await rows.pass_time(hotels.one, minutes=11)
    assert (await settled(hotels.one, in_doubt.id)).state == "failed"
    assert len(provider.sent) == 1


def _away(method: str, _: object) -> Exception:
    return Provider.refused()


async def test_the_next_message_of_the_chat_goes_when_it_is_settled(
    hotels, write, in_doubt, provider, walk
):
    await write(hotels.one, "второе")
    await walk.on()
    assert len(provider.sent) == 1
    provider.answers["lastOutgoingMessages"] = [journaled(hotels.one, WORDS, "FOUND")]
    await outbox.look_up(hotels.one.id, in_doubt.id)
    await walk.on()
    assert provider.texts == [WORDS, "второе"]


async def test_a_send_whose_worker_died_is_looked_up(hotels, write, provider):
    row_id = await write(hotels.one, WORDS)
    assert await outbox.claim.claim_next(hotels.one.id, row_id) is not None
    assert (await settled(hotels.one, row_id)).state == "sending"
    await rows.pass_time(hotels.one, seconds=76)
    provider.answers["lastOutgoingMessages"] = [journaled(hotels.one, WORDS, "FOUND")]
    assert (await settled(hotels.one, row_id)).state == "accepted"
    assert provider.sent == []


async def test_a_worker_that_comes_back_too_late_changes_nothing(hotels, write, provider):
    row_id = await write(hotels.one, WORDS)
    late = await outbox.claim.claim_next(hotels.one.id, row_id)
    await rows.pass_time(hotels.one, minutes=4)
    assert (await settled(hotels.one, row_id)).state == "waiting"
    await outbox.deliver(hotels.one.id, row_id)
    await outbox.settle.retry(late, "late")
    [row] = await rows.outbox(hotels.one)
    assert (row.state, row.provider_id) == ("accepted", "OUT00000001")


async def test_it_is_looked_up_by_one_at_a_time_and_a_hint_leaves(hotels, in_doubt, walk):
    await outbox.look_up(hotels.one.id, in_doubt.id)
    hints = len(walk.of(Job.LOOK_UP))
    await outbox.look_up(hotels.one.id, in_doubt.id)
    assert len(walk.of(Job.LOOK_UP)) == hints
    assert walk.hints[-1].at is not None
