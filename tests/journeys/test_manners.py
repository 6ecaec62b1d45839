"""What holds a message back, and what takes it away."""

from datetime import UTC, datetime, timedelta

import pytest

from bellhop import alerts, conversations, db, guests, journeys
from bellhop import hotels as room
from bellhop.alerts import Call
from bellhop.conversations import Conversation, Line
from bellhop.hotels import ChannelAccount
from bellhop.messages import Content, ContentKind
from tests import rows

NOON = {"type": "local", "anchor": "checkin", "days": 1, "time": "12:00"}
NEXT_NOON = NOON | {"days": 2}
EVENING = NOON | {"time": "18:00"}
ARRIVED = {"type": "event", "event": "checked_in"}


@pytest.fixture
async def polite(house):
    """The hotel's manners are on; its number is an old one."""
    await house.rules(first_contacts_a_day=0)
    return house


async def chat_with_a_line(house, at: datetime) -> None:
    """The guest wrote at this moment."""
    async with db.hotel(house.hotel.id) as session:
        [chat] = (await rows.all_of(house.hotel, Conversation))[:1]
        line = Line("in", "guest", "received", Content(ContentKind.TEXT, "да"), at)
        await conversations.record(session, house.hotel.id, chat.id, line)


async def greeted(house) -> None:
    """A guest in house who has had one message that does not count."""
    await house.rule("greeting", ARRIVED, awaited=True)
    await house.book()
    await house.clock("2026-06-10T14:00:00")
    await house.tell("B1", "checked_in")


async def test_one_message_in_twenty_hours(polite):
    await polite.rule("noon", NOON)
    await polite.rule("evening", EVENING)
    await polite.rule("tomorrow", NEXT_NOON)
    await polite.book()
    await polite.clock("2026-06-14T12:00:00")
    assert await polite.story() == {
        "noon": "11 12:00", "evening": "dropped: sent_lately", "tomorrow": "12 12:00",
    }  # fmt: skip


async def test_the_more_important_one_wins_though_it_comes_later(polite):
    await polite.rule("noon", NOON, priority=30)
    await polite.rule("evening", EVENING, priority=60)
    await polite.book()
    await polite.clock("2026-06-14T12:00:00")
    assert await polite.story() == {"noon": "dropped: gives_way", "evening": "11 18:00"}


async def test_what_is_not_for_this_guest_takes_no_place(polite):
    await polite.rule("noon", NOON, priority=30)
    who = {"fact": "nights", "op": "at_least", "value": 20}
    await polite.rule("evening", EVENING, priority=60, who=who)
    await polite.book()
    await polite.clock("2026-06-14T12:00:00")
    assert await polite.story() == {"noon": "11 12:00", "evening": "dropped: not_for_this_guest"}


async def test_what_the_guest_waits_for_is_not_held_back_and_does_not_count(polite):
    await polite.rule("noon", NOON)
    await polite.rule("answer", NOON | {"time": "12:30"}, awaited=True)
    await polite.rule("other", NOON | {"time": "11:30"}, awaited=True)
    await polite.book()
    await polite.clock("2026-06-14T12:00:00")
    assert await polite.story() == {
        "other": "11 11:30", "noon": "11 12:00", "answer": "11 12:30",
    }  # fmt: skip


async def test_enough_for_a_stay_leaves_the_most_important(polite):
    await polite.rules(first_contacts_a_day=0, proactive_per_stay=2)
    for day, priority in ((0, 50), (1, 20), (2, 70)):
        when = NOON | {"days": day, "time": "16:00"}
        await polite.rule(f"day_{day}", when, priority=priority)
    await polite.book()
    await polite.clock("2026-06-14T12:00:00")
    assert await polite.story() == {
        "day_0": "10 16:00", "day_1": "dropped: enough_for_a_stay", "day_2": "12 16:00",
    }  # fmt: skip


async def test_it_waits_while_a_person_talks(polite):
    await greeted(polite)
    await polite.rule("noon", NOON)
    await polite.clock("2026-06-11T11:59:00")
    until = datetime(2026, 6, 11, 9, 40, tzinfo=UTC)
    await rows.change(polite.hotel, Conversation, quiet_until=until)
    await polite.clock("2026-06-11T12:30:00")
    assert (await polite.one("noon")).reason == "person_talks"
    await polite.clock("2026-06-11T12:45:00")
    assert (await polite.story())["noon"] == "11 12:40"


async def test_it_waits_while_an_alert_is_open_and_goes_when_it_is_not(polite):
    await greeted(polite)
    await polite.rule("noon", NOON)
    [guest] = await rows.all_of(polite.hotel, guests.Guest)
    await polite.clock("2026-06-11T11:00:00")
    async with db.hotel(polite.hotel.id) as session:
        call = Call("complaint", "шумно", guest_id=guest.id)
        await alerts.call_person(session, polite.hotel.id, polite.hotel.slug, call)
    await polite.clock("2026-06-11T13:00:00")
    assert (await polite.one("noon")).reason == "alert_open"
    await rows.change(polite.hotel, alerts.Alert, state="resolved")
    await polite.clock("2026-06-11T13:10:00")
    assert (await polite.one("noon")).state == "queued"


async def test_what_waits_too_long_is_dropped(polite):
    await greeted(polite)
    await polite.rule("noon", NOON, keep_hours=2)
    await polite.clock("2026-06-11T11:00:00")
    until = datetime(2026, 6, 11, 18, tzinfo=UTC)
    await rows.change(polite.hotel, Conversation, quiet_until=until)
    await polite.clock("2026-06-11T20:00:00")
    assert (await polite.story())["noon"] == "dropped: too_late"


async def test_it_waits_a_quarter_of_an_hour_after_the_guest_wrote(polite):
    await greeted(polite)
    await polite.rule("noon", NOON)
    await polite.clock("2026-06-11T11:55:00")
    await chat_with_a_line(polite, datetime(2026, 6, 11, 8, 50, tzinfo=UTC))
    await polite.clock("2026-06-11T13:00:00")
    assert (await polite.story())["noon"] == "11 12:05"


async def test_an_urgent_one_asks_nobody(polite):
    await greeted(polite)
    await polite.rule("night", NOON | {"time": "03:00"}, urgent=True)
    until = datetime(2026, 6, 12, tzinfo=UTC)
    await rows.change(polite.hotel, Conversation, quiet_until=until)
    await polite.clock("2026-06-11T04:00:00")
    assert (await polite.story())["night"] == "11 03:00"


async def test_a_new_number_writes_to_few_guests_a_day(house):
    await house.rules(first_contacts_a_day=2)
    await rows.change(house.hotel, ChannelAccount, created_at=datetime(2026, 11, 1, tzinfo=UTC))
    await house.rule("noon", NOON, keep_hours=48)
    for number in range(3):
        guest = {"phone": f"+7900111220{number}"}
        await house.book(f"B{number}", guest=guest)
    await fresh_number(house)
    await house.clock("2026-06-11T12:30:00")
    states = sorted((send.state, send.reason or "") for send in await house.sends())
    assert states == [("planned", "number_is_new"), ("queued", ""), ("queued", "")]
    await house.clock("2026-06-12T14:00:00")
    assert {send.state for send in await house.sends()} == {"queued"}


async def fresh_number(house) -> None:
    async with db.hotel(house.hotel.id) as session:
        hotel = await room.read(session)
    real = hotel.now() - hotel.clock_offset
    await rows.change(house.hotel, ChannelAccount, created_at=real - timedelta(hours=1))


async def test_nothing_is_started_while_the_number_is_restricted(polite):
    await polite.rule("noon", NOON)
    await polite.book()
    await rows.change(polite.hotel, ChannelAccount, state="suspended")
    await polite.clock("2026-06-11T12:30:00")
    assert (await polite.one("noon")).reason == "number_restricted"
    await rows.change(polite.hotel, ChannelAccount, state="authorized")
    await polite.clock("2026-06-11T12:40:00")
    assert (await polite.one("noon")).state == "queued"


async def test_once_for_a_guest_means_once_in_all_stays(polite):
    await polite.rule("noon", NOON, once="guest")
    await polite.book()
    await polite.clock("2026-06-14T12:00:00")
    await polite.book("B2", arrival="2026-06-20T14:00:00", departure="2026-06-22T12:00:00")
    await polite.clock("2026-06-23T12:00:00")
    assert [send.state for send in await polite.sends("noon")] == ["queued", "dropped"]


async def test_what_became_known_too_late_goes_as_one_message(polite):
    for key, days in (("three", -3), ("two", -2)):
        await polite.rule(key, NOON | {"days": days}, late="merge")
    await polite.book(arrival="2026-06-02T14:00:00", departure="2026-06-04T12:00:00")
    assert sorted(send.state for send in await polite.sends()) == ["merged", "queued"]
    [said] = await polite.said()
    assert sorted(said.split("\n\n")) == ["three", "two"]


async def test_late_may_also_go_at_once(polite):
    await polite.rule("three", NOON | {"days": -3}, late="now")
    await polite.book(arrival="2026-06-02T14:00:00", departure="2026-06-04T12:00:00")
    assert (await polite.story())["three"] == "01 13:00"


async def test_an_outage_delays_but_not_for_ever(polite):
    await polite.rule("short", NOON, keep_hours=1, priority=10)
    await polite.rule("long", NOON, keep_hours=6, awaited=True)
    await polite.book()
    await journeys.set_clock(polite.hotel.id, datetime(2026, 6, 11, 12, tzinfo=UTC))
    await polite.work()
    assert await polite.story() == {"short": "dropped: too_late", "long": "11 15:00"}


async def test_after_an_outage_quiet_hours_count_again(polite):
    await polite.rules(first_contacts_a_day=0)
    await polite.rule("evening", EVENING, keep_hours=24)
    await polite.book()
    await journeys.set_clock(polite.hotel.id, datetime(2026, 6, 11, 19, tzinfo=UTC))
    await polite.work()
    assert (await polite.one("evening")).reason == "quiet_hours"
    await polite.clock("2026-06-12T09:30:00")
    assert (await polite.story())["evening"] == "12 09:00"


async def test_check_ins_that_are_reported_are_waited_for(polite):
    await polite.rules(first_contacts_a_day=0, pms_reports_checkins=True)
    await polite.rule("two", {"type": "offset", "anchor": "checkin", "hours": 2})
    await polite.book()
    await polite.clock("2026-06-10T19:00:00")
    assert await polite.sends("two") == []
    await polite.tell("B1", "checked_in")
    await polite.clock("2026-06-10T21:30:00")
    # 21:00 is the first minute of quiet hours
    await polite.clock("2026-06-11T09:30:00")
    assert (await polite.story())["two"] == "11 09:00"
