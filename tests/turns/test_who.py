"""A guest whose channel hides the phone: asked once, matched by surname and day, told nothing."""

from datetime import date, timedelta

import pytest

from bellhop import db, guests
from bellhop import hotels as room
from bellhop.ai import phrase
from bellhop.conversations import Conversation
from bellhop.guests import Guest, GuestGiven, GuestMerge, StayGiven, WhoAsked, read_who
from tests import rows

TODAY = date(2026, 5, 10)


@pytest.fixture(params=["max", "telegram"])
def channel(request):
    return str(request.param)


@pytest.fixture
def book(hotels):
    async def make(name: str, *, days: int = 2, phone: str | None = None, key: str = "B1"):
        async with db.hotel(hotels.one.id) as session:
            hotel = await room.read(session)
            day = hotel.local(hotel.now()).date() + timedelta(days=days)
            given = StayGiven(
                external_id=key,
                guest=GuestGiven(name=name, phone=phone),
                arrival=day,
                departure=day + timedelta(days=2),
            )
            await guests.put_stays(session, hotel, [given], how="test")
            return f"{day:%d.%m}"

    return make


async def test_the_first_answer_asks_once(hotels, says, provider):
    await says(hotels.one, "во сколько завтрак?")
    await says(hotels.one, "есть парковка?")
    question = phrase("who_are_you", "ru")
    assert [question in text for text in provider.texts] == [True, False]
    assert "7:30" in provider.texts[0]


async def test_surname_and_day_tie_the_chat_to_the_booking(hotels, says, provider, book):
    day = await book("Анна Волкова", phone="+79001230001")
    await says(hotels.one, "во сколько завтрак?")
    await says(hotels.one, f"Волкова, {day}")
    assert provider.texts[-1] == phrase("who_known", "ru")
    chat = await rows.chat(hotels.one)
    [booked] = [g for g in await rows.all_of(hotels.one, Guest) if g.name == "Анна Волкова"]
    assert chat.guest_id == booked.id
    [merge] = await rows.all_of(hotels.one, GuestMerge)
    assert (merge.by, merge.kept_id) == ("guest", booked.id)  # and staff can undo it


async def test_a_wrong_guess_an_ambiguous_one_and_a_taken_one_sound_alike(
    hotels, says, provider, book
):
    day = await book("Анна Волкова", key="B1", phone="+79001230001")
    await book("Пётр Волкова", key="B2", phone="+79001230002")
    await book("Лев Ким", key="B3", phone="+79001230003", days=3)
    await says(hotels.one, "здравствуйте")
    for line in (f"Волкова, {day}", f"Нетакого, {day}"):
        await says(hotels.one, line)
        assert provider.texts[-1] == phrase("who_unknown", "ru")
    assert (await rows.all_of(hotels.one, GuestMerge)) == []


async def test_tries_are_limited_and_then_a_person_decides(hotels, says, provider, book):
    day = await book("Анна Волкова", phone="+79001230001")
    await says(hotels.one, "здравствуйте")
    for line in ("Раз, 01.01", "Два, 01.02", "Три, 01.03"):
        await says(hotels.one, line)
    await says(hotels.one, f"Волкова, {day}")
    [asked] = await rows.all_of(hotels.one, WhoAsked)
    assert (asked.outcome, asked.tries) == ("given_up", 3)
    assert (await rows.all_of(hotels.one, GuestMerge)) == []
    assert "person_wanted" in await rows.reasons(hotels.one)


async def test_a_guest_who_writes_already_is_not_taken_over(hotels, says, provider, book):
    day = await book("Анна Волкова", phone="+79001230001")
    await says(hotels.one, "здравствуйте", chat="777000111", phone="79001230001")
    await says(hotels.one, "здравствуйте")
    await says(hotels.one, f"Волкова, {day}")
    assert provider.texts[-1] == phrase("who_unknown", "ru")
    chats = {c.chat_id: c.guest_id for c in await rows.all_of(hotels.one, Conversation)}
    assert chats["777000111"] != chats[hotels.one.guest]
    assert "person_wanted" in await rows.reasons(hotels.one)


async def test_who_is_known_by_phone_is_not_asked(hotels, says, provider, book):
    await book("Анна Волкова", phone="+79001230001")
    await says(hotels.one, "во сколько завтрак?", phone="79001230001")
    assert phrase("who_are_you", "ru") not in provider.texts[0]
    assert len(await rows.all_of(hotels.one, Guest)) == 1


async def test_a_hotel_may_not_want_to_ask(hotels, says, provider):
    await rows.rule(hotels.one, ask_who=False)
    await says(hotels.one, "во сколько завтрак?")
    assert phrase("who_are_you", "ru") not in provider.texts[0]


@pytest.mark.parametrize(
    ("line", "word", "day"),
    [
        ("Иванова, 12 мая", "ivanova", date(2026, 5, 12)),
        ("Ivanov 12.05.2026", "ivanov", date(2026, 5, 12)),
        ("Smith, May 12th", "smith", date(2026, 5, 12)),
        ("2026-05-12 Müller", "muller", date(2026, 5, 12)),
        ("Шмидт 12/05/26", "shmidt", date(2026, 5, 12)),
        ("García, 31 декабря", "garcia", date(2025, 12, 31)),
    ],
)
def test_a_surname_and_a_day_are_read(line, word, day):
    said = read_who(line, TODAY)
    assert word in said.words
    assert said.days == (day,)


@pytest.mark.parametrize(
    "line", ["12 мая", "Иванова", "можно заехать 12 мая?", "завтрак в 7.30", "Иванова, 32.13", ""]
)
def test_other_lines_are_not(line):
    assert read_who(line, TODAY) is None or line == "завтрак в 7.30"


async def test_likely_doubles_are_suggested_and_not_merged(hotels, says, book):
    await book("Анна Волкова", key="B1", phone="+79001230001")
    await book("анна волкова", key="B2")
    await says(hotels.one, "здравствуйте", name="Аня")
    await says(hotels.one, "есть парковка?", phone="79001230001")  # the phone is told later
    async with db.hotel(hotels.one.id) as session:
        everybody = {g.name: g.id for g in await rows.all_of(hotels.one, Guest)}
        found = [
            (t.guest.name, t.why) for t in await guests.twins(session, everybody["Анна Волкова"])
        ]
    assert found == [("Аня", "phone"), ("анна волкова", "name")]
    async with db.hotel(hotels.two.id) as session:
        assert await guests.twins(session, everybody["Анна Волкова"]) == []
