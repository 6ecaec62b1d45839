"""Rules that wait for something to happen, rules by cron, and words to everybody in house."""

from datetime import timedelta

import pytest

from bellhop import db, guests, journeys
from bellhop import hotels as room
from bellhop.hotels import Happened, Kind
from tests import rows


async def happens(house, kind: Kind, **more) -> None:
    async with db.hotel(house.hotel.id) as session:
        hotel = await room.read(session)
        [guest] = await rows.all_of(house.hotel, guests.Guest)
        room.happened(session, hotel.id, Happened(kind, hotel.now(), guest.id, **more))
    await house.work()


def on(event: str, **more) -> dict:
    return {"type": "event", "event": event} | more


async def test_a_check_in_is_answered_after_a_while(house):
    await house.rule("hello", on("checked_in", delay_minutes=15))
    await house.book()
    await house.clock("2026-06-10T14:00:00")
    await house.tell("B1", "checked_in")
    await house.clock("2026-06-10T14:20:00")
    assert await house.story() == {"hello": "10 14:15"}


async def test_what_is_told_late_counts_from_then_while_it_makes_sense(house):
    await house.rule("hello", on("checked_in", delay_minutes=15), keep_hours=3)
    await house.book("B1")
    await house.book("B2", guest={"phone": "+7 900 111-22-44"})
    await house.clock("2026-06-10T18:00:00")
    await house.tell("B1", "checked_in", at="2026-06-10T16:30:00")
    await house.tell("B2", "checked_in", at="2026-06-10T10:00:00")
    told = sorted((send.state, send.reason or "") for send in await house.sends())
    assert told == [("queued", ""), ("skipped", "past")]


async def test_a_booking_of_last_year_is_not_confirmed_today(house):
    await house.rule("hello", on("booked"), keep_hours=24)
    await house.book(booked_at="2025-11-01T12:00:00")
    assert await house.said() == []


async def test_a_watched_word_is_kept_with_the_hotel_and_starts_the_rule(house):
    rule_id = await house.rule("spa", on("message", words=["спа", "сауна"]), once="each")
    await house.book()
    async with db.hotel(house.hotel.id) as session:
        assert (await room.read(session)).rules.watched_words == ["сауна", "спа"]
    await happens(house, Kind.MESSAGE, details={"word": "спа"})
    await happens(house, Kind.MESSAGE, details={"word": "бассейн"})
    await happens(house, Kind.MESSAGE, details={"word": "Сауна"})
    assert await house.said() == ["spa", "spa"]
    async with db.hotel(house.hotel.id) as session:
        await journeys.switch(session, await room.read(session), rule_id, on=False)
    async with db.hotel(house.hotel.id) as session:
        assert (await room.read(session)).rules.watched_words == []


async def test_a_rating_is_answered_with_the_score(house):
    what = {"texts": {"ru": "Спасибо за {{ event.score }}!"}}
    who = {"fact": "rating", "op": "at_least", "value": 4}
    await house.rule("thanks", on("rated"), what=what, who=who, awaited=True, once="each")
    await house.book()
    await happens(house, Kind.RATED, details={"score": 5})
    await happens(house, Kind.RATED, details={"score": 2})
    assert await house.said() == ["Спасибо за 5!"]


async def test_an_event_is_told_once_for_a_stay(house):
    await house.rule("ready", on("room_ready"))
    stay_id = await house.book()
    await house.tell("B1", "room_ready")
    await happens(house, Kind.ROOM_READY, stay_id=stay_id)
    assert await house.said() == ["ready"]


async def test_a_rule_that_was_off_says_nothing_about_what_happened_then(house):
    await house.book()
    await house.rule("hello", on("booked"))
    assert await house.said() == []


async def test_a_message_that_waits_for_its_delay_is_taken_back_with_the_stay(house):
    await house.rule("hello", on("booked", delay_minutes=5))
    await house.book()
    await house.tell("B1", "cancelled")
    await house.clock("2026-06-01T14:00:00")
    assert await house.story() == {"hello": "withdrawn: cancelled"}


async def test_a_cron_rule_speaks_to_everybody_in_house_each_time(house):
    when = {"type": "cron", "cron": "0 18 * * *"}
    await house.rule("evening", when, once="each")
    await house.book("B1")
    await house.book("B2", guest={"phone": "+7 900 111-22-44"})
    await house.clock("2026-06-10T15:00:00")
    await house.tell("B1", "checked_in")
    await house.clock("2026-06-12T17:00:00")
    assert [f"{s.sent_at + timedelta(hours=3):%d %H:%M}" for s in await house.sends()] == [
        "10 18:00", "11 18:00",
    ]  # fmt: skip


async def test_a_disruption_is_told_to_everybody_in_house(house):
    await house.rules(first_contacts_a_day=0)
    await house.book("B1")
    await house.book("B2", guest={"phone": "+7 900 111-22-44"})
    await house.clock("2026-06-10T23:00:00")
    await house.tell("B1", "checked_in")
    for words, urgent in (("Воды нет до 15:00", False), ("Пожар, выходите", True)):
        async with db.hotel(house.hotel.id) as session:
            hotel = await room.read(session)
            assert await journeys.broadcast(session, hotel, words, urgent=urgent) == 1
        await house.work()
    assert await house.said() == ["Пожар, выходите"]
    await house.clock("2026-06-11T09:01:00")
    assert await house.said() == ["Пожар, выходите", "Воды нет до 15:00"]


@pytest.mark.parametrize("deed", ["off", "changed"])
async def test_a_rule_that_changes_takes_its_plan_along(house, deed):
    when = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}
    rule_id = await house.rule("eve", when)
    await house.book()
    if deed == "off":
        async with db.hotel(house.hotel.id) as session:
            await journeys.switch(session, await room.read(session), rule_id, on=False)
        await house.work()
        assert await house.story() == {"eve": "withdrawn: switched_off"}
    else:
        await house.rule("eve", when | {"time": "11:00"})
        await house.clock("2026-06-09T12:00:00")
        assert await house.story() == {"eve": "09 11:00"}


async def test_switched_off_and_on_again_it_is_planned_anew(house):
    when = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}
    rule_id = await house.rule("eve", when)
    await house.book()
    for wanted in (False, True):
        async with db.hotel(house.hotel.id) as session:
            await journeys.switch(session, await room.read(session), rule_id, on=wanted)
        await house.work()
    await house.clock("2026-06-09T16:30:00")
    assert await house.story() == {"eve": "09 16:00"}
