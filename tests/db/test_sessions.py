"""Transactions that see one hotel, and hints that leave with the commit."""

import asyncio
from contextlib import suppress

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError, SQLAlchemyError

from bellhop import clock, db, jobs
from bellhop.guests import Guest
from bellhop.hotels import HotelRecord, Membership
from bellhop.jobs import Job
from tests.cast import TestHotel


@pytest.fixture
async def one_connection(servers, hotels):
    """A pool of one: the next transaction is on the connection of the last."""
    db.open_engines(servers, pool_size=1)
    yield
    await db.close()


@pytest.fixture
def left(monkeypatch):
    """The hints that left."""
    hints = []
    monkeypatch.setattr(jobs.courier, "post", hints.append)
    return hints


async def staff_of(hotel: TestHotel) -> list:
    async with db.hotel(hotel.id) as session:
        return list((await session.execute(select(Membership.hotel_id))).scalars())


async def test_two_requests_on_one_connection_see_their_own_hotel(hotels, one_connection):
    for hotel in (hotels.one, hotels.two):
        async with db.hotel(hotel.id) as session:
            seen = (await session.execute(select(HotelRecord.id))).scalars().all()
            assert seen == [hotel.id]


async def test_a_connection_forgets_the_hotel_it_served(hotels, one_connection):
    assert await staff_of(hotels.one) == [hotels.one.id]
    async with db.unnamed() as session:
        assert (await session.execute(select(HotelRecord.id))).all() == []


async def test_a_failed_request_leaves_no_hotel_behind(hotels, one_connection):
    with suppress(DBAPIError):
        async with db.hotel(hotels.one.id) as session:
            await session.execute(text("SELECT 1 / 0"))
    async with db.unnamed() as session:
        assert (await session.execute(select(Membership.id))).all() == []


@pytest.mark.parametrize("end", [asyncio.CancelledError, TimeoutError, KeyError])
async def test_a_request_that_was_stopped_midway_leaves_no_hotel_behind(
    hotels, one_connection, end
):
    with suppress(end):
        async with db.hotel(hotels.one.id) as session:
            await session.execute(HotelRecord.__table__.update().values(name="Changed"))
            raise end
    async with db.unnamed() as session:
        assert (await session.execute(select(Membership.id))).all() == []
    async with db.hotel(hotels.one.id) as session:
        assert await session.scalar(select(HotelRecord.name)) == "morskoy"


async def test_a_request_cancelled_inside_a_query_leaves_no_hotel_behind(hotels, one_connection):
    with suppress(TimeoutError):
        async with asyncio.timeout(0.05), db.hotel(hotels.one.id) as session:
            await session.execute(text("SELECT pg_sleep(5)"))
    async with db.unnamed() as session:
        assert (await session.execute(select(Membership.id))).all() == []


async def test_cancelled_at_any_moment_it_leaves_no_hotel_behind(hotels, one_connection):
    for turns in range(0, 400, 5):
        asked = asyncio.create_task(staff_of(hotels.one))
        for _ in range(turns):
            await asyncio.sleep(0)  # the loop goes round once
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        async with db.unnamed() as session:
            assert (await session.execute(select(Membership.id))).all() == [], turns


async def test_an_error_that_was_swallowed_is_not_taken_for_a_commit(hotels, left):
    with pytest.raises(SQLAlchemyError):
        await swallow_an_error(hotels.one)
    assert left == []


async def swallow_an_error(hotel: TestHotel) -> None:
    async with db.hotel(hotel.id) as session:
        jobs.enqueue(session, Job.TAKE_IN, hotel.id, clock.new_id())
        with suppress(DBAPIError):
            await session.execute(text("SELECT 1 / 0"))


async def test_requests_at_once_on_one_connection_do_not_mix(hotels, one_connection):
    both = [hotels.one, hotels.two] * 10
    seen = await asyncio.gather(*(staff_of(hotel) for hotel in both))
    assert seen == [[hotel.id] for hotel in both]


async def test_no_hotel_named_means_no_rows(hotels):
    async with db.unnamed() as session:
        for table in db.Base.metadata.sorted_tables:
            if "hotel_id" in table.c:
                assert (await session.execute(select(table.c.id).limit(1))).all() == []


async def test_a_row_for_another_hotel_is_refused(hotels):
    stranger = {"hotel_id": hotels.two.id, "id": clock.new_id(), "name": "Eve", "tags": []}
    statement = Guest.__table__.insert().values(stranger | {"created_at": clock.now()})
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with db.hotel(hotels.one.id) as session:
            await session.execute(statement)


async def test_a_row_cannot_be_moved_to_another_hotel(hotels):
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with db.hotel(hotels.one.id) as session:
            await session.execute(Membership.__table__.update().values(hotel_id=hotels.two.id))


async def test_an_update_without_a_where_reaches_one_hotel_only(hotels):
    async with db.hotel(hotels.one.id) as session:
        await session.execute(HotelRecord.__table__.update().values(name="Changed"))
    async with db.hotel(hotels.two.id) as session:
        assert await session.scalar(select(HotelRecord.name)) == "betlemi"


async def test_the_system_session_sees_ids_of_all_hotels_and_no_names(hotels):
    async with db.system() as session:
        ids = set((await session.execute(select(HotelRecord.id))).scalars())
        assert {hotels.one.id, hotels.two.id} <= ids
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with db.system() as session:
            await session.execute(select(HotelRecord.name))


async def test_hints_leave_after_the_commit(hotels, left):
    async with db.hotel(hotels.one.id) as session:
        jobs.enqueue(session, Job.TAKE_IN, hotels.one.id, clock.new_id())
        assert left == []
    assert [hint.hotel_id for hint in left] == [str(hotels.one.id)]


async def test_a_rollback_drops_the_hints(hotels, left):
    with suppress(LookupError):
        async with db.hotel(hotels.one.id) as session:
            jobs.enqueue(session, Job.TAKE_IN, hotels.one.id, clock.new_id())
            raise LookupError
    assert left == []
