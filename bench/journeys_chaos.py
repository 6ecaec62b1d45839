"""Stays with ten rules each on a moved clock, while workers and beats are killed at random and two
beats run at once: every message that is due goes exactly once.

    python -m bench.journeys_chaos [--stays 300] [--minutes 10] [--seed 1]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import uvloop
from sqlalchemy import func, insert, select, update

from bellhop import clock, db, hotels, jobs, journeys, settings
from bellhop.guests import Guest, GuestAddress, Stay
from bellhop.hotels import HotelRecord
from bellhop.journeys import JourneyRule, JourneySend
from bellhop.outbox import OutboxRow
from bench.house import House, installation

RULES = 10
STEP = timedelta(seconds=60)
VICTIMS = ("worker0", "worker1", "beat", "beat1")
SETTLED = ("accepted", "failed", "withdrawn")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.journeys_chaos")
    parser.add_argument("--stays", type=int, default=300)
    parser.add_argument("--minutes", type=int, default=10, help="of the sandbox's clock")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with installation(model=0.1, channel=0.02, hotels=1, workers=2) as house:
        house.start("beat1", "bellhop", "beat")
        os.environ.update(house.environment)
        settings.load.cache_clear()
        return uvloop.run(_run(house, chosen.stays, chosen.minutes, random.Random(chosen.seed)))


async def _run(house: House, stays: int, minutes: int, chance: random.Random) -> int:
    loaded = settings.load()
    jobs.configure(loaded.broker_url())
    db.open_engines(loaded, pool_size=4)
    hotel_id = UUID(house.hotels[0]["hotel_id"])
    try:
        start = await _prepare(hotel_id, stays, minutes, chance)
        killed = await _play(house, hotel_id, start, minutes, chance)
        await _settle(hotel_id)
        return await _judge(house, hotel_id, stays, killed)
    finally:
        await db.close()


async def _prepare(hotel_id: UUID, stays: int, minutes: int, chance: random.Random) -> datetime:
    """Everything falls due within so many minutes of the hotel's clock."""
    start = clock.now().replace(microsecond=0) + timedelta(days=30)
    async with db.hotel(hotel_id) as session:
        manners = {"journey_manners": False, "quiet_from": "00:00", "quiet_until": "00:00"}
        await session.execute(update(HotelRecord).values(sandbox=True, rules=manners))
        for number in range(stays):
            offset = timedelta(seconds=chance.randrange(minutes * 30))
            await _stay(session, hotel_id, number, start + offset)
        hotel = await hotels.read(session)
        for place in range(RULES):
            hours = place * minutes / 2 / RULES / 60
            when = {"type": "offset", "anchor": "checkin", "hours": hours}
            what = {"texts": {"en": f"rule {place} for {{{{ guest_name }}}}"}}
            definition = journeys.read_definition({"when": when, "what": what})
            rule_id = await journeys.save_rule(
                session, hotel, key=f"rule_{place}", name=f"Rule {place}", definition=definition
            )
            await journeys.switch(session, hotel, rule_id, on=True)
    return start


async def _stay(session: Any, hotel_id: UUID, number: int, arrival: datetime) -> None:
    guest_id, own = clock.new_id(), {"hotel_id": hotel_id}
    rows = (
        (Guest, {"id": guest_id, "name": f"Guest {number}", "tags": []}),
        (GuestAddress, {"guest_id": guest_id, "kind": "phone", "value": f"7999{number:07d}"}),
        (
            Stay,
            {
                "guest_id": guest_id,
                "external_id": f"B{number}",
                "planned_arrival": arrival,
                "planned_departure": arrival + timedelta(days=3),
                "attributes": {},
            },
        ),
    )
    for model, values in rows:
        await session.execute(insert(model).values(**own, **values))


async def _play(
    house: House, hotel_id: UUID, start: datetime, minutes: int, chance: random.Random
) -> Counter[str]:
    """Move the clock minute by minute; kill somebody between the steps, and begin them anew."""
    killed: Counter[str] = Counter()
    await _until(_planned, hotel_id, seconds=120, house=house, chance=chance, killed=killed)
    moment = start
    while moment <= start + timedelta(minutes=minutes):
        await journeys.set_clock(hotel_id, moment)
        for _ in range(2):
            await asyncio.sleep(chance.uniform(0.3, 2.0))
            await _kill_one(house, chance, killed)
        moment += STEP
    return killed


async def _kill_one(house: House, chance: random.Random, killed: Counter[str]) -> None:
    name = chance.choice(VICTIMS)
    await asyncio.to_thread(house.stop, name, signal.SIGKILL)
    house.start(name, "bellhop", name.rstrip("01"))
    killed[name] += 1


async def _until(
    done: Any,
    hotel_id: UUID,
    *,
    seconds: float,
    house: House,
    chance: random.Random,
    killed: Counter[str],
) -> None:
    give_up = time.monotonic() + seconds
    while not await done(hotel_id):
        if time.monotonic() > give_up:
            raise TimeoutError("the rules were not planned in time")
        await asyncio.sleep(chance.uniform(1, 4))
        await _kill_one(house, chance, killed)


async def _planned(hotel_id: UUID) -> bool:
    async with db.hotel(hotel_id) as session:
        query = select(func.count()).where(JourneyRule.plan_due_at.is_not(None))
        return not await session.scalar(query)


async def _settle(hotel_id: UUID) -> None:
    """Nobody is killed any more: until nothing is due and every letter's fate is known."""
    give_up = time.monotonic() + 900
    while time.monotonic() < give_up:
        async with db.hotel(hotel_id) as session:
            due = await session.scalar(select(func.count()).where(JourneySend.due_at.is_not(None)))
            waiting = await session.scalar(
                select(func.count()).where(OutboxRow.state.not_in(SETTLED))
            )
        if not due and not waiting:
            return
        print(f"  due {due}, on their way {waiting}", flush=True)
        await asyncio.sleep(5)


async def _judge(house: House, hotel_id: UUID, stays: int, killed: Counter[str]) -> int:
    async with db.hotel(hotel_id) as session:
        rows = await session.execute(
            select(JourneySend.state, func.count()).group_by(JourneySend.state)
        )
        states = dict(row.tuple() for row in rows)
    sent = Counter(
        (chat, text)
        for _, chat, text, _, _ in httpx2.get(f"{house.stand_ins}/sent", timeout=60).json()
    )
    expected = stays * RULES
    doubled = sum(1 for times in sent.values() if times > 1)
    lost = expected - len(sent)
    print(f"killed {dict(killed)}; plan {states}")
    print(f"expected {expected}, reached the channel {len(sent)}, lost {lost}, doubled {doubled}")
    return 1 if lost or doubled or states != {"queued": expected} else 0


if __name__ == "__main__":
    sys.exit(main())
