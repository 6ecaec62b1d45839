"""A rating asked, answered, changed; a bad one calls a person and opens a case."""

import pytest

from bellhop import db, feedback
from bellhop import hotels as room
from bellhop.feedback import Asking, Case, Rating
from bellhop.hotels import Happening, HotelRules
from tests import events, rows
from tests.turns.conftest import receive, says  # noqa: F401


@pytest.fixture
async def asked(hotels, says, provider):  # noqa: F811
    """Hotel one's guest wrote before, and was asked for a rating just now."""
    await says(hotels.one, "Здравствуйте")
    await ask(hotels.one, "rating")
    provider.asked.clear()
    return hotels.one


async def ask(hotel, kind, **more) -> None:
    chat = await rows.chat(hotel)
    async with db.hotel(hotel.id) as session:
        asking = Asking(kind, chat.guest_id, chat.id, **more)
        await feedback.ask(session, await room.read(session), asking)


async def scores(hotel) -> list[int]:
    return [rating.score for rating in await rows.all_of(hotel, Rating)]


async def kinds(hotel) -> list[str]:
    return [each.kind for each in await rows.all_of(hotel, Happening)]


async def test_a_good_rating_is_kept_and_thanked_for(asked, says, provider):  # noqa: F811
    await says(asked, "5, всё супер")
    [rating] = await rows.all_of(asked, Rating)
    assert (rating.score, rating.words) == (5, "всё супер")
    assert len(provider.texts) == 1
    assert await rows.reasons(asked) == []
    assert "rated" in await kinds(asked)


async def test_a_bad_rating_calls_a_person_and_opens_a_case(asked, says):  # noqa: F811
    await says(asked, "2. Грязно в номере")
    [case] = await rows.all_of(asked, Case)
    assert (case.state, case.summary) == ("open", "Грязно в номере")
    assert await rows.reasons(asked) == ["low_rating"]


async def test_a_guest_who_thinks_again_changes_the_rating(asked, says):  # noqa: F811
    await says(asked, "3")
    await says(asked, "нет")
    await says(asked, "4")
    assert await scores(asked) == [4]


async def test_a_rating_with_a_question_is_kept_and_answered(asked, says, provider):  # noqa: F811
    await says(asked, "5, а во сколько завтрак?")
    assert await scores(asked) == [5]
    assert "7:30" in provider.texts[-1]


async def test_without_a_question_a_number_is_only_a_number(hotels, says):  # noqa: F811
    await says(hotels.one, "5")
    assert await scores(hotels.one) == []


async def test_a_number_a_week_later_is_about_something_else(asked, says):  # noqa: F811
    await rows.pass_time(asked, days=8)
    await says(asked, "5")
    assert await scores(asked) == []


async def test_danger_in_a_rating_calls_a_person_as_danger(asked, says):  # noqa: F811
    await says(asked, "1, у нас пожар")
    assert "low_rating" in await rows.reasons(asked)
    assert len(await rows.reasons(asked)) == 2


async def test_a_vote_in_a_poll_is_a_rating(asked, receive):  # noqa: F811
    await ask(asked, "rating", options=("Отлично", "Хорошо", "Так себе", "Плохо", "Ужасно"))
    await receive(asked, events.vote(asked.instance_id, asked.guest, "Хорошо"))
    assert await scores(asked) == [4]


async def test_what_was_solved_is_confirmed_or_opened_again(asked, says):  # noqa: F811
    await says(asked, "1")
    [case] = await rows.all_of(asked, Case)
    async with db.hotel(asked.id) as session:
        hotel = await room.read(session)
        await feedback.solve(session, hotel, case.id, by="anna", outcome="new room")
    assert "case_solved" in await kinds(asked)
    await ask(asked, "solved")
    await says(asked, "нет, всё ещё шумно")
    [case] = await rows.all_of(asked, Case)
    assert (case.state, case.times_opened) == ("open", 2)
    assert "not_solved" in await rows.reasons(asked)
    async with db.hotel(asked.id) as session:
        await feedback.solve(session, hotel, case.id, by="anna")
    await ask(asked, "solved")
    await says(asked, "да")
    [case] = await rows.all_of(asked, Case)
    assert case.state == "confirmed"


async def test_a_stranger_sees_no_rating_and_no_case(asked, hotels, says):  # noqa: F811
    await says(asked, "1")
    assert await rows.all_of(hotels.two, Rating) == []
    async with db.hotel(hotels.two.id) as session:
        assert await feedback.open_cases(session) == []


LINKS = [{"name": "Maps", "url": "https://maps.example/hotel"}]


@pytest.mark.parametrize("score", ["1", "5", None])
async def test_every_guest_gets_the_same_review_pages(asked, says, score):  # noqa: F811
    await rows.rule(asked, review_links=LINKS)
    if score is not None:
        await says(asked, score)
    chat = await rows.chat(asked)
    async with db.hotel(asked.id) as session:
        links = await feedback.review_links(session, await room.read(session), chat.guest_id)
    assert [name for name, _ in links] == ["Maps"]


def test_no_setting_can_make_the_review_pages_depend_on_the_score():
    """Who gets which page is not a rule a hotel can set, and a page holds a name and an address."""
    link = room.ReviewLink.model_fields
    about_reviews = [name for name in HotelRules.model_fields if "review" in name]
    assert set(link) == {"name", "url"}
    assert about_reviews == ["review_links"]
