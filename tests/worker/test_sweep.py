"""Sweepers: what is overdue gets a new hint, what is fresh does not."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bellhop import alerts, clock, crypto, db, inbox, journeys
from bellhop import hotels as room
from bellhop.alerts import Call
from bellhop.conversations import Conversation, Media
from bellhop.guests import Guest, PmsDelivery
from bellhop.hotels import (
    ChannelAccount,
    Happened,
    Happening,
    Kind,
    OutgoingEvent,
    PmsDoor,
    Subscription,
)
from bellhop.inbox import InboxEvent
from bellhop.jobs import Job
from bellhop.journeys import JourneyRule, JourneySend
from bellhop.outbox import OutboxRow
from bellhop.worker import sweep as sweeper
from bellhop.worker.slots import Errand
from bellhop.worker.steps import run
from bellhop.worker.sweep import sweep
from bellhop.worker.tasks import BARE
from bellhop.worker.triggers import process_time_triggers
from tests import events, rows

CASES = [
    (Job.TAKE_IN, InboxEvent, {"due_at": -20}),
    (Job.ANSWER, Conversation, {"answer_due_at": -20}),
    (Job.ANSWER, Conversation, {"answer_due_at": -20, "claimed_until": -1}),
    (Job.DELIVER, OutboxRow, {"due_at": -20, "state": "waiting"}),
    (Job.LOOK_UP, OutboxRow, {"due_at": -20, "state": "unknown"}),
    (Job.LOOK_UP, OutboxRow, {"claimed_until": -1, "state": "sending"}),
    (Job.FETCH_MEDIA, Media, {"due_at": -20, "state": "waiting"}),
    (Job.TELL_STAFF, alerts.Alert, {"due_at": -20}),
    (Job.TELL_GROUP, alerts.AlertCall, {"due_at": -20}),
    (Job.WATCH_LINE, ChannelAccount, {"due_at": -1}),
    (Job.HAPPENED, Happening, {"due_at": -20}),
    (Job.SEND_JOURNEY, JourneySend, {"due_at": -20}),
    (Job.PLAN_RULE, JourneyRule, {"plan_due_at": -20}),
    (Job.STRIKE_RULE, JourneyRule, {"cron_due_at": -20}),
    (Job.TELL_SUBSCRIBER, OutgoingEvent, {"due_at": -20}),
    (Job.TAKE_PMS, PmsDelivery, {"due_at": -20}),
]
FRESH = [
    (Job.TAKE_IN, InboxEvent, {"due_at": -10}),
    (Job.ANSWER, Conversation, {"answer_due_at": -20, "claimed_until": 20}),
    (Job.ANSWER, Conversation, {"answer_due_at": 5}),
    (Job.DELIVER, OutboxRow, {"due_at": 60, "state": "waiting"}),
    (Job.LOOK_UP, OutboxRow, {"claimed_until": 30, "state": "sending"}),
    (Job.FETCH_MEDIA, Media, {"due_at": -10, "state": "waiting"}),
    (Job.WATCH_LINE, ChannelAccount, {"due_at": 30}),
    (Job.HAPPENED, Happening, {"due_at": -10}),
    (Job.SEND_JOURNEY, JourneySend, {"due_at": -10}),
    (Job.PLAN_RULE, JourneyRule, {"plan_due_at": -10}),
    (Job.TELL_SUBSCRIBER, OutgoingEvent, {"due_at": 10}),
]


PROGRAMS = (OutgoingEvent, PmsDelivery)


def programs(hotel) -> list:
    """An event for a program that listens no more, and what a property system sent."""
    listener, door = clock.new_id(), clock.new_id()
    now = {"created_at": clock.now()}
    return [
        Subscription(
            hotel_id=hotel.id,
            id=listener,
            url="http://a.example",
            secret_sealed=crypto.encrypt("secret"),
            active=False,
            told_until=clock.now(),
        ),
        PmsDoor(hotel_id=hotel.id, id=door, name="", secret_hash=door.bytes, hint="", **now),
        OutgoingEvent(hotel_id=hotel.id, subscription_id=listener, kind="x", about_id=door),
        PmsDelivery(hotel_id=hotel.id, door_id=door, body="", body_hash=b""),
    ]


@pytest.fixture
async def one_of_each(hotels, receive, walk):
    """Hotel one has a row of each kind, and nothing of it is due."""
    one = hotels.one
    await receive(one, events.guest_message(one.instance_id, one.guest, events.photo("")))
    async with db.hotel(one.id) as session:
        await alerts.call_person(session, one.id, one.slug, Call("complaint", "x"))
        room.happened(session, one.id, Happened(Kind.BOOKED, clock.now()))
        await journeys.install(session, await room.read(session))
        session.add(await a_send(session, one))
        for row in programs(one):
            session.add(row)
            await session.flush()  # one after the other: keys point at those before
    for table in (*PROGRAMS, Happening, InboxEvent, OutboxRow, Media, alerts.Alert, ChannelAccount):
        await rows.change(one, table, due_at=None)
    walk.hints.clear()
    walk.done.clear()
    return one


async def a_send(session, hotel) -> JourneySend:
    rule_id = await session.scalar(select(JourneyRule.id).limit(1))
    guest_id = await session.scalar(select(Guest.id).limit(1))
    return JourneySend(hotel_id=hotel.id, rule_id=rule_id, guest_id=guest_id, known_at=clock.now())


async def found(hotel, walk) -> list[Job]:
    """The jobs for this hotel that a sweep hints at."""
    await sweep()
    return [hint.job for hint in walk.hints if hint.hotel_id == str(hotel.id)]


async def due(hotel, model, changes) -> None:
    now = clock.now()
    moments = {
        name: now + timedelta(seconds=value) if isinstance(value, int) else value
        for name, value in changes.items()
    }
    await rows.change(hotel, model, **moments)


@pytest.mark.parametrize(("job", "model", "changes"), CASES)
async def test_what_is_overdue_gets_a_new_hint(one_of_each, walk, job, model, changes):
    await due(one_of_each, model, changes)
    assert set(await found(one_of_each, walk)) == {job}


@pytest.mark.parametrize(("job", "model", "changes"), FRESH)
async def test_what_is_fresh_or_in_hands_does_not(one_of_each, walk, job, model, changes):
    await due(one_of_each, model, changes)
    assert await found(one_of_each, walk) == []


async def test_every_due_column_has_its_sweeper():
    models = {case[1].__tablename__ for case in CASES} | {"operator_alerts"}
    due_tables = {
        table.name
        for table in db.Base.metadata.sorted_tables
        if any(column.endswith("due_at") for column in table.c.keys())  # noqa: SIM118 - columns, not a dict
    }
    assert due_tables == models


async def test_one_hotels_backlog_does_not_hide_anothers_rows(hotels, receive, walk, monkeypatch):
    monkeypatch.setattr(sweeper, "PER_HOTEL", 3)
    for number in range(6):
        text = events.guest_text(hotels.one.instance_id, hotels.one.guest, f"{number}")
        await receive(hotels.one, text, walk_on=False)
    await receive(
        hotels.two, events.guest_text(hotels.two.instance_id, "1@c.us", "hi"), walk_on=False
    )
    walk.hints.clear()
    for hotel in (hotels.one, hotels.two):
        await rows.change(hotel, ChannelAccount, due_at=None)
        await rows.pass_time(hotel, seconds=20)
    assert await found(hotels.one, walk) == [Job.TAKE_IN] * 3
    assert await found(hotels.two, walk) == [Job.TAKE_IN] * 2, "two sweeps, one each"


async def test_a_lost_queue_loses_no_message(hotels, receive, provider, walk):
    text = events.guest_text(hotels.one.instance_id, hotels.one.guest, "во сколько завтрак?")
    await receive(hotels.one, text, walk_on=False)
    walk.hints.clear()
    await rows.pass_time(hotels.one, seconds=20)
    await sweep()
    walk.hints[:] = [hint for hint in walk.hints if hint.hotel_id == str(hotels.one.id)]
    await walk.on()
    assert len(provider.sent) == 1


async def test_with_a_long_queue_no_more_hints_are_added(one_of_each, walk, monkeypatch):
    async def long(_):
        return sweeper.QUEUE_IS_LONG

    await due(one_of_each, InboxEvent, {"due_at": -20})
    monkeypatch.setattr("bellhop.worker.sweep.live.queue_length", long)
    assert await found(one_of_each, walk) == []


async def test_without_redis_the_sweep_goes_on(one_of_each, walk, monkeypatch):
    async def away(_):
        return None

    await due(one_of_each, InboxEvent, {"due_at": -20})
    monkeypatch.setattr("bellhop.worker.sweep.live.queue_length", away)
    assert await found(one_of_each, walk) == [Job.TAKE_IN]


async def test_the_sweep_raises_guests_who_wait_too_long(one_of_each, walk):
    await due(one_of_each, Conversation, {"waiting_since": -700})
    await sweep()
    assert "waiting" in await rows.reasons(one_of_each)


async def test_the_operators_alerts_are_swept_too(hotels, walk):
    await alerts.tell_operator("quota", hotels.one.instance_id, "x")
    walk.hints.clear()
    await sweep(clock.now() + timedelta(seconds=30))
    assert Job.TELL_OPERATOR in [hint.job for hint in walk.hints]


async def test_the_sweeper_and_the_tick_say_that_they_live(hotels, walk):
    before = clock.now()
    await sweep()
    await process_time_triggers()
    beats = await room.last_beats()
    assert beats["sweeper"] >= before
    assert beats["tick"] >= before


async def test_an_errand_of_a_hotel_that_is_gone_ends_quietly(hotels, walk):
    for job in Job:
        if job not in BARE:
            await run(Errand(job.value, str(clock.new_id()), str(clock.new_id())))


async def test_a_row_of_another_hotel_is_left_alone(hotels, receive, provider, walk):
    text = events.guest_text(hotels.one.instance_id, hotels.one.guest, "во сколько завтрак?")
    await receive(hotels.one, text, walk_on=False)
    row_id = walk.hints.pop().row_id
    await run(Errand(Job.TAKE_IN.value, str(hotels.two.id), row_id))
    async with db.hotel(hotels.one.id) as session:
        assert await inbox.take(session, UUID(row_id)) is not None
    assert provider.sent == []
