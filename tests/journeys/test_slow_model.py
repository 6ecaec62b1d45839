"""The planner against the obvious model, over bookings that nobody would think of."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bellhop.journeys import play_all
from tests.journeys.slow_model import walk

SPRING_AND_AUTUMN = {
    "America/New_York": ("2026-03-07", "2026-10-31"),
    "Europe/London": ("2026-03-28", "2026-10-24"),
    "Europe/Moscow": ("2026-03-28", "2026-10-24"),
    "Asia/Vladivostok": ("2026-03-28", "2026-10-24"),
    "Asia/Kathmandu": ("2026-03-28", "2026-10-24"),
    "Australia/Lord_Howe": ("2026-04-04", "2026-10-03"),
}
KINDS = ["booking_changed", "booking_changed", "booking_cancelled", "booking_reinstated",
         "opt_out", "opt_in"]  # fmt: skip
QUIET = [
    None,
    {"start": "21:00", "end": "09:00"},
    {"start": "00:30", "end": "02:30"},
    {"start": "23:00", "end": "01:15"},
    {"start": "13:00", "end": "15:30"},
]
clock_times = st.builds(
    "{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45, 59])
)


@st.composite
def rules(draw):
    rule = {
        "anchor": draw(st.sampled_from(["checkin", "checkout"])),
        "in_stay": draw(st.booleans()),
    }
    if draw(st.booleans()):
        return rule | {
            "type": "offset",
            "hours": draw(st.sampled_from([-30, -2, 0, 0.5, 2, 5, 26])),
        }
    return rule | {"type": "local", "days": draw(st.integers(-1, 1)), "time": draw(clock_times)}


@st.composite
def cases(draw):
    zone = draw(st.sampled_from(sorted(SPRING_AND_AUTUMN)))
    first = datetime.fromisoformat(draw(st.sampled_from(SPRING_AND_AUTUMN[zone]))).replace(
        tzinfo=UTC
    )

    def wall(days):
        day = first + timedelta(days=draw(st.integers(*days)))
        return f"{day:%Y-%m-%d} {draw(clock_times)}"

    def at():
        return f"{first + timedelta(minutes=15 * draw(st.integers(-96, 288))):%Y-%m-%dT%H:%M:%SZ}"

    events = [{"at_utc": at(), "event": "booking_created", "checkin": wall((0, 1)),
               "checkout": wall((1, 2))}]  # fmt: skip
    for _ in range(draw(st.integers(0, 4))):
        event = {"at_utc": at(), "event": draw(st.sampled_from(KINDS))}
        if event["event"] == "booking_changed":
            name = draw(st.sampled_from(["checkin", "checkout"]))
            event[name] = wall((0, 1) if name == "checkin" else (1, 3))
        events.append(event)
    # a booking is created before anything else happens to it
    events.sort(key=lambda e: e["at_utc"])
    moments = [event["at_utc"] for event in events]
    [created] = [event for event in events if event["event"] == "booking_created"]
    others = [event for event in events if event is not created]
    ordered = [created, *others]
    for event, moment in zip(ordered, moments, strict=True):
        event["at_utc"] = moment
    return {"id": 1, "timezone": zone, "rule": draw(rules()),
            "quiet_hours": draw(st.sampled_from(QUIET)), "events": ordered}  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_the_planner_agrees_with_looking_at_the_clock_every_minute(case):
    [played] = play_all({"cases": [case]})
    assert played["sends"] == walk(case, days=6), case
