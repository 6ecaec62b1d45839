"""The journeys' tick over a hundred thousand stays with ten rules each, or a million: idle, and
with ten thousand messages due; with the query plans kept."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import redis.asyncio as redis
import uvloop

from bellhop import clock, db, hotels, jobs, journeys, log, settings
from bellhop.cli.embedded import Embedded
from bellhop.db.migrate import upgrade
from bellhop.hotels import NewAccount, NewHotel
from bellhop.journeys import look, tick
from bellhop.settings import Settings
from bellhop.worker.sweep import sweep
from bellhop.worker.triggers import process_time_triggers

HOTELS = 10
RULES = 10
DUE = 10_000
IDLE_TICKS = 50
SENT = 500
PLANS = Path(__file__).parent / "out"


def tick_figures(*, stays: int) -> dict[str, Any]:
    """All figures for so many stays, in a fresh database."""
    with servers() as loaded:
        return uvloop.run(_measure(loaded, stays))


@contextlib.contextmanager
def servers() -> Iterator[Settings]:
    home = Path(tempfile.mkdtemp(prefix="bellhop-bench-"))
    home.chmod(0o711)
    for name in [n for n in os.environ if n.startswith("BELLHOP_")]:
        del os.environ[name]
    os.environ["BELLHOP_HOME"] = str(home)
    embedded = Embedded(home, durable=False)
    try:
        embedded.start()
        settings.load.cache_clear()
        loaded = settings.load()
        log.configure(json_lines=True, level="ERROR")
        upgrade(loaded)
        jobs.configure(loaded.broker_url())
        yield loaded
    finally:
        embedded.stop()
        shutil.rmtree(home, ignore_errors=True)


async def _measure(loaded: Settings, stays: int) -> dict[str, Any]:
    db.open_engines(loaded, pool_size=8)
    owner = await asyncpg.connect(loaded.owner_url())
    try:
        started = time.monotonic()
        ids = [await _hotel(number) for number in range(HOTELS)]
        for hotel_id in ids:
            await _fill(owner, hotel_id, stays // HOTELS)
        await owner.execute("VACUUM ANALYZE")
        figures: dict[str, Any] = {"stays": stays, "load_s": round(time.monotonic() - started, 1)}
        figures |= await _idle()
        figures |= await _busy(owner, loaded, ids)
        figures["plans"] = await _plans(stays, ids[0])
        figures |= await _sending(ids)
    finally:
        await owner.close()
        await db.close()
    return figures


async def _hotel(number: int) -> UUID:
    """One hotel with ten rules that are on."""
    added = await hotels.add_hotel(
        NewHotel(f"tick-{number}", f"Tick {number}", "Europe/Moscow", "en"),
        NewAccount(f"79{number:08d}", "token", "http://127.0.0.1:9"),
    )
    async with db.hotel(added.hotel_id) as session:
        hotel = await hotels.read(session)
        for place in range(RULES):
            when = {"type": "local", "anchor": "checkin", "days": place - 5, "time": "12:00"}
            what = {"texts": {"en": "Hello {{ guest_name }}, see you on {{ check_in_date }}."}}
            definition = journeys.read_definition({"when": when, "what": what})
            rule_id = await journeys.save_rule(
                session, hotel, key=f"rule_{place}", name=f"Rule {place}", definition=definition
            )
            await journeys.switch(session, hotel, rule_id, on=True)
    return added.hotel_id


_FILL = (
    "SELECT set_config('bellhop.hotel', '{hotel}', false)",
    "SET session_replication_role = replica",  # the keys are right by construction
    """CREATE TEMP TABLE made AS SELECT n, gen_random_uuid() AS guest, gen_random_uuid() AS stay,
       now() + ((n % 1400) - 1000) * interval '1 day' AS arrival FROM generate_series(1, {n}) n""",
    """INSERT INTO guests (hotel_id, id, created_at, name, tags)
       SELECT '{hotel}', guest, now(), 'Guest ' || n, '[]' FROM made""",
    """INSERT INTO guest_addresses (hotel_id, id, created_at, guest_id, kind, value, staff)
       SELECT '{hotel}', gen_random_uuid(), now(), guest, 'phone', (79990000000 + n)::text, false
       FROM made""",
    """INSERT INTO stays (hotel_id, id, created_at, guest_id, source, room, room_type, rate, status,
                          planned_arrival, planned_departure, booked_at, attributes)
       SELECT '{hotel}', stay, now(), guest, 'direct', '', '', '',
              CASE WHEN arrival < now() THEN 'checked_out' ELSE 'booked' END,
              arrival, arrival + interval '4 days', arrival - interval '30 days', '{{}}'
       FROM made""",
    """INSERT INTO journey_sends (hotel_id, id, created_at, rule_id, stay_id, guest_id, occurrence,
              state, falls_due, known_at, goes_at, due_at, sent_at, first_contact, counts)
       SELECT '{hotel}', gen_random_uuid(), now(), rule.id, stay, guest, '',
              CASE WHEN moment < now() THEN 'queued' ELSE 'planned' END, moment,
              arrival - interval '30 days', moment, CASE WHEN moment > now() THEN moment END,
              CASE WHEN moment < now() THEN moment END, false, true
       FROM made, LATERAL (
           SELECT id, arrival + (position - 5) * interval '1 day' + interval '1 hour' AS moment
           FROM journey_rules WHERE hotel_id = '{hotel}') AS rule""",
    "DROP TABLE made",
    "SET session_replication_role = DEFAULT",
)


async def _fill(owner: asyncpg.Connection, hotel_id: UUID, stays: int) -> None:
    """Stays over four years, ten messages each: most of them sent, the rest ahead."""
    for statement in _FILL:
        await owner.execute(statement.format(hotel=hotel_id, n=stays), timeout=1800)


async def _idle() -> dict[str, Any]:
    """The tick and the sweep when nothing falls due."""
    taken, swept = [], []
    for _ in range(IDLE_TICKS):
        started = time.perf_counter()
        found = await process_time_triggers()
        taken.append((time.perf_counter() - started) * 1000)
        assert found == 0, f"{found} are due"
        started = time.perf_counter()
        await sweep()
        swept.append((time.perf_counter() - started) * 1000)
    return {
        "idle_ms": round(statistics.median(taken), 2),
        "idle_worst_ms": round(max(taken), 2),
        "sweep_ms": round(statistics.median(swept), 2),
    }


async def _busy(owner: asyncpg.Connection, loaded: Settings, ids: list[UUID]) -> dict[str, Any]:
    """Ten thousand fall due in the next five minutes; until their hints are in the queue."""
    for hotel_id in ids:
        await owner.execute("SELECT set_config('bellhop.hotel', $1, false)", str(hotel_id))
        await owner.execute(
            """UPDATE journey_sends SET due_at = now() + random() * interval '4 minutes'
               WHERE (hotel_id, id) IN (SELECT hotel_id, id FROM journey_sends
                   WHERE state = 'planned' AND hotel_id = $1 LIMIT $2)""",
            hotel_id,
            DUE // len(ids),
        )
    async with _queue(loaded) as queue:
        await queue.delete(jobs.QUEUE)
        started = time.perf_counter()
        found = await process_time_triggers()
        tick_seconds = time.perf_counter() - started
        await asyncio.to_thread(jobs.courier.flush, 60)
        seconds = time.perf_counter() - started
        queued = await queue.llen(jobs.QUEUE)
    assert found == queued == DUE, (found, queued)
    return {"due": found, "tick_s": round(tick_seconds, 2), "handed_out_s": round(seconds, 2)}


@contextlib.asynccontextmanager
async def _queue(loaded: Settings) -> AsyncIterator[Any]:
    client = redis.from_url(loaded.broker_url())
    try:
        yield client
    finally:
        await client.aclose()


async def _sending(ids: list[UUID]) -> dict[str, Any]:
    """From due to written in the outbox, one process."""
    now = clock.now() + timedelta(minutes=5)
    due: list[tuple[UUID, UUID]] = []
    for hotel_id in ids:
        async with db.hotel(hotel_id) as session:
            query = db.table_of(journeys.JourneySend)
            rows = await session.execute(
                query.select().where(query.c.due_at < now).limit(SENT // len(ids))
            )
            due += [(hotel_id, row.id) for row in rows]
            await session.execute(
                query.update().where(query.c.due_at < now).values(due_at=clock.now())
            )
    gate = asyncio.Semaphore(8)

    async def one(hotel_id: UUID, send_id: UUID) -> None:
        async with gate:
            await journeys.send_journey(hotel_id, send_id)

    started = time.perf_counter()
    await asyncio.gather(*(one(*each) for each in due))
    seconds = time.perf_counter() - started
    return {"sent": len(due), "sends_per_second": round(len(due) / seconds)}


async def _plans(stays: int, hotel_id: UUID) -> str:
    """How PostgreSQL finds what is due, as each role is allowed to look."""
    until = clock.now() + tick.TICK
    place = {"until": until, "due": tick.EVER, "id": tick.NIL}
    async with db.hotel(hotel_id) as session:
        guest = await session.scalar(db.table_of(journeys.JourneySend).select().with_only_columns(
            db.table_of(journeys.JourneySend).c.guest_id).limit(1))  # fmt: skip
    told = []
    for name, statement, values, session_of in (
        ("what is due, all hotels", tick.DUE, place, db.system()),
        ("what is due, one hotel", tick.DUE_IN_HOTEL, place | {"hotel": hotel_id}, db.system()),
        ("rules by cron", tick.STRIKES, {"until": until}, db.system()),
        ("a guest's messages", look.SENDS, {"guest": guest}, db.hotel(hotel_id)),
    ):
        async with session_of as session:
            lines = await statement.explained(session, **values)
        told.append(f"-- {name}\n" + "\n".join(lines))
    PLANS.mkdir(exist_ok=True)
    file = PLANS / f"tick-plans-{stays}.txt"
    file.write_text("\n\n".join(told) + "\n")
    return file.name
