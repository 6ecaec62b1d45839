"""Whatever dies, and however many do the same at once: never doubled, never lost."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from bellhop import db, guests, journeys
from bellhop import hotels as room
from bellhop.errors import Refused
from bellhop.guests import StayGiven
from bellhop.hotels import HotelRecord
from bellhop.jobs import Job
from bellhop.journeys import JourneyRule, JourneySend
from bellhop.journeys import send as sending
from bellhop.worker.sweep import sweep
from tests import rows

NOON = {"type": "local", "anchor": "checkin", "days": 1, "time": "12:00"}
STEP = "bellhop.journeys.send"


async def due_now(house, *, stays: int = 1) -> list:
    """Messages that fall due, with nobody at work."""
    await house.rule("noon", NOON)
    for number in range(stays):
        await house.book(f"B{number}", guest={"phone": f"+790011122{number:02}"})
    async with db.hotel(house.hotel.id) as session:
        hotel = await room.read(session)
        following = await journeys.next_due(session, hotel)
    await journeys.set_clock(house.hotel.id, following)
    house.walk.hints.clear()
    return await house.sends()


class Died(BaseException):
    """The process, at this very line."""


@pytest.mark.parametrize("line", ["outbox.queue_message", "_change", "_chat", "judge"])
async def test_a_process_that_dies_leaves_the_message_due(house, monkeypatch, line):
    [send] = await due_now(house)

    def die(*_, **__):
        raise Died

    with monkeypatch.context() as dying:
        dying.setattr(f"{STEP}.{line}", die)
        with pytest.raises(Died):
            await sending.send_journey(house.hotel.id, send.id)
    assert (await house.one("noon")).state == "planned"
    assert await house.said() == []
    await sending.send_journey(house.hotel.id, send.id)
    assert await house.said() == ["noon"]


async def test_ten_at_once_send_it_once(house):
    [send] = await due_now(house)
    await asyncio.gather(*(sending.send_journey(house.hotel.id, send.id) for _ in range(10)))
    assert await house.said() == ["noon"]
    assert len(await rows.outbox(house.hotel)) == 1


async def test_two_ticks_at_once_hand_out_twice_and_send_once(house):
    await due_now(house, stays=5)
    counts = await asyncio.gather(*(journeys.hand_out_due() for _ in range(2)))
    mine = [hint for hint in house.walk.hints if hint.hotel_id == str(house.hotel.id)]
    assert len(mine) == 10, counts
    house.walk.hints[:] = mine
    await house.walk.on(later=True)
    assert await house.said() == ["noon"] * 5


async def test_a_lost_hint_is_found_by_the_sweeper(house):
    await due_now(house)
    await rows.pass_time(house.hotel, seconds=16)
    await sweep()
    hints = [hint for hint in house.walk.hints if hint.hotel_id == str(house.hotel.id)]
    assert Job.SEND_JOURNEY in {hint.job for hint in hints}


async def test_a_cancellation_and_the_sending_follow_one_another(house):
    """Whoever is first: no message of a cancelled stay is left waiting in the outbox."""
    [send] = await due_now(house)
    async with db.hotel(house.hotel.id) as session:
        hotel = await room.read(session)
        given = [StayGiven.model_validate({"external_id": "B0", "status": "cancelled"})]
        await guests.put_stays(session, hotel, given, how="test")
    [news] = [hint for hint in house.walk.hints if hint.job is Job.HAPPENED]
    await asyncio.gather(
        sending.send_journey(house.hotel.id, send.id),
        journeys.take_happening(house.hotel.id, UUID(news.row_id)),
    )
    assert [row.state for row in await rows.outbox(house.hotel) if row.state == "waiting"] == []
    assert (await house.one("noon")).state == "withdrawn"


async def test_planning_a_rule_goes_on_where_it_stopped(house, monkeypatch):
    monkeypatch.setitem(journeys.plan_rule.__globals__, "PAGE", 2)
    for number in range(5):
        await house.book(f"B{number}")
    rule_id = await house.rule("noon", NOON, on=False)
    async with db.hotel(house.hotel.id) as session:
        await journeys.switch(session, await room.read(session), rule_id, on=True)
    house.walk.hints.clear()
    pages = 0
    real = journeys.plan_rule.__globals__["keep"]

    async def dies_on_the_second(*args):
        nonlocal pages
        pages += 1
        if pages == 2:
            raise Died
        return await real(*args)

    with monkeypatch.context() as dying:
        dying.setitem(journeys.plan_rule.__globals__, "keep", dies_on_the_second)
        with pytest.raises(Died):
            await journeys.plan_rule(house.hotel.id, rule_id)
    [rule] = [r for r in await rows.all_of(house.hotel, JourneyRule) if r.key == "noon"]
    assert rule.plan_due_at is not None
    await journeys.plan_rule(house.hotel.id, rule_id)
    assert len(await house.sends("noon")) == 5
    [rule] = [r for r in await rows.all_of(house.hotel, JourneyRule) if r.key == "noon"]
    assert (rule.plan_due_at, rule.plan_after) == (None, None)


async def test_the_database_refuses_a_second_message_of_a_rule_for_a_stay(house):
    [send] = await due_now(house)
    with pytest.raises(IntegrityError):
        async with db.hotel(house.hotel.id) as session:
            session.add(
                JourneySend(
                    hotel_id=house.hotel.id,
                    rule_id=send.rule_id,
                    stay_id=send.stay_id,
                    guest_id=send.guest_id,
                    known_at=send.known_at,
                )
            )


async def test_only_a_sandbox_hotels_clock_moves(hotels):
    with pytest.raises(Refused):
        await journeys.move_clock(hotels.one.id, timedelta(hours=1))
    [record] = await rows.all_of(hotels.one, HotelRecord)
    assert record.clock_offset == timedelta(0)


async def test_the_clock_may_be_moved_while_messages_go(house):
    """Whoever comes second waits; nobody loses a row to a deadlock, and due times stay true."""
    await house.rule("noon", NOON)
    await house.rule("later", NOON | {"time": "12:30"})
    await due_now(house, stays=6)
    sends = await house.sends("noon")
    await asyncio.gather(
        *(sending.send_journey(house.hotel.id, send.id) for send in sends),
        *(journeys.move_clock(house.hotel.id, timedelta(minutes=1)) for _ in range(5)),
    )
    async with db.hotel(house.hotel.id) as session:
        hotel = await room.read(session)
    for send in await house.sends("later"):
        assert send.due_at == send.goes_at - hotel.clock_offset
    assert sorted(await house.said()) == ["noon"] * 6
