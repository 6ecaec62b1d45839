"""What people see of a plan, and what they may change."""

from datetime import timedelta

import pytest

from bellhop import db, journeys
from bellhop import hotels as room
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.hotels import HotelRecord
from tests import rows
from tests.journeys.test_real_tick import say

EVE = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}
PAST = {"type": "local", "anchor": "checkin", "days": -30, "time": "16:00"}
HELLO = {"type": "event", "event": "checked_in"}


async def ask(house, question, *given, **more):
    """One of the room's questions, for this hotel."""
    async with db.hotel(house.hotel.id) as session:
        return await question(session, await room.read(session), *given, **more)


async def test_a_plan_tells_what_will_go_and_what_will_not_and_why(house):
    await house.rules(first_contacts_a_day=0)
    await house.rule("eve", EVE, priority=70)
    await house.rule("noon", EVE | {"time": "12:00"}, priority=20)
    await house.rule("long", EVE, who={"fact": "nights", "op": "at_least", "value": 9})
    await house.rule("past", PAST)
    await house.rule("hello", HELLO)
    await house.rule("offer", EVE, kind="marketing")
    stay_id = await house.book()
    plan = await ask(house, journeys.plan_of_stay, stay_id)
    assert {entry.key: (entry.fate, entry.reason) for entry in plan} == {
        "past": ("will_not", "past"),
        "noon": ("will_not", "gives_way"),
        "eve": ("will_go", None),
        "long": ("will_not", "not_for_this_guest"),
        "hello": ("waits", "waits_for_event"),
        "offer": ("will_not", "no_marketing_consent"),
    }
    [eve] = [entry for entry in plan if entry.key == "eve"]
    assert (eve.text, eve.why) == ("eve", "в 16:00 за 1 дн. до заезда")
    assert [entry.why for entry in plan if entry.key == "long"] == [
        "условия не подходят гостю: число ночей: не меньше 9"
    ]


async def test_the_forecast_is_what_happens(house):
    await house.rules(first_contacts_a_day=0, proactive_per_stay=3)
    for day, priority in ((-5, 50), (-4, 20), (-3, 70), (-2, 60), (-1, 10)):
        when = EVE | {"days": day, "time": f"{12 + day % 3}:00"}
        await house.rule(f"day{-day}", when, priority=priority)
    stay_id = await house.book()
    plan = await ask(house, journeys.plan_of_stay, stay_id)
    foreseen = {entry.key for entry in plan if entry.fate == "will_go"}
    await house.clock("2026-06-10T12:00:00")
    plan = await ask(house, journeys.plan_of_stay, stay_id)
    assert {entry.key for entry in plan if entry.fate == "went"} == foreseen == {
        "day5", "day3", "day2",
    }  # fmt: skip


async def test_a_person_may_skip_a_message_for_good(house):
    await house.rule("eve", EVE)
    await house.book()
    send = await house.one("eve")
    await ask(house, journeys.skip, send.id)
    await house.put("B1", arrival="2026-06-11T14:00:00")
    await house.clock("2026-06-14T12:00:00")
    assert await house.story() == {"eve": "skipped: skipped_by_hand"}


async def test_a_person_may_send_it_now_and_never_twice(house):
    await house.rules(first_contacts_a_day=0)
    await house.rule("eve", EVE)
    await house.book()
    send = await house.one("eve")
    await ask(house, journeys.send_now, send.id)
    await house.work()
    assert await house.story() == {"eve": "01 13:00"}
    for deed in (journeys.skip, journeys.send_now):
        with pytest.raises(Refused):
            await ask(house, deed, send.id)
    await house.clock("2026-06-14T12:00:00")
    assert await house.said() == ["eve"]


async def test_sending_now_cannot_reach_who_said_stop(house):
    await house.rule("eve", EVE)
    await house.book()
    send = await house.one("eve")
    await say(house, stop=True)
    await ask(house, journeys.send_now, send.id)
    await house.work()
    assert await house.story() == {"eve": "withdrawn: guest_said_stop"}


async def test_one_message_may_have_words_of_its_own(house):
    await house.rule("eve", EVE)
    await house.book()
    send = await house.one("eve")
    await ask(house, journeys.change_text, send.id, "До завтра, {{ Анна }}!")
    await house.clock("2026-06-09T17:00:00")
    assert await house.said() == ["До завтра, {{ Анна }}!"]
    with pytest.raises(BadInput):
        await ask(house, journeys.change_text, send.id, " ")


async def test_today_and_what_is_held(house):
    await house.rules(first_contacts_a_day=0)
    await house.rule("eve", EVE)
    await house.rule("late", EVE | {"time": "18:00"}, awaited=True)
    await house.book()
    await rows.change(house.hotel, HotelRecord, rules={"guest_wrote_minutes": 0})
    await house.clock("2026-06-09T17:00:00")
    today = await ask(house, journeys.today)
    assert [(entry.key, entry.fate) for entry in today] == [("eve", "went"), ("late", "will_go")]
    assert await ask(house, journeys.held) == []


async def test_a_preview_shows_who_would_get_a_draft(house):
    await house.book("B1")
    await house.book("B2", arrival="2026-06-12T14:00:00", guest={"phone": "+79001112244"})
    await house.book("B3", arrival="2026-09-12T14:00:00", departure="2026-09-14T12:00:00")
    who = {"fact": "nights", "op": "at_least", "value": 3}
    given = {"when": EVE, "who": who, "what": {"texts": {"ru": "x"}}}
    draft = journeys.read_definition(given)
    would = await ask(house, journeys.who_would_get, draft)
    assert [(f"{w.at:%d %H:%M}", w.goes) for w in would] == [
        ("09 13:00", True),
        ("11 13:00", False),
    ]
    assert would[1].why == "условия не подходят гостю"
    hello = journeys.read_definition({"when": HELLO, "what": {"texts": {"ru": "x"}}})
    assert len(await ask(house, journeys.who_would_get, hello)) == 2
    cron = {"type": "cron", "cron": "0 12 * * *"}
    daily = {"when": cron, "what": {"texts": {"ru": "x"}}, "manners": {"once": "each"}}
    would = await ask(house, journeys.who_would_get, journeys.read_definition(daily))
    assert len(would) == 3 + 1


async def test_a_funnel_counts_what_became_of_messages(house):
    rule_id = await house.rule("eve", EVE)
    await house.book()
    await house.clock("2026-06-09T17:00:00")
    hotel_now = (await house.one("eve")).sent_at
    counts = await ask(house, journeys.funnel, rule_id, hotel_now - timedelta(days=1))
    assert counts["sent"] == 1
    assert counts["read"] == counts["stopped"] == 0


async def test_strangers_see_nothing(house, hotels):
    await house.rule("eve", EVE)
    stay_id = await house.book()
    send = await house.one("eve")
    async with db.hotel(hotels.two.id) as session:
        two = await room.read(session)
        with pytest.raises(NotFound):
            await journeys.plan_of_stay(session, two, stay_id)
        for deed in (journeys.skip, journeys.send_now):
            with pytest.raises(NotFound):
                await deed(session, two, send.id)
        assert await journeys.today(session, two) == []
        assert await journeys.rules(session) == []
