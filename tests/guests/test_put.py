"""Bookings taken in: created, changed, the same, too late, refused; and what follows from each."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from bellhop import clock, db, guests
from bellhop import hotels as room
from bellhop.errors import NotFound
from bellhop.guests import Consent, EventGiven, Guest, GuestAddress, Stay, StayGiven
from bellhop.hotels import Happening
from tests import rows

PHONE = "8 (900) 000-00-01"


def booking(external_id="A-1", **given) -> StayGiven:
    arrival = date.today() + timedelta(days=7)  # noqa: DTZ011 - far enough from any midnight
    dates = {"arrival": arrival, "departure": arrival + timedelta(days=3)}
    guest = {"name": "Анна Волкова", "phone": PHONE}
    return StayGiven.model_validate({"external_id": external_id, "guest": guest, **dates} | given)


async def put(hotel, *given):
    async with db.hotel(hotel.id) as session:
        return await guests.put_stays(session, await room.read(session), given, how="test")


async def tell(hotel, event, external_id="A-1", **given):
    async with db.hotel(hotel.id) as session:
        what = EventGiven(event=event, **given)
        return await guests.tell(session, await room.read(session), external_id, what)


async def kinds(hotel) -> list[str]:
    return [row.kind for row in await rows.all_of(hotel, Happening)]


async def the_stay(hotel) -> Stay:
    [stay] = await rows.all_of(hotel, Stay)
    return stay


async def test_a_new_booking_makes_a_guest_with_a_phone_and_a_stay(hotels, walk):
    [done] = await put(hotels.one, booking())
    [address] = await rows.all_of(hotels.one, GuestAddress)
    assert (done.outcome, address.value) == ("created", "79000000001")
    assert await kinds(hotels.one) == ["booked"]


async def test_a_bare_day_has_the_hotels_own_hours(hotels, walk):
    given = {"arrival": date(2027, 3, 1), "departure": date(2027, 3, 4)}
    await put(hotels.one, booking(**given))
    stay = await the_stay(hotels.one)
    assert stay.planned_arrival == datetime(2027, 3, 1, 11, tzinfo=UTC)  # 14:00 in Moscow
    assert stay.planned_departure == datetime(2027, 3, 4, 9, tzinfo=UTC)


async def test_the_same_again_changes_nothing_and_tells_nobody(hotels, walk):
    await put(hotels.one, booking())
    [again] = await put(hotels.one, booking())
    assert again.outcome == "same"
    assert await kinds(hotels.one) == ["booked"]


async def test_what_is_not_given_stays_as_it_was(hotels, walk):
    await put(hotels.one, booking(room="304", rate="BAR", adults=2))
    await put(hotels.one, StayGiven(external_id="A-1", room="305"))
    stay = await the_stay(hotels.one)
    assert (stay.room, stay.rate, stay.adults) == ("305", "BAR", 2)


async def test_an_older_version_that_comes_late_changes_nothing(hotels, walk):
    await put(hotels.one, booking(version="10", room="304"))
    [late] = await put(hotels.one, booking(version="9", room="101"))
    assert late.outcome == "stale"
    assert (await the_stay(hotels.one)).room == "304"


async def test_an_older_change_that_comes_late_changes_nothing(hotels, walk):
    now = clock.now()
    await put(hotels.one, booking(changed_at=now, room="304"))
    [late] = await put(hotels.one, booking(changed_at=now - timedelta(minutes=1), room="101"))
    assert late.outcome == "stale"


async def test_two_bookings_on_one_phone_are_one_guest(hotels, walk):
    await put(hotels.one, booking("A-1"), booking("A-2", guest={"phone": "+79000000001"}))
    assert len(await rows.all_of(hotels.one, Guest)) == 1
    assert len(await rows.all_of(hotels.one, Stay)) == 2


async def test_two_bookings_on_an_agencys_phone_are_two_guests(hotels, walk):
    agency = {"phone": PHONE, "agency": True}
    await put(hotels.one, booking("A-1", guest={"name": "One", **agency}))
    await put(hotels.one, booking("A-2", guest={"name": "Two", **agency}))
    assert len({stay.guest_id for stay in await rows.all_of(hotels.one, Stay)}) == 2
    assert await rows.all_of(hotels.one, GuestAddress) == []


async def test_another_phone_on_the_booking_is_another_guest(hotels, walk):
    await put(hotels.one, booking())
    await put(hotels.one, booking(guest={"name": "Анна", "phone": "+7 900 000-00-02"}))
    stay = await the_stay(hotels.one)
    addresses = {a.guest_id: a.value for a in await rows.all_of(hotels.one, GuestAddress)}
    assert addresses[stay.guest_id] == "79000000002"


async def test_a_phone_that_comes_later_belongs_to_the_same_guest(hotels, walk):
    await put(hotels.one, booking(guest={"name": "Анна"}))
    before = (await the_stay(hotels.one)).guest_id
    await put(hotels.one, booking())
    assert (await the_stay(hotels.one)).guest_id == before


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"guest": {"phone": "12"}}, "not a phone"),
        ({"arrival": None}, "arrival"),
        ({"arrival": date(2027, 3, 1), "departure": date(2027, 3, 1)}, "before"),
    ],
)
async def test_a_bad_booking_is_refused_and_spoils_no_other(hotels, walk, given, reason):
    bad, good = await put(hotels.one, booking("A-1", **given), booking("A-2"))
    assert (bad.outcome, good.outcome) == ("refused", "created")
    assert reason in bad.reason
    assert len(await rows.all_of(hotels.one, Guest)) == 1


def test_a_departure_before_the_arrival_is_refused_at_once():
    with pytest.raises(ValidationError, match="before the arrival"):
        booking(arrival=date(2027, 3, 2), departure=date(2027, 3, 1))


async def test_consent_is_kept_with_when_how_and_wording(hotels, walk):
    yes = {"kind": "marketing", "given": True, "how": "booking form", "wording": "Пишите мне"}
    await put(hotels.one, booking(guest={"phone": PHONE, "consents": [yes]}))
    [consent] = await rows.all_of(hotels.one, Consent)
    [guest] = await rows.all_of(hotels.one, Guest)
    assert (consent.how, consent.wording, guest.marketing) == ("booking form", "Пишите мне", True)
    assert "consented" in await kinds(hotels.one)


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "no_show"}, "no_show"),
        ({"status": "checked_in"}, "checked_in"),
        ({"status": "checked_out"}, "checked_out"),
        ({"room_type": "suite"}, "changed"),
    ],
)
async def test_each_change_is_news_of_its_kind(hotels, walk, then, kind):
    await put(hotels.one, booking())
    await put(hotels.one, booking(**then))
    assert kind in await kinds(hotels.one)


async def test_a_cancelled_booking_can_come_back(hotels, walk):
    await put(hotels.one, booking())
    await put(hotels.one, booking(status="cancelled"))
    await put(hotels.one, booking(status="booked"))
    assert await kinds(hotels.one) == ["booked", "cancelled", "reinstated"]


async def test_another_room_in_house_is_a_move(hotels, walk):
    await put(hotels.one, booking(room="304", status="checked_in"))
    await put(hotels.one, booking(room="305", status="checked_in"))
    assert "moved" in await kinds(hotels.one)


async def test_a_guest_found_in_house_arrived_when_it_was_planned(hotels, walk):
    past = {"arrival": date(2026, 1, 1), "departure": date(2026, 1, 3), "status": "checked_in"}
    await put(hotels.one, booking(**past))
    stay = await the_stay(hotels.one)
    assert stay.real_arrival == stay.planned_arrival


async def test_a_check_in_is_kept_with_its_moment_and_once(hotels, walk):
    await put(hotels.one, booking())
    at = clock.now()
    assert (await tell(hotels.one, "checked_in", at=at)).outcome == "changed"
    assert (await tell(hotels.one, "checked_in")).outcome == "same"
    stay = await the_stay(hotels.one)
    assert (stay.status, stay.real_arrival) == ("checked_in", at)
    assert await kinds(hotels.one) == ["booked", "checked_in"]


async def test_a_check_in_told_after_the_check_out_brings_nobody_back(hotels, walk):
    await put(hotels.one, booking())
    await tell(hotels.one, "checked_out")
    await tell(hotels.one, "checked_in", at=clock.now() - timedelta(days=2))
    assert (await the_stay(hotels.one)).status == "checked_out"


async def test_a_ready_room_is_news_once(hotels, walk):
    await put(hotels.one, booking())
    await tell(hotels.one, "room_ready", room="304")
    await tell(hotels.one, "room_ready", room="304")
    assert (await kinds(hotels.one)).count("room_ready") == 1
    assert (await the_stay(hotels.one)).room == "304"


async def test_a_stranger_sees_and_touches_nothing(hotels, walk):
    await put(hotels.one, booking())
    [theirs] = await put(hotels.two, booking(guest={"phone": "+79000000001"}))
    assert theirs.outcome == "created"
    assert len(await rows.all_of(hotels.one, Stay)) == len(await rows.all_of(hotels.two, Stay)) == 1
    await put(hotels.one, booking("B-9"))
    with pytest.raises(NotFound):
        await tell(hotels.two, "checked_in", external_id="B-9")
