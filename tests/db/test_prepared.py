"""Statements that are compiled once behave as in a session."""

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bellhop import clock, db
from bellhop.db import Prepared, table_of, word
from bellhop.guests import Guest, GuestAddress
from bellhop.hotels import HotelRecord, Membership

HOTEL = table_of(HotelRecord)
ADDRESS = Prepared(insert(table_of(GuestAddress)))


async def test_rows_have_the_names_of_their_columns_and_json_is_read(hotels):
    prepared = Prepared(select(HOTEL.c.slug, HOTEL.c.rules.label("decided")))
    async with db.hotel(hotels.one.id) as session:
        row = await prepared.first(session)
    assert row.slug == hotels.one.slug
    assert row.decided["pause_seconds"] == 0


async def test_they_see_the_sessions_hotel_and_no_other(hotels):
    prepared = Prepared(select(table_of(Membership).c.hotel_id))
    for hotel in (hotels.one, hotels.two):
        async with db.hotel(hotel.id) as session:
            assert [row.hotel_id for row in await prepared.all(session)] == [hotel.id]


async def test_what_they_change_goes_with_the_sessions_transaction(hotels):
    with pytest.raises(RuntimeError):
        await rename_and_fail(hotels.one)
    async with db.hotel(hotels.one.id) as session:
        assert await session.scalar(select(HotelRecord.name)) == "morskoy"


async def rename_and_fail(hotel):
    async with db.hotel(hotel.id) as session:
        await Prepared(update(HOTEL).values(name=bindparam("called"))).run(session, called="New")
        raise RuntimeError


async def test_text_has_the_drivers_names(hotels):
    prepared = Prepared(text("SELECT slug AS short, 1 AS one FROM hotels"))
    async with db.hotel(hotels.one.id) as session:
        row = await prepared.first(session)
    assert (row.short, row.one) == (hotels.one.slug, 1)


async def test_a_clash_is_an_integrity_error(hotels):
    with pytest.raises(IntegrityError):
        await the_same_address_twice(hotels.one)


async def the_same_address_twice(hotel):
    async with db.hotel(hotel.id) as session:
        guest = Guest(hotel_id=hotel.id, name="", tags=[])
        session.add(guest)
        await session.flush()
        values = {"hotel_id": hotel.id, "guest_id": guest.id, "created_at": clock.now()}
        values |= {"kind": "phone", "value": "79001112233", "staff": False}
        for _ in range(2):
            await ADDRESS.run(session, **values, id=clock.new_id())


async def test_any_other_refusal_is_a_database_error(hotels):
    with pytest.raises(DBAPIError):
        async with db.hotel(hotels.one.id) as session:
            await Prepared(text("SELECT 1 / 0")).run(session)


def test_a_list_that_would_be_written_anew_each_time_is_refused():
    with pytest.raises(AssertionError, match="compiled once"):
        _ = Prepared(select(HOTEL.c.id).where(HOTEL.c.slug.in_(["a", "b"])))._sql


def test_only_words_of_our_own_become_literals():
    with pytest.raises(AssertionError, match="words of our own"):
        word("waiting'; --")
