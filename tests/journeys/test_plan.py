"""From a booking to the message: the plan, its changes, and the sending."""

from datetime import UTC, datetime, timedelta

AFTER_TWO_HOURS = {"type": "offset", "anchor": "checkin", "hours": 2}
EVE = {"type": "local", "anchor": "checkin", "days": -1, "time": "16:00"}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_a_booking_is_planned_with_its_moment(house):
    await house.rule("hello", AFTER_TWO_HOURS)
    await house.book()
    send = await house.one("hello")
    assert (send.state, send.goes_at) == ("planned", utc("2026-06-10 13:00"))
    assert await house.said() == []


async def test_it_goes_at_its_moment_once(house):
    await house.rule("hello", AFTER_TWO_HOURS)
    await house.book()
    await house.clock("2026-06-10T15:59:00")
    assert await house.said() == []
    await house.clock("2026-06-10T16:00:00")
    assert await house.said() == ["hello"]
    await house.clock("2026-06-20T16:00:00")
    assert await house.said() == ["hello"]
    send = await house.one("hello")
    assert send.state == "queued"
    assert abs(send.sent_at - utc("2026-06-10 13:00")) < timedelta(seconds=30)
