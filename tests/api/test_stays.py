"""Bookings through the API."""

import asyncio
from datetime import datetime, timedelta

from bellhop.guests import Guest, Stay
from tests import rows

BOOKING = {
    "guest": {"name": "Анна", "phone": "+7 900 000-00-01"},
    "arrival": "2027-12-18T15:00",
    "departure": "2027-12-22",
    "room_type": "Double",
}


async def test_a_booking_is_pushed_and_read_back(ask):
    pushed = await ask("PUT", "/stays/A-1", json=BOOKING)
    assert (pushed.status_code, pushed.json()["outcome"]) == (201, "created")
    read = (await ask("GET", "/stays/A-1")).json()
    assert read["planned_arrival"] == "2027-12-18T12:00:00Z"
    assert read["room_type"] == "Double"


async def test_the_same_booking_again_is_the_same(ask):
    await ask("PUT", "/stays/A-1", json=BOOKING)
    again = await ask("PUT", "/stays/A-1", json=BOOKING)
    assert (again.status_code, again.json()["outcome"]) == (200, "same")


async def test_an_update_that_comes_late_is_recognised(ask):
    await ask("PUT", "/stays/A-1", json=BOOKING | {"version": "7", "room": "304"})
    late = await ask("PUT", "/stays/A-1", json=BOOKING | {"version": "6", "room": "101"})
    assert late.json()["outcome"] == "stale"
    assert (await ask("GET", "/stays/A-1")).json()["room"] == "304"


async def test_ten_pushes_of_one_new_booking_at_once_make_one_stay(ask, hotels):
    pushes = [ask("PUT", "/stays/A-1", json=BOOKING) for _ in range(10)]
    said = await asyncio.gather(*pushes)
    assert {each.status_code for each in said} <= {200, 201}
    assert len(await rows.all_of(hotels.one, Stay)) == 1
    assert len(await rows.all_of(hotels.one, Guest)) == 1


async def test_a_bad_booking_says_where_and_why(ask):
    said = await ask("PUT", "/stays/A-1", json=BOOKING | {"adults": "many", "sauna": True})
    assert said.status_code == 422
    assert {each["where"] for each in said.json()["errors"]} == {"body.adults", "body.sauna"}


async def test_a_phone_that_is_none_is_refused(ask):
    said = await ask("PUT", "/stays/A-1", json=BOOKING | {"guest": {"phone": "none"}})
    assert said.status_code == 422
    assert "phone" in said.json()["title"]


async def test_a_check_in_is_told_once(ask):
    await ask("PUT", "/stays/A-1", json=BOOKING)
    event = {"event": "checked_in", "at": "2027-12-18T15:20", "room": "304"}
    first = await ask("POST", "/stays/A-1/events", json=event, key="k1")
    again = await ask("POST", "/stays/A-1/events", json=event, key="k1")
    assert first.json() == again.json()
    assert first.json()["outcome"] == "changed"


async def test_one_key_for_two_requests_is_refused(ask):
    await ask("PUT", "/stays/A-1", json=BOOKING)
    await ask("POST", "/stays/A-1/events", json={"event": "checked_in"}, key="k1")
    said = await ask("POST", "/stays/A-1/events", json={"event": "cancelled"}, key="k1")
    assert said.status_code == 422


async def test_a_stay_that_is_not_there_is_not_found(ask):
    assert (await ask("GET", "/stays/none")).status_code == 404
    said = await ask("POST", "/stays/none/events", json={"event": "checked_in"})
    assert said.status_code == 404


async def test_pages_follow_one_another_without_gap_or_copy(ask, hotels):
    for number in range(5):
        await ask("PUT", f"/stays/A-{number}", json=BOOKING)
    await rows.pass_time(hotels.one, seconds=5)
    seen, cursor = [], None
    for _ in range(4):
        page = await ask(
            "GET", "/stays", params={"limit": 2} | ({"cursor": cursor} if cursor else {})
        )
        seen += [item["external_id"] for item in page.json()["items"]]
        cursor = page.json()["next"]
        if cursor is None:
            break
    assert seen == [f"A-{number}" for number in range(5)]


async def test_asking_since_the_last_answer_brings_what_changed(ask, hotels):
    await ask("PUT", "/stays/A-1", json=BOOKING)
    await ask("PUT", "/stays/A-2", json=BOOKING)
    await rows.pass_time(hotels.one, hours=1)
    since = (await ask("GET", "/stays")).json()["until"]
    since = (datetime.fromisoformat(since) - timedelta(minutes=30)).isoformat()
    await tell_of(ask, "A-2")
    page = await ask("GET", "/stays", params={"changed_since": since})
    assert page.json()["items"] == []  # changed this moment: told when nothing older can follow
    await rows.pass_time(hotels.one, seconds=5)
    page = await ask("GET", "/stays", params={"changed_since": since})
    assert [item["external_id"] for item in page.json()["items"]] == ["A-2"]


async def tell_of(ask, external_id) -> None:
    await ask("PUT", f"/stays/{external_id}", json=BOOKING | {"room": "305"})


async def test_a_cursor_of_somebody_else_is_refused(ask):
    assert (await ask("GET", "/stays", params={"cursor": "bm8="})).status_code == 422


async def test_consent_is_kept(ask):
    guest = (await ask("PUT", "/stays/A-1", json=BOOKING)).json()["guest_id"]
    yes = {"kind": "marketing", "given": True, "how": "desk", "wording": "Offers, please"}
    said = await ask("POST", f"/guests/{guest}/consents", json=yes, key="c1")
    assert said.json()["marketing"] is True
    assert (await ask("GET", f"/guests/{guest}")).json()["addresses"][0]["value"] == "79000000001"
