"""The whole standard catalogue over one stay: what went, what did not, and why."""

from datetime import UTC, datetime

import pytest

from bellhop import db, journeys
from bellhop import hotels as room
from bellhop.guests import Stay
from bellhop.journeys import catalogue
from bellhop.journeys.templates import render, values_of
from tests import rows

KEYS = [
    "booking_confirmed", "pre_arrival_3d", "pre_arrival_1d", "arrival_day", "room_ready",
    "cancelled", "no_show", "welcome_checked_in", "how_is_everything", "first_night", "mid_stay",
    "pre_checkout", "checkout_day", "disruption", "review_request", "recovery_followup",
    "win_back", "birthday",
]  # fmt: skip


async def everything_on(house) -> None:
    async with db.hotel(house.hotel.id) as session:
        hotel = await room.read(session)
        assert await journeys.install(session, hotel) == len(KEYS)
        assert await journeys.install(session, hotel) == 0
        assert not any(rule.is_on for rule in await journeys.rules(session))
        for rule in await journeys.rules(session):
            await journeys.switch(session, hotel, rule.id, on=True)
    await house.work()


async def test_a_stay_of_five_nights_hears_this(house):
    await house.rules(first_contacts_a_day=0)
    await everything_on(house)
    await house.book(departure="2026-06-15T12:00:00", guest={"birthday": "1990-06-12"})
    await house.clock("2026-06-10T13:00:00")
    await house.tell("B1", "room_ready", room="204")
    await house.clock("2026-06-10T14:00:00")
    await house.tell("B1", "checked_in")
    await house.clock("2026-06-15T11:30:00")
    await house.tell("B1", "checked_out")
    await house.clock("2026-09-15T12:00:00")
    assert await house.story() == {
        "booking_confirmed": "01 13:03",
        "pre_arrival_3d": "07 11:00",
        "pre_arrival_1d": "09 16:00",
        "arrival_day": "dropped: sent_lately",
        "room_ready": "10 13:00",
        "welcome_checked_in": "10 14:15",
        "how_is_everything": "dropped: sent_lately",
        "first_night": "11 10:30",
        "mid_stay": "dropped: enough_for_a_stay",
        "pre_checkout": "14 18:00",
        "checkout_day": "dropped: sent_lately",
        "review_request": "15 15:30",
    }


async def test_a_cancelled_stay_hears_that_and_no_more(house):
    await house.rules(first_contacts_a_day=0)
    await everything_on(house)
    await house.book()
    await house.clock("2026-06-03T12:00:00")
    await house.tell("B1", "cancelled")
    await house.clock("2026-07-01T12:00:00")
    story = await house.story()
    assert story["booking_confirmed"] == "01 13:03"
    assert story["cancelled"] == "03 12:00"
    rest = {
        key: told for key, told in story.items() if key not in ("booking_confirmed", "cancelled")
    }
    assert set(rest.values()) == {"withdrawn: cancelled"}


async def test_who_does_not_come_is_asked_in_the_morning(house):
    await house.rules(first_contacts_a_day=0)
    await everything_on(house)
    await house.book()
    await house.clock("2026-06-11T02:00:00")
    await house.tell("B1", "no_show")
    await house.clock("2026-06-12T12:00:00")
    story = await house.story()
    assert story["no_show"] == "11 10:00"
    assert story["pre_checkout"] == "withdrawn: no_show"


def test_the_catalogue_has_every_journey_in_both_languages():
    assert sorted(ready.key for ready in catalogue.RULES) == sorted(KEYS)
    for ready in catalogue.RULES:
        assert set(ready.definition.what.texts) == {"ru", "en"}
        assert journeys.read_definition(ready.definition.model_dump(mode="json", by_alias=True))


@pytest.mark.parametrize("ready", catalogue.RULES, ids=lambda ready: ready.key)
async def test_a_text_reads_well_for_a_guest_of_whom_little_is_known(hotels, ready):
    async with db.hotel(hotels.one.id) as session:
        hotel = await room.read(session)
    arrival = datetime(2026, 6, 10, 11, tzinfo=UTC)
    stay = Stay(planned_arrival=arrival, planned_departure=arrival, room="", room_type="")
    for lang, [variant] in ready.definition.what.texts.items():
        said = render(variant.text, values_of(hotel, stay, "", lang, {"text": "Нет воды."}))
        assert said
        assert not any(odd in said for odd in ("{", "}", " ,", " .", "  ", "None"))


def test_a_review_is_asked_of_everybody():
    [review] = [ready for ready in catalogue.RULES if ready.key == "review_request"]
    assert review.definition.who is None


async def test_marketing_goes_to_who_agreed(house):
    await house.rules(first_contacts_a_day=0, proactive_per_stay=9)
    await everything_on(house)
    consent = {"kind": "marketing", "given": True, "how": "form"}
    await house.book(guest={"birthday": "1990-06-20", "consents": [consent]})
    await house.clock("2026-06-14T11:30:00")
    await house.tell("B1", "checked_in")
    await house.tell("B1", "checked_out")
    await house.clock("2026-09-01T12:00:00")
    story = await house.story()
    assert (story["birthday"], story["win_back"]) == ("20 10:00", "28 11:00")


async def test_another_hotel_has_none_of_it(house, hotels):
    await everything_on(house)
    await house.book()
    assert await rows.all_of(hotels.two, journeys.JourneyRule) == []
    assert await rows.all_of(hotels.two, journeys.JourneySend) == []
