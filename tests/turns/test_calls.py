"""When a person is called: danger, complaints, waiting, old lines; and the bot's modes."""

import time

import pytest

from bellhop import turns
from bellhop.alerts import Alert
from tests import events, rows

DAY = 86_400


async def quiet(hotel, says):
    """A person holds the chat."""
    await says(hotel, "здравствуйте")
    until = (await rows.chat(hotel)).created_at.replace(year=2099)
    await rows.change(hotel, rows.Conversation, quiet_until=until)


async def test_danger_calls_a_person_and_is_said_to_be_danger(hotels, says):
    await says(hotels.one, "у нас в номере пожар, много дыма!")
    [alert] = await rows.all_of(hotels.one, Alert)
    assert (alert.severity, alert.state) == ("danger", "open")
    assert alert.due_at is None, "staff were told"


async def test_danger_calls_a_person_also_while_the_bot_is_quiet(hotels, says, provider):
    await quiet(hotels.one, says)
    before = len(provider.sent)
    await says(hotels.one, "пахнет газом, мне плохо")
    assert len(provider.sent) == before
    assert {alert.severity for alert in await rows.all_of(hotels.one, Alert)} == {"danger"}


async def test_danger_calls_a_person_also_with_the_bot_off(hotels, says, provider):
    await rows.rule(hotels.one, bot="off")
    await says(hotels.one, "пожар!")
    assert provider.sent == []
    assert [alert.severity for alert in await rows.all_of(hotels.one, Alert)] == ["danger"]


async def test_a_complaint_calls_a_person_and_gets_a_decent_answer(hotels, says, provider):
    await says(hotels.one, "в номере воняет и никто не приходит")
    assert len(provider.sent) == 1
    assert len(await rows.reasons(hotels.one)) == 1
    [line] = await rows.messages(hotels.one)
    assert (line.sentiment, line.requires_attention) == ("negative", True)


async def test_more_of_the_same_counts_up_and_does_not_ring_again(hotels, says):
    for line in range(3):
        await says(hotels.one, f"в номере воняет и никто не приходит {line}")
    [alert] = await rows.all_of(hotels.one, Alert)
    assert alert.times >= 3


async def test_what_the_hotel_does_not_know_goes_to_a_person(hotels, says, provider):
    await says(hotels.one, "какая площадь крыши вашего вертолётного ангара?")
    assert len(provider.sent) == 1
    assert await rows.reasons(hotels.one) == ["unknown_answer"]
    assert (await rows.chat(hotels.one)).waiting_since is not None


async def test_an_answered_guest_does_not_wait(hotels, says):
    await says(hotels.one, "во сколько завтрак?")
    assert (await rows.chat(hotels.one)).waiting_since is None


async def test_a_guest_who_waits_too_long_is_raised_once(hotels, says):
    await quiet(hotels.one, says)
    await says(hotels.one, "во сколько завтрак?")
    assert await turns.raise_waiting(hotels.one.id) == 0
    await rows.pass_time(hotels.one, minutes=11)
    assert await turns.raise_waiting(hotels.one.id) == 1
    assert await turns.raise_waiting(hotels.one.id) == 0
    assert "waiting" in await rows.reasons(hotels.one)
    assert await rows.reasons(hotels.two) == []


async def test_a_person_who_answers_ends_the_waiting(hotels, says, receive):
    await rows.rule(hotels.one, bot="off")
    await says(hotels.one, "во сколько завтрак?")
    await rows.pass_time(hotels.one, minutes=11)
    await turns.raise_waiting(hotels.one.id)
    await receive(hotels.one, events.phone_text(hotels.one.instance_id, hotels.one.guest, "В 8"))
    assert await rows.reasons(hotels.one) == []
    assert (await rows.chat(hotels.one)).waiting_since is None


async def test_the_bots_own_answer_ends_the_waiting_too(hotels, says):
    await quiet(hotels.one, says)
    await says(hotels.one, "во сколько завтрак?")
    await rows.pass_time(hotels.one, minutes=11)
    await turns.raise_waiting(hotels.one.id)
    await rows.change(hotels.one, rows.Conversation, quiet_until=None)
    await says(hotels.one, "во сколько завтрак?")
    assert await rows.reasons(hotels.one) == []


async def test_a_line_of_yesterday_is_shown_and_raised_and_not_answered(hotels, says, provider):
    await says(hotels.one, "во сколько завтрак?", at=time.time() - DAY)
    assert provider.sent == []
    assert len(await rows.messages(hotels.one)) == 1
    assert await rows.reasons(hotels.one) == ["stale"]
    assert (await rows.chat(hotels.one)).waiting_since is not None


async def test_a_line_of_yesterday_is_not_answered_with_the_next_one(hotels, says, meanwhile):
    asked = meanwhile(rows.nothing)
    await says(hotels.one, "во сколько завтрак?", at=time.time() - DAY)
    await says(hotels.one, "есть ли парковка?")
    assert [question.lines for question in asked] == [("есть ли парковка?",)]


async def test_old_lines_of_staff_and_old_stickers_raise_nothing(hotels, says, receive):
    one, old = hotels.one, time.time() - DAY
    await says(one, "привет", chat=f"{one.desk_phone}@c.us", phone=one.desk_phone, at=old)
    sticker = events.photo("") | {"typeMessage": "stickerMessage"}
    await receive(one, events.guest_message(one.instance_id, one.guest, sticker, at=old))
    assert await rows.reasons(one) == []
    assert (await rows.chat(one)).answer_due_at is None


async def test_in_drafts_mode_the_answer_is_written_and_not_sent(hotels, says, provider):
    await rows.rule(hotels.one, bot="drafts")
    await says(hotels.one, "во сколько завтрак?")
    assert provider.sent == []
    [draft] = await rows.messages(hotels.one, "out")
    assert draft.status == "draft"
    assert "7:30" in draft.text
    assert await rows.outbox(hotels.one) == []


async def test_in_drafts_mode_the_guest_still_waits(hotels, says):
    await rows.rule(hotels.one, bot="drafts")
    await says(hotels.one, "во сколько завтрак?")
    await rows.pass_time(hotels.one, minutes=11)
    assert await turns.raise_waiting(hotels.one.id) == 1


async def test_with_the_bot_off_lines_are_kept_judged_and_wait(hotels, says, provider):
    await rows.rule(hotels.one, bot="off")
    await says(hotels.one, "спасибо, всё чудесно!")
    assert provider.sent == []
    [line] = await rows.messages(hotels.one)
    assert line.sentiment == "positive"
    assert (await rows.chat(hotels.one)).waiting_since is not None


@pytest.mark.parametrize("bot", ["drafts", "off"])
async def test_without_the_bot_a_call_gets_no_line(hotels, receive, provider, bot):
    await rows.rule(hotels.one, bot=bot)
    await receive(hotels.one, events.call(hotels.one.instance_id, hotels.one.guest, "missed"))
    assert provider.sent == []
