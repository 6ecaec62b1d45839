"""A text too long for its channel goes in parts, and is one message all the same."""

import pytest

from bellhop import outbox
from bellhop.conversations import Message
from tests import events, rows

SENTENCE = "{}-й завтрак накрывают на террасе, а в дождь в зале на первом этаже. "
LIMITS = {"whatsapp": 20_000, "max": 4_000, "telegram": 4_096}


@pytest.fixture
def long_text(channel):
    """Three parts, or one where the channel takes it."""
    return "".join(SENTENCE.format(n) for n in range(150)).strip()


@pytest.fixture
def parts(channel):
    return 1 if channel == "whatsapp" else 3


async def test_it_is_cut_between_sentences_and_nothing_is_lost(
    hotels, write, provider, long_text, parts, channel
):
    row_id = await write(hotels.one, long_text)
    await outbox.deliver(hotels.one.id, row_id)
    assert len(provider.texts) == parts
    assert all(len(text) <= LIMITS[channel] for text in provider.texts)
    assert all(text.endswith(".") for text in provider.texts)
    assert " ".join(provider.texts) == long_text
    [message] = await rows.all_of(hotels.one, Message)
    assert (message.text, message.status) == (long_text, "accepted")


async def test_a_retry_sends_only_the_part_that_failed(hotels, write, provider, long_text, parts):
    provider.next("sendMessage", provider.says(200, {"idMessage": "A"}), provider.refused())
    row_id = await write(hotels.one, long_text, proactive=True)
    await outbox.deliver(hotels.one.id, row_id)
    [message] = await rows.messages(hotels.one, "out")
    assert message.status == ("accepted" if parts == 1 else "queued")
    await rows.pass_time(hotels.one, minutes=3)
    await outbox.deliver(hotels.one.id, row_id)
    assert [row.state for row in await rows.outbox(hotels.one)] == ["accepted"] * parts
    tried = provider.texts
    if parts > 1:
        assert tried.pop(1) == tried[1]  # refused, then taken
    assert " ".join(tried) == long_text


async def test_the_last_part_tells_how_it_stands(hotels, write, provider, receive, long_text):
    one = hotels.one
    await outbox.deliver(one.id, await write(one, long_text))
    for row in await rows.outbox(one):
        await receive(one, events.status(one.instance_id, one.guest, row.provider_id, "read"))
    [message] = await rows.messages(one, "out")
    assert message.status == "read"


async def test_echoes_of_parts_add_no_lines(hotels, write, provider, receive, long_text):
    one = hotels.one
    await outbox.deliver(one.id, await write(one, long_text))
    for row, text in zip(await rows.outbox(one), provider.texts, strict=True):
        await receive(one, events.echo(one.instance_id, one.guest, text, row.provider_id))
    assert len(await rows.messages(one, "out")) == 1


async def test_a_part_that_fails_fails_the_message_and_the_rest_stays(
    hotels, write, provider, long_text, parts
):
    provider.next("sendMessage", provider.says(400, {"message": "bad request data"}))
    await outbox.deliver(hotels.one.id, await write(hotels.one, long_text))
    states = [row.state for row in await rows.outbox(hotels.one)]
    assert states == ["failed", *["withdrawn"] * (parts - 1)]
    [message] = await rows.messages(hotels.one, "out")
    assert message.status == "failed"
    assert len(provider.sent) == 1
    assert await rows.reasons(hotels.one) == ["delivery_failed"]


async def test_a_lost_answer_for_a_part_is_looked_up_before_the_next_goes(
    hotels, write, provider, long_text, parts
):
    one = hotels.one
    provider.next("sendMessage", provider.lost())
    row_id = await write(one, long_text)
    await outbox.deliver(one.id, row_id)
    assert len(provider.sent) == 1
    provider.answers["showMessagesQueue"] = [
        {"messageID": "FOUND", "body": {"chatId": one.guest, "message": provider.texts[0]}}
    ]
    await rows.pass_time(one, seconds=6)
    await outbox.look_up(one.id, row_id)
    await outbox.deliver(one.id, row_id)
    assert len(provider.sent) == parts
    assert (await rows.messages(one, "out"))[0].status == "accepted"
