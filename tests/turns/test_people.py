"""A person speaks: the bot is quiet, and afterwards answers new lines only."""

import pytest

from bellhop import conversations, db
from tests import events, rows

QUESTION = "во сколько завтрак?"


@pytest.fixture
def types(receive):
    """Staff write on the hotel's phone."""

    async def typed(hotel, text, *, chat=""):
        await receive(hotel, events.phone_text(hotel.instance_id, chat or hotel.guest, text))

    return typed


async def test_a_person_on_the_phone_quiets_the_bot(hotels, says, types, provider):
    await types(hotels.one, "Здравствуйте, я Ольга")
    await says(hotels.one, QUESTION)
    assert provider.sent == []
    [line] = await rows.messages(hotels.one, "out")
    assert (line.origin, line.status) == ("phone", "accepted")


async def test_what_the_person_typed_is_shown_once(hotels, receive):
    typed = events.phone_text(hotels.one.instance_id, hotels.one.guest, "Добрый день")
    await receive(hotels.one, typed)
    await receive(hotels.one, typed | {"timestamp": typed["timestamp"] + 1})
    assert len(await rows.messages(hotels.one, "out")) == 1


async def test_replies_that_wait_are_withdrawn(hotels, says, types, provider):
    provider.next("sendMessage", *[provider.refused()] * 5)
    await says(hotels.one, QUESTION)
    await types(hotels.one, "Отвечу сама")
    [row] = await rows.outbox(hotels.one)
    assert (row.state, row.error) == ("withdrawn", "person_holds_chat")
    assert [m.status for m in await rows.messages(hotels.one, "out")] == ["withdrawn", "accepted"]


async def test_a_thought_in_progress_is_dropped(hotels, says, types, provider, meanwhile, walk):
    meanwhile(lambda: types(hotels.one, "Я отвечу"))
    await says(hotels.one, QUESTION)
    await walk.on(later=True)
    assert provider.sent == []


async def test_afterwards_only_new_lines_are_answered(hotels, says, types, provider, meanwhile):
    asked = meanwhile(rows.nothing)
    await types(hotels.one, "Здравствуйте")
    await says(hotels.one, QUESTION)
    await rows.pass_time(hotels.one, minutes=61)
    await says(hotels.one, "есть ли парковка?")
    assert [question.lines for question in asked] == [("есть ли парковка?",)]
    assert len(provider.sent) == 1


async def test_given_back_the_bot_answers_at_once(hotels, says, types, provider):
    await types(hotels.one, "Здравствуйте")
    chat = await rows.chat(hotels.one)
    async with db.hotel(hotels.one.id) as session:
        await conversations.give_back(session, chat.id)
    await says(hotels.one, QUESTION)
    assert len(provider.sent) == 1


async def test_a_chat_marked_never_automatic_stays_so(hotels, says, provider):
    await says(hotels.one, QUESTION)
    chat = await rows.chat(hotels.one)
    async with db.hotel(hotels.one.id) as session:
        await conversations.never_automatic(session, chat.id)
    await says(hotels.one, "есть ли парковка?")
    assert len(provider.sent) == 1
    assert len(await rows.messages(hotels.one)) == 2


async def test_the_staffs_own_phone_is_never_answered(hotels, says, provider):
    one = hotels.one
    desk = f"{one.desk_phone}@c.us"
    await says(one, QUESTION, chat=desk, phone=one.desk_phone)
    await says(one, "пожар!", chat=desk, phone=one.desk_phone)
    assert provider.sent == []
    assert (await rows.chat(one, one.spelled(desk))).never_automatic


async def test_the_phone_of_another_hotels_staff_is_a_guests_here(hotels, says, provider):
    await says(hotels.one, QUESTION, chat=f"{hotels.two.desk_phone}@c.us")
    assert len(provider.sent) == 1


@pytest.mark.parametrize(
    "chat", ["12036304@g.us", "status@broadcast", "12036304@newsletter", "79000000099@c.us"]
)
async def test_groups_lists_channels_and_itself_are_stored_and_never_answered(
    hotels, says, provider, chat
):
    await says(hotels.one, "пожар! во сколько завтрак?", chat=chat, sender="79001112233@c.us")
    assert len(await rows.messages(hotels.one)) == 1
    assert provider.sent == []
    assert await rows.reasons(hotels.one) == []
