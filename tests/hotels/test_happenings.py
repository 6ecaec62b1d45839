"""Happenings: written once, taken once, seen by their own hotel only."""

from bellhop import clock, db
from bellhop import hotels as room
from bellhop.hotels import Happened, Happening, Kind
from bellhop.jobs import Job
from tests import rows


async def test_a_happening_is_written_down_and_hinted_at(hotels, walk):
    async with db.hotel(hotels.one.id) as session:
        what = Happened(Kind.BOOKED, clock.now(), details={"source": "desk"})
        happening_id = room.happened(session, hotels.one.id, what)
    assert [hint.row_id for hint in walk.of(Job.HAPPENED)] == [str(happening_id)]


async def test_a_happening_is_taken_once(hotels, walk):
    async with db.hotel(hotels.one.id) as session:
        happening_id = room.happened(session, hotels.one.id, Happened(Kind.STOPPED, clock.now()))
    async with db.hotel(hotels.one.id) as session:
        first = await room.take_happening(session, happening_id)
        second = await room.take_happening(session, happening_id)
    assert first is not None
    assert first.kind == "stopped"
    assert second is None


async def test_a_stranger_can_neither_take_nor_see_it(hotels, walk):
    async with db.hotel(hotels.one.id) as session:
        happening_id = room.happened(session, hotels.one.id, Happened(Kind.BOOKED, clock.now()))
    async with db.hotel(hotels.two.id) as session:
        assert await room.take_happening(session, happening_id) is None
    assert await rows.all_of(hotels.two, Happening) == []
