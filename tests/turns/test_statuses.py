"""Sent, delivered and read come from the channel alone, in whatever order its events come."""

import pytest

from bellhop.inbox import InboxEvent
from tests import events, rows


@pytest.fixture
def told(receive):
    """The channel says what became of the hotel's last message."""

    async def tell(hotel, word, *, message_id="", walk_on=True):
        sent = message_id or (await rows.outbox(hotel))[-1].provider_id
        body = events.status(hotel.instance_id, hotel.guest, sent, word)
        await receive(hotel, body, walk_on=walk_on)

    return tell


async def last(hotel) -> str:
    return (await rows.messages(hotel, "out"))[-1].status


async def test_accepted_is_not_sent(hotels, says):
    await says(hotels.one, "во сколько завтрак?")
    assert await last(hotels.one) == "accepted"


async def test_a_message_moves_with_the_channels_word(hotels, says, told):
    await says(hotels.one, "во сколько завтрак?")
    for word in ("sent", "delivered", "read"):
        await told(hotels.one, word)
        assert await last(hotels.one) == word


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("read", "delivered", "sent"), "read"),
        (("delivered", "failed"), "delivered"),
        (("failed", "sent"), "failed"),
        (("failed", "delivered"), "delivered"),
        (("sent", "", "someNewWord"), "sent"),
    ],
)
async def test_a_message_only_moves_forward(hotels, says, told, words, known):
    await says(hotels.one, "во сколько завтрак?")
    for word in words:
        await told(hotels.one, word)
    assert await last(hotels.one) == known


async def test_a_status_before_its_message_waits_and_is_applied(hotels, says, told, walk):
    await says(hotels.one, "здравствуйте")
    await told(hotels.one, "delivered", message_id="OUT00000002")
    assert await last(hotels.one) == "accepted"
    await says(hotels.one, "во сколько завтрак?")
    await rows.pass_time(hotels.one, seconds=2)
    await walk.on(later=True)
    assert await last(hotels.one) == "delivered"


async def test_a_status_of_a_message_nobody_knows_is_given_up(hotels, says, told, walk):
    await says(hotels.one, "здравствуйте")
    await told(hotels.one, "read", message_id="NEVER")
    for _ in range(6):
        await rows.pass_time(hotels.one, minutes=15)
        await walk.on(later=True)
    event = (await rows.all_of(hotels.one, InboxEvent))[-1]
    assert (event.fate, event.due_at) == ("unmatched", None)


@pytest.mark.parametrize("word", ["failed", "noAccount"])
async def test_a_message_that_was_not_delivered_calls_a_person(hotels, says, told, word):
    await says(hotels.one, "во сколько завтрак?")
    await told(hotels.one, word)
    assert await last(hotels.one) == "failed"
    assert await rows.reasons(hotels.one) == ["delivery_failed"]


async def test_one_hotels_status_does_not_move_anothers_message(hotels, says, receive):
    for hotel in (hotels.one, hotels.two):
        await says(hotel, "во сколько завтрак?", chat=hotels.one.guest)
    [row] = await rows.outbox(hotels.two)
    body = events.status(hotels.one.instance_id, hotels.one.guest, row.provider_id, "read")
    await receive(hotels.one, body)
    assert await last(hotels.two) == "accepted"


async def test_an_echo_of_our_own_message_adds_nothing(hotels, says, receive, provider):
    await says(hotels.one, "во сколько завтрак?")
    [row] = await rows.outbox(hotels.one)
    one = hotels.one
    await receive(one, events.echo(one.instance_id, one.guest, provider.texts[0], row.provider_id))
    assert len(await rows.messages(one, "out")) == 1
    assert (await rows.chat(one)).quiet_until is None


async def test_another_programs_message_is_shown_and_quiets_nobody(hotels, says, receive, walk):
    one = hotels.one
    await says(one, "здравствуйте")
    await receive(one, events.echo(one.instance_id, one.guest, "Ваш счёт", "ELSEWHERE"))
    for _ in range(4):
        await rows.pass_time(one, minutes=1)
        await walk.on(later=True)
    line = (await rows.messages(one, "out"))[-1]
    assert (line.origin, line.text) == ("elsewhere", "Ваш счёт")
    assert (await rows.chat(one)).quiet_until is None


async def test_a_restricted_number_is_told_to_the_operator(hotels, says, told):
    await says(hotels.one, "во сколько завтрак?")
    await told(hotels.one, "yellowCard")
    assert await rows.for_operator(hotels.one.instance_id) == ["restricted"]
    assert await last(hotels.one) == "accepted"
