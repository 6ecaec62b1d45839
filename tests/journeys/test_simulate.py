"""Bookings and rules by hand, to the minute. Each case is one line of a clerk's reasoning."""

import pytest

from bellhop.journeys import play_all
from tests.journeys.slow_model import walk

NY, MSK, VVO, LON, KTM = (
    "America/New_York", "Europe/Moscow", "Asia/Vladivostok", "Europe/London", "Asia/Kathmandu",
)  # fmt: skip
NIGHT = ("21:00", "09:00")


def after(anchor, hours, *, in_stay=False):
    return {"type": "offset", "anchor": anchor, "hours": hours, "in_stay": in_stay}


def at(anchor, days, time, *, in_stay=False):
    return {"type": "local", "anchor": anchor, "days": days, "time": time, "in_stay": in_stay}


def new(moment, checkin, checkout="2026-12-30 12:00"):
    return {"at_utc": f"{moment}:00Z", "event": "booking_created",
            "checkin": checkin, "checkout": checkout}  # fmt: skip


def then(moment, event, **dates):
    name = event if event.startswith("opt") else f"booking_{event}"
    return {"at_utc": f"{moment}:00Z", "event": name, **dates}


SUMMER = new("2026-06-01T10:00", "2026-06-10 14:00", "2026-06-14 12:00")
"""In Moscow: in house from 11:00Z on the 10th to 09:00Z on the 14th."""

CASES = {
    # wall times and elapsed time
    "check-in is a wall time of the hotel": (MSK, after("checkin", 2), None, [SUMMER],
        "2026-06-10T13:00"),
    "hours before check-in": (MSK, after("checkin", -72), None, [SUMMER], "2026-06-07T11:00"),
    "half hours in Kathmandu": (KTM, after("checkin", 0.5), None, [SUMMER], "2026-06-10T08:45"),
    "a day before by the local clock": (VVO, at("checkin", -1, "16:00"), None, [SUMMER],
        "2026-06-09T06:00"),
    "the local date, not that of UTC": (VVO, at("checkin", 0, "23:30"), None,
        [new("2026-06-01T10:00", "2026-06-10 02:00")], "2026-06-10T13:30"),
    "New York's evening is tomorrow in UTC": (NY, at("checkout", -1, "21:30"), None, [SUMMER],
        "2026-06-14T01:30"),
    # clocks go forward
    "elapsed hours across the spring night": (NY, after("checkin", 12), None,
        [new("2026-03-01T10:00", "2026-03-07 20:00")], "2026-03-08T13:00"),
    "the same wall time across the spring night": (NY, at("checkin", 1, "08:00"), None,
        [new("2026-03-01T10:00", "2026-03-07 20:00")], "2026-03-08T12:00"),
    "a wall time that is left out moves forward": (NY, at("checkin", 0, "02:30"), None,
        [new("2026-03-01T10:00", "2026-03-08 15:00")], "2026-03-08T07:30"),
    "a check-in in the hour left out": (LON, after("checkin", 1), None,
        [new("2026-03-20T10:00", "2026-03-29 01:30")], "2026-03-29T02:30"),
    "quiet hours over the spring night": (NY, after("checkin", 3), NIGHT,
        [new("2026-03-01T10:00", "2026-03-07 20:00")], "2026-03-08T13:00"),
    # clocks go back
    "elapsed hours across the autumn night": (NY, after("checkin", 12), None,
        [new("2026-10-20T10:00", "2026-10-31 20:00")], "2026-11-01T12:00"),
    "of a wall time that comes twice the first counts": (NY, at("checkin", 0, "01:30"), None,
        [new("2026-10-20T10:00", "2026-11-01 15:00")], "2026-11-01T05:30"),
    "a check-in in the hour that comes twice": (LON, after("checkin", 2), None,
        [new("2026-10-20T10:00", "2026-10-25 01:30")], "2026-10-25T02:30"),
    "quiet hours over the autumn night": (LON, after("checkin", 5), NIGHT,
        [new("2026-10-20T10:00", "2026-10-24 18:00")], "2026-10-25T09:00"),
    "quiet hours that end in the hour that comes twice": (NY, after("checkin", 10.25),
        ("22:00", "01:30"), [new("2026-10-20T10:00", "2026-10-31 16:00")], "2026-11-01T06:30"),
    "Moscow has no such nights": (MSK, at("checkin", 1, "02:30"), None,
        [new("2026-03-20T10:00", "2026-03-28 15:00")], "2026-03-28T23:30"),
    # quiet hours
    "due in quiet hours waits for their end": (MSK, after("checkin", 8), NIGHT, [SUMMER],
        "2026-06-11T06:00"),
    "due at their start waits": (MSK, at("checkin", 0, "21:00"), NIGHT, [SUMMER],
        "2026-06-11T06:00"),
    "due at their end goes": (MSK, at("checkin", 1, "09:00"), NIGHT, [SUMMER],
        "2026-06-11T06:00"),
    "a minute before they start goes": (MSK, at("checkin", 0, "20:59"), NIGHT, [SUMMER],
        "2026-06-10T17:59"),
    "after midnight waits for the same morning": (MSK, at("checkin", 1, "03:00"), NIGHT, [SUMMER],
        "2026-06-11T06:00"),
    "quiet hours at midday": (MSK, at("checkin", 1, "13:10"), ("13:00", "15:00"), [SUMMER],
        "2026-06-11T12:00"),
    "equal ends: no quiet hours": (MSK, at("checkin", 1, "03:00"), ("09:00", "09:00"), [SUMMER],
        "2026-06-11T00:00"),
    # in-stay messages and check-out
    "in-stay at check-out is skipped": (MSK, at("checkout", 0, "12:00", in_stay=True), None,
        [SUMMER], None),
    "in-stay a minute before goes": (MSK, at("checkout", 0, "11:59", in_stay=True), None,
        [SUMMER], "2026-06-14T08:59"),
    "in-stay after check-out is skipped": (MSK, after("checkin", 200, in_stay=True), None,
        [SUMMER], None),
    "quiet hours push it across check-out": (MSK, at("checkout", -1, "22:00", in_stay=True), NIGHT,
        [new("2026-06-01T10:00", "2026-06-10 14:00", "2026-06-14 08:00")], None),
    "not in-stay goes after check-out": (MSK, after("checkout", 4), NIGHT, [SUMMER],
        "2026-06-14T13:00"),
    "an extension makes room for it": (MSK, after("checkin", 100, in_stay=True), None,
        [SUMMER, then("2026-06-12T10:00", "changed", checkout="2026-06-16 12:00")],
        "2026-06-14T15:00"),
    "an extension while quiet hours hold it": (MSK, at("checkout", -1, "22:00", in_stay=True),
        NIGHT, [new("2026-06-01T10:00", "2026-06-10 14:00", "2026-06-14 08:00"),
        then("2026-06-13T20:00", "changed", checkout="2026-06-14 12:00")], "2026-06-14T06:00"),
    "an extension after its moment went by": (MSK, after("checkin", 89.5, in_stay=True), NIGHT,
        [new("2026-06-01T10:00", "2026-06-10 14:00", "2026-06-14 08:30"),
        then("2026-06-14T06:30", "changed", checkout="2026-06-16 12:00")], None),
    # changes while unsent, and after
    "an extension moves what counts from check-out": (MSK, after("checkout", 4), None,
        [SUMMER, then("2026-06-13T10:00", "changed", checkout="2026-06-15 12:00")],
        "2026-06-15T13:00"),
    "late arrival moves what counts from check-in": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-10T10:30", "changed", checkin="2026-06-10 19:00")],
        "2026-06-10T18:00"),
    "moved earlier, past already: skipped": (MSK, after("checkin", -24), None,
        [SUMMER, then("2026-06-05T12:00", "changed", checkin="2026-06-06 14:00")], None),
    "moved earlier, still ahead: follows": (MSK, after("checkin", -24), None,
        [SUMMER, then("2026-06-05T10:00", "changed", checkin="2026-06-06 14:00")],
        "2026-06-05T11:00"),
    "moved to exactly now: goes": (MSK, after("checkin", -24), None,
        [SUMMER, then("2026-06-05T11:00", "changed", checkin="2026-06-06 14:00")],
        "2026-06-05T11:00"),
    "skipped as past, then moved ahead again: goes": (MSK, after("checkin", -24), None,
        [SUMMER, then("2026-06-05T12:00", "changed", checkin="2026-06-06 14:00"),
        then("2026-06-05T13:00", "changed", checkin="2026-06-20 14:00",
        checkout="2026-06-24 12:00")], "2026-06-19T11:00"),
    "moved away and back after the moment: past": (MSK, after("checkin", -24), None,
        [SUMMER, then("2026-06-09T10:00", "changed", checkin="2026-06-20 14:00",
        checkout="2026-06-24 12:00"),
        then("2026-06-09T12:00", "changed", checkin="2026-06-10 14:00")], None),
    "once sent, a move sends nothing more": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-10T14:00", "changed", checkin="2026-06-11 14:00")],
        "2026-06-10T13:00"),
    "moved in the very minute: follows": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-10T13:00", "changed", checkin="2026-06-11 14:00")],
        "2026-06-11T13:00"),
    "another change leaves what waits in quiet hours": (MSK, after("checkin", 8), NIGHT,
        [SUMMER, then("2026-06-10T20:00", "changed", checkout="2026-06-20 12:00")],
        "2026-06-11T06:00"),
    "what waits in quiet hours and moves into the past": (MSK, after("checkin", 8), NIGHT,
        [SUMMER, then("2026-06-10T20:00", "changed", checkin="2026-06-10 13:30")], None),
    # when it becomes known
    "booked after the moment: skipped": (MSK, after("checkin", -72), None,
        [new("2026-06-08T10:00", "2026-06-10 14:00")], None),
    "booked at the very moment: goes": (MSK, after("checkin", -72), None,
        [new("2026-06-07T11:00", "2026-06-10 14:00")], "2026-06-07T11:00"),
    "booked in quiet hours after the moment: skipped": (MSK, after("checkin", 8), NIGHT,
        [new("2026-06-10T20:00", "2026-06-10 14:00")], None),
    # cancelled, stopped
    "cancelled before": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-09T10:00", "cancelled")], None),
    "cancelled while quiet hours hold it": (MSK, after("checkin", 8), NIGHT,
        [SUMMER, then("2026-06-10T22:00", "cancelled")], None),
    "cancelled in the very minute": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-10T13:00", "cancelled")], None),
    "cancelled after it went": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-10T13:01", "cancelled")], "2026-06-10T13:00"),
    "reinstated in time": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-09T10:00", "cancelled"), then("2026-06-10T09:00", "reinstated")],
        "2026-06-10T13:00"),
    "reinstated too late": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-09T10:00", "cancelled"), then("2026-06-10T13:30", "reinstated")],
        None),
    "cancelled and reinstated in the quiet hours that held it": (MSK, after("checkin", 8), NIGHT,
        [SUMMER, then("2026-06-10T20:00", "cancelled"), then("2026-06-10T21:00", "reinstated")],
        None),
    "reinstated with new dates": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-09T10:00", "cancelled"), then("2026-06-11T09:00", "reinstated",
        checkin="2026-06-12 14:00")], "2026-06-12T13:00"),
    "sent, cancelled, reinstated: not again": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-10T14:00", "cancelled"), then("2026-06-10T15:00", "reinstated",
        checkin="2026-06-12 14:00")], "2026-06-10T13:00"),
    "a move of a cancelled stay counts once it is back": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-02T10:00", "cancelled"), then("2026-06-03T10:00", "changed",
        checkin="2026-06-11 14:00"), then("2026-06-04T10:00", "reinstated")], "2026-06-11T13:00"),
    "opted out": (MSK, after("checkin", 2), None, [SUMMER, then("2026-06-09T10:00", "opt_out")],
        None),
    "opted in again in time": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-09T10:00", "opt_out"), then("2026-06-10T12:59", "opt_in")],
        "2026-06-10T13:00"),
    "opted in again too late": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-09T10:00", "opt_out"), then("2026-06-10T13:01", "opt_in")], None),
    "opted in, but cancelled meanwhile": (MSK, after("checkin", 2), None,
        [SUMMER, then("2026-06-08T10:00", "opt_out"), then("2026-06-09T10:00", "cancelled"),
        then("2026-06-09T11:00", "opt_in")], None),
    "opting in without having opted out changes nothing": (MSK, after("checkin", 8), NIGHT,
        [SUMMER, then("2026-06-10T20:00", "opt_in")], "2026-06-11T06:00"),
}  # fmt: skip


def case(name):
    zone, rule, quiet, events, _ = CASES[name]
    quiet_hours = {"start": quiet[0], "end": quiet[1]} if quiet else None
    return {"id": name, "timezone": zone, "rule": rule, "quiet_hours": quiet_hours,
            "events": events}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_to_the_minute(name):
    due = CASES[name][-1]
    assert play_all({"cases": [case(name)]})[0]["sends"] == ([f"{due}:00Z"] if due else [])


@pytest.mark.parametrize("name", CASES)
def test_the_obvious_model_says_the_same(name):
    due = CASES[name][-1]
    assert walk(case(name), days=16) == ([f"{due}:00Z"] if due else [])


def test_events_are_taken_in_the_order_of_time():
    events = [then("2026-06-09T10:00", "cancelled"), SUMMER]
    given = case("cancelled before") | {"events": events}
    assert play_all({"cases": [given]})[0]["sends"] == []
