"""Guests: one for an address, their consent, the stay that matters now."""

import asyncio
from datetime import timedelta

import pytest

from bellhop import clock, db, guests
from bellhop.guests import Guest, GuestAddress, Stay
from bellhop.messages import Address, AddressKind
from tests import rows

ANNA = Address(AddressKind.PHONE, "79001112233")


async def by(hotel, address=ANNA) -> guests.Known:
    async with db.hotel(hotel.id) as session:
        return await guests.by_address(session, hotel.id, address, name="Anna", now=clock.now())


async def add_stay(hotel, guest_id, name: str, days: int, status: str = "booked") -> None:
    """A stay of two nights that begins in so many days; its room type is its name."""
    arrival = clock.now() + timedelta(days=days)
    dates = {"planned_arrival": arrival, "planned_departure": arrival + timedelta(days=2)}
    async with db.hotel(hotel.id) as session:
        stay = Stay(hotel_id=hotel.id, guest_id=guest_id, room_type=name, status=status, **dates)
        session.add(stay)


async def test_one_address_is_one_guest_however_many_ask_at_once(hotels):
    found = await asyncio.gather(*(by(hotels.one) for _ in range(6)))
    assert len({known.id for known in found}) == 1
    assert len(await rows.all_of(hotels.one, Guest)) == 1
    assert len(await rows.all_of(hotels.one, GuestAddress)) == 1


async def test_the_same_phone_at_two_hotels_is_two_guests(hotels):
    assert (await by(hotels.one)).id != (await by(hotels.two)).id


async def test_a_lid_with_the_digits_of_a_phone_is_somebody_else(hotels):
    other = Address(AddressKind.LID, ANNA.value)
    assert (await by(hotels.one)).id != (await by(hotels.one, other)).id


async def test_the_phone_of_staff_is_known_as_such(hotels):
    desk = Address(AddressKind.PHONE, hotels.one.desk_phone)
    assert (await by(hotels.one, desk)).staff
    assert not (await by(hotels.two, desk)).staff


@pytest.mark.parametrize(
    ("stays", "matters"),
    [
        ([("past", -9, "checked_out"), ("next", 3, "booked")], "next"),
        ([("here", -1, "checked_in"), ("next", 3, "booked")], "here"),
        ([("later", 9, "booked"), ("next", 3, "booked")], "next"),
        ([("cancelled", 1, "cancelled"), ("past", -9, "checked_out")], "past"),
    ],
)
async def test_the_stay_that_matters_is_the_present_the_next_or_the_last(hotels, stays, matters):
    guest = await by(hotels.one)
    for name, days, status in stays:
        await add_stay(hotels.one, guest.id, name, days, status)
    async with db.hotel(hotels.one.id) as session:
        stay = await guests.current_stay(session, guest.id, clock.now())
    assert stay.room_type == matters


async def test_without_a_stay_there_is_none(hotels):
    guest = await by(hotels.one)
    async with db.hotel(hotels.one.id) as session:
        assert await guests.current_stay(session, guest.id, clock.now()) is None


async def test_a_stranger_finds_stops_and_reads_nobody(hotels):
    guest = await by(hotels.one)
    await add_stay(hotels.one, guest.id, "here", -1, "checked_in")
    async with db.hotel(hotels.two.id) as session:
        assert not await guests.stop(session, hotels.two.id, guest.id, clock.now())
        assert not await guests.start_again(session, hotels.two.id, guest.id, clock.now())
        assert await guests.current_stay(session, guest.id, clock.now()) is None
    [mine] = await rows.all_of(hotels.one, Guest)
    assert mine.stopped_at is None
