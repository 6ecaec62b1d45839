"""What a message asks is known to who takes the answer; its links are counted."""

from bellhop import journeys
from bellhop.feedback import RatingAsked, ShortLink
from tests import rows

EVE = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}


async def told(house, what: dict) -> str:
    await house.rule("eve", EVE, what=what)
    await house.book()
    await house.clock("2026-06-09T17:00:00")
    return (await house.said())[0]


async def test_a_question_for_a_rating_is_noted_with_its_message(house):
    await told(house, {"texts": {"ru": "От 1 до 5?"}, "ask": "rating"})
    [asked] = await rows.all_of(house.hotel, RatingAsked)
    send = await house.one("eve")
    assert (asked.send_id, asked.stay_id, asked.guest_id) == (send.id, send.stay_id, send.guest_id)
    assert asked.message_id == send.message_id


async def test_a_poll_is_the_question_and_its_options_are_the_answers(house):
    poll = {"question": "Как вам?", "options": ["Отлично", "Так себе", "Плохо"]}
    await told(house, {"polls": {"ru": poll}, "ask": "rating"})
    [asked] = await rows.all_of(house.hotel, RatingAsked)
    assert asked.options == ["Отлично", "Так себе", "Плохо"]
    [message] = await rows.messages(house.hotel, "out")
    assert asked.message_id == message.id


async def test_links_are_short_and_made_for_this_message(house):
    pages = [{"name": "Maps", "url": "https://maps.example/hotel"}]
    await house.rules(
        journey_manners=False, quiet_from="00:00", quiet_until="00:00", review_links=pages
    )
    words = "{{ review_link }} {{ short_link('https://hotel.example/menu') }}"
    said = await told(house, {"texts": {"ru": words}})
    links = await rows.all_of(house.hotel, ShortLink)
    send = await house.one("eve")
    assert {link.url for link in links} == {
        "https://maps.example/hotel",
        "https://hotel.example/menu",
    }
    assert {link.send_id for link in links} == {send.id}
    assert len(said.split()) == 2
    assert "/r/" in said
    assert "example/hotel" not in said


async def test_a_question_that_never_went_is_not_noted(house):
    await house.rule("eve", EVE, what={"texts": {"ru": "1-5?"}, "ask": "rating"})
    await house.book()
    await house.tell("B1", "cancelled")
    await house.clock("2026-06-09T17:00:00")
    assert await rows.all_of(house.hotel, RatingAsked) == []
    assert await rows.all_of(house.hotel, journeys.JourneySend) != []
