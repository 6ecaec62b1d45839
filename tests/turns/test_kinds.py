"""What has no words: one honest line and a person, or nothing at all."""

import pytest

from bellhop.alerts import Alert
from tests import events, rows

PHOTO = events.photo("")  # no link, so nothing is fetched
VOICE = PHOTO | {"typeMessage": "audioMessage"}
FILE = PHOTO | {"typeMessage": "documentMessage"}
PLACE = {
    "typeMessage": "locationMessage",
    "locationMessageData": {"latitude": 43.6, "longitude": 39.7},
}
STICKER = PHOTO | {"typeMessage": "stickerMessage"}
REACTION = {
    "typeMessage": "reactionMessage",
    "extendedTextMessageData": {"text": "👍"},
    "quotedMessage": {"stanzaId": "X"},
}


@pytest.fixture
def shows(receive):
    async def show(hotel, data, **more):
        await receive(hotel, events.guest_message(hotel.instance_id, hotel.guest, data, **more))

    return show


@pytest.mark.parametrize(
    "data", [PHOTO, VOICE, FILE, PLACE], ids=["photo", "voice", "file", "place"]
)
async def test_what_has_no_words_gets_one_honest_line_and_a_person(
    hotels, shows, provider, meanwhile, data
):
    asked = meanwhile(rows.nothing)
    await shows(hotels.one, data)
    assert len(provider.sent) == 1
    assert await rows.reasons(hotels.one) == ["wordless"]
    assert asked == []


async def test_three_photos_get_one_line(hotels, shows, provider, walk):
    await rows.rule(hotels.one, pause_seconds=4)
    for _ in range(3):
        await shows(hotels.one, PHOTO)
    await rows.pass_time(hotels.one, seconds=20)
    await walk.on(later=True)
    assert len(provider.sent) == 1


async def test_a_captioned_photo_is_answered_by_its_words(hotels, shows, provider):
    await shows(hotels.one, events.photo("", "во сколько завтрак?"))
    assert "7:30" in provider.texts[0]


@pytest.mark.parametrize("data", [STICKER, REACTION], ids=["sticker", "reaction"])
async def test_stickers_and_reactions_are_shown_and_not_answered(hotels, shows, provider, data):
    await shows(hotels.one, data)
    assert len(await rows.messages(hotels.one)) == 1
    assert provider.sent == []
    assert await rows.reasons(hotels.one) == []
    assert (await rows.chat(hotels.one)).waiting_since is None


async def test_a_missed_call_gets_one_line(hotels, receive, provider):
    for word in ("offer", "missed", "missed"):
        await receive(hotels.one, events.call(hotels.one.instance_id, hotels.one.guest, word))
    assert len(provider.sent) == 1
    assert len(await rows.messages(hotels.one)) == 1


async def test_an_answered_call_gets_no_line(hotels, receive, provider):
    for word in ("offer", "pickUp"):
        await receive(hotels.one, events.call(hotels.one.instance_id, hotels.one.guest, word))
    assert provider.sent == []


async def test_a_message_that_did_not_open_is_asked_for_again(hotels, says, provider):
    await says(hotels.one, "{{SWE001}}")
    assert len(provider.sent) == 1
    assert "ещё раз" in provider.texts[0]


async def test_an_edit_before_the_answer_counts(hotels, says, receive, provider, walk):
    one = hotels.one
    await rows.rule(one, pause_seconds=4)
    await says(one, "есть парковка?", id="A1")
    await receive(one, events.edited(one.instance_id, one.guest, "A1", "во сколько завтрак?"))
    await rows.pass_time(one, seconds=4)
    await walk.on(later=True)
    assert "7:30" in provider.texts[0]
    [line] = await rows.messages(one)
    assert (line.text, line.first_text) == ("во сколько завтрак?", "есть парковка?")


async def test_an_edit_after_the_answer_is_shown_and_not_answered(hotels, says, receive, provider):
    one = hotels.one
    await says(one, "есть парковка?", id="A1")
    await receive(one, events.edited(one.instance_id, one.guest, "A1", "во сколько завтрак?"))
    assert len(provider.sent) == 1
    [line] = await rows.messages(one)
    assert line.edited_at is not None


async def test_a_deleted_line_is_not_answered(hotels, says, receive, provider, walk):
    one = hotels.one
    await rows.rule(one, pause_seconds=4)
    await says(one, "во сколько завтрак?", id="A1")
    await receive(one, events.deleted(one.instance_id, one.guest, "A1"))
    await rows.pass_time(one, seconds=4)
    await walk.on(later=True)
    assert provider.sent == []
    chat = await rows.chat(one)
    assert (chat.answer_due_at, chat.waiting_since) == (None, None)


async def test_a_change_that_comes_before_its_message_waits_for_it(
    hotels, says, receive, provider, walk
):
    one = hotels.one
    await receive(one, events.deleted(one.instance_id, one.guest, "A1"))
    await rows.rule(one, pause_seconds=4)
    await says(one, "во сколько завтрак?", id="A1")
    await rows.pass_time(one, seconds=2)
    await walk.on(later=True)
    [line] = await rows.messages(one)
    assert line.deleted_at is not None


async def test_danger_written_into_an_edit_after_the_answer_calls_a_person(
    hotels, says, receive, provider
):
    one = hotels.one
    await says(one, "есть парковка?", id="A1")
    await receive(one, events.edited(one.instance_id, one.guest, "A1", "в номере пожар"))
    assert "danger" in [alert.severity for alert in await rows.all_of(one, Alert)]
    assert len(provider.sent) == 1
