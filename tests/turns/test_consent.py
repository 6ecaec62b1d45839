"""STOP ends what we send first; what the guest asks is still answered."""

import time

import pytest

from bellhop.guests import Guest
from tests import rows

DAY = 86_400


async def stopped(hotel) -> bool:
    [guest] = await rows.all_of(hotel, Guest)
    return guest.stopped_at is not None


@pytest.mark.parametrize("word", ["STOP", "стоп", "Стоп.", "unsubscribe"])
async def test_stop_is_kept_and_confirmed(hotels, says, provider, meanwhile, word):
    asked = meanwhile(rows.nothing)
    await says(hotels.one, word)
    assert await stopped(hotels.one)
    assert len(provider.sent) == 1
    assert asked == []


async def test_stop_is_confirmed_once(hotels, says, provider):
    await says(hotels.one, "стоп")
    await says(hotels.one, "стоп")
    assert len(provider.sent) == 1


async def test_start_undoes_it(hotels, says, provider):
    await says(hotels.one, "стоп")
    await says(hotels.one, "старт")
    assert not await stopped(hotels.one)
    assert len(provider.sent) == 2


async def test_stop_inside_a_sentence_is_a_sentence(hotels, says, meanwhile):
    asked = meanwhile(rows.nothing)
    await says(hotels.one, "где автобусная остановка стоп")
    assert not await stopped(hotels.one)
    assert len(asked) == 1


async def test_after_stop_questions_are_still_answered(hotels, says, provider):
    await says(hotels.one, "стоп")
    await says(hotels.one, "во сколько завтрак?")
    assert "7:30" in provider.texts[-1]


async def test_stop_does_not_take_the_question_before_it_away(hotels, says, provider, walk):
    await rows.rule(hotels.one, pause_seconds=4)
    await says(hotels.one, "во сколько завтрак?")
    await says(hotels.one, "стоп")
    await rows.pass_time(hotels.one, seconds=10)
    await walk.on(later=True)
    assert len(provider.sent) == 2
    assert "7:30" in provider.texts[-1]


async def test_a_person_holds_the_chat_and_stop_is_kept_all_the_same(hotels, says, provider):
    await says(hotels.one, "во сколько завтрак?")
    quiet = (await rows.chat(hotels.one)).created_at.replace(year=2099)
    await rows.change(hotels.one, rows.Conversation, quiet_until=quiet)
    await says(hotels.one, "стоп")
    assert await stopped(hotels.one)
    assert len(provider.sent) == 1


async def test_an_old_stop_is_kept_without_a_word(hotels, says, provider):
    await says(hotels.one, "стоп", at=time.time() - DAY)
    assert await stopped(hotels.one)
    assert provider.sent == []


async def test_stop_at_one_hotel_is_not_heard_at_another(hotels, says):
    guest = hotels.one.guest
    await says(hotels.two, "во сколько завтрак?", chat=guest)
    await says(hotels.one, "стоп")
    assert await stopped(hotels.one)
    assert not await stopped(hotels.two)
