"""The cases played by hand, through bookings, jobs and the tick: the same to the minute."""

from datetime import UTC, datetime, timedelta

import pytest

from bellhop import db, guests
from bellhop import hotels as room
from bellhop.hotels import HotelRecord
from tests import rows
from tests.journeys.test_simulate import CASES

STATUS = {"booking_cancelled": "cancelled", "booking_reinstated": "booked"}


@pytest.mark.parametrize("name", CASES)
async def test_the_real_tick_says_the_same(house, name):
    zone, rule, quiet, events, expected = CASES[name]
    await rows.change(house.hotel, HotelRecord, timezone=zone)
    start, end = quiet or ("00:00", "00:00")
    await house.rules(journey_manners=False, quiet_from=start, quiet_until=end)
    first = moment(events[0]) - timedelta(hours=1)
    await house.at(first)
    in_stay = rule["in_stay"]
    when = {key: value for key, value in rule.items() if key != "in_stay"}
    await house.rule("told", when, in_stay=in_stay)
    for event in events:
        await house.at(moment(event) - timedelta(seconds=5))
        await hear(house, event)
    await house.at(moment(events[-1]) + timedelta(days=40))
    sent = [send.sent_at for send in await house.sends("told") if send.sent_at]
    assert [f"{at + timedelta(seconds=10):%Y-%m-%dT%H:%M}" for at in sent] == (
        [expected] if expected else []
    )
    assert len(await house.said()) == len(sent)


def moment(event) -> datetime:
    return datetime.fromisoformat(event["at_utc"]).astimezone(UTC)


async def hear(house, event) -> None:
    """The news of a case, as the property system or the guest tells it."""
    dates = {
        ours: event[theirs].replace(" ", "T")
        for ours, theirs in (("arrival", "checkin"), ("departure", "checkout"))
        if theirs in event
    }
    if event["event"] == "booking_created":
        await house.book(**dates)
    elif event["event"].startswith("booking"):
        status = {"status": STATUS[event["event"]]} if event["event"] in STATUS else {}
        await house.put("B1", **dates, **status)
    else:
        await say(house, stop=event["event"] == "opt_out")


async def say(house, *, stop: bool) -> None:
    async with db.hotel(house.hotel.id) as session:
        hotel = await room.read(session)
        [guest] = await rows.all_of(house.hotel, guests.Guest)
        deed = guests.stop if stop else guests.start_again
        await deed(session, hotel.id, guest.id, hotel.now())
    await house.work()
