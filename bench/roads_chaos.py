"""One hotel on three channels, 300 guests, thirty with two addresses: a conversation and a journey
each, while one channel is away in mid-run and ten guests have left another. Every message once, on
the right road, nothing on two.

    python -m bench.roads_chaos [--guests 300] [--away 20]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import uvloop
from sqlalchemy import func, select, update

from bellhop import clock, db, guests, hotels, jobs, journeys, settings
from bellhop.guests import Guest, GuestGiven, Stay, StayGiven
from bellhop.journeys import JourneySend
from bellhop.outbox import OutboxRow
from bench.house import House, free_port, installation

CHANNELS = {"whatsapp": "7103900001", "max": "3100900001", "telegram": "4100900001"}
RULE = "booking_confirmed"
ASKED = "When is breakfast served?"
ANSWERED = "8:00"
SETTLED = ("accepted", "failed", "withdrawn")
RULES = {
    "journey_manners": False,
    "first_contacts_a_day": 0,
    "guest_wrote_minutes": 0,
    "quiet_from": "00:00",
    "quiet_until": "00:00",
    "pause_seconds": 0,
    "reply_limit": 1000,
}
MANNERS = {
    "pause_ms": 0,
    "rates": False,
    "delivered_after": 0.05,
    "read_after": 0.1,
    "webhook_lanes": 8,
    "webhook_retry": 2.0,
}


@dataclass(slots=True)
class Person:
    """A guest: the channels they are on, where they wrote last, and whether they left it since."""

    phone: str
    on: list[str]
    gone: bool = False

    @property
    def last(self) -> str:
        return self.on[-1]

    @property
    def road(self) -> str:
        """Where the hotel's own message must arrive."""
        return self.on[0] if self.gone else self.last


def cast(count: int) -> list[Person]:
    """A third on each channel; of every thirty in a third the first ones on another one too."""
    names = list(CHANNELS)
    people = []
    for number in range(count):
        first = names[number % 3]
        on = [first]
        if number < 30:
            on.insert(0, names[(number + 1) % 3])
        people.append(Person(f"7900{1_000_000 + number}", on))
    for person in [each for each in people if each.on == ["telegram", "max"]][:10]:
        person.gone = True
    return people


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.roads_chaos")
    parser.add_argument("--guests", type=int, default=300)
    parser.add_argument("--away", type=float, default=20.0, help="seconds that MAX is away")
    chosen = parser.parse_args()
    with installation(model=0.1, channel=0.02, hotels=0, workers=1) as house:
        port = free_port()
        house.start("sandbox", "bellhop", "sandbox", "--port", str(port))
        os.environ.update(house.environment)
        settings.load.cache_clear()
        return uvloop.run(_run(house, f"http://127.0.0.1:{port}", chosen.guests, chosen.away))


async def _run(house: House, sandbox: str, count: int, away: float) -> int:
    loaded = settings.load()
    jobs.configure(loaded.broker_url())
    db.open_engines(loaded, pool_size=4)
    try:
        async with httpx2.AsyncClient(base_url=sandbox, timeout=30) as http:
            await _until_live(http)
            hotel_id = await _open(house, http, sandbox)
            people: list[Person] = cast(count)
            chats: dict[Any, str] = {}
            await _write(http, people, chats)
            await _settle(hotel_id)
            started = time.monotonic()
            outage = asyncio.create_task(_outage(http, hotel_id, away))
            await _book(hotel_id, people, http, chats)
            await outage
            await _settle(hotel_id, sends=count)
            seconds = time.monotonic() - started
            return await _judge(http, hotel_id, people, chats, seconds)
    finally:
        await db.close()


async def _until_live(http: httpx2.AsyncClient) -> None:
    for _ in range(200):
        try:
            if (await http.get("/")).status_code == 200:
                return
        except httpx2.HTTPError:
            pass
        await asyncio.sleep(0.1)
    raise TimeoutError("the sandbox does not answer")


async def _open(house: House, http: httpx2.AsyncClient, sandbox: str) -> UUID:
    """The hotel with its three numbers, its knowledge and its one rule."""
    for kind, instance in CHANNELS.items():
        place = ("--instance-id", instance, "--instance-token", f"t-{kind}", "--api-url", sandbox)
        first = kind == "whatsapp"
        who = ("hotel", "add", "--slug", "roads", "--name", "Roads", "--locale", "en",
               "--timezone", "Europe/Moscow") if first else ("channel", "add", "roads")  # fmt: skip
        added = json.loads(house.bellhop(*who, "--type", kind, *place, "--json"))
        wish = {
            "token": f"t-{kind}",
            "type": kind,
            "webhooks": True,
            "manners": MANNERS,
            "settings": {
                "webhookUrl": f"{house.web}/webhooks/green-api/{instance}",
                "webhookUrlToken": f"Bearer {added['webhook_token']}",
            },
        }
        (await http.put(f"/sandbox/instances/{instance}", json=wish)).raise_for_status()
        hotel_id = UUID(added["hotel_id"])
    house.add_knowledge("roads")
    async with db.hotel(hotel_id) as session:
        await hotels.change_rules(session, "bench", **RULES)
        hotel = await hotels.read(session)
        await journeys.install(session, hotel)
        for rule in await journeys.rules(session):
            await journeys.switch(session, hotel, rule.id, on=rule.key == RULE)
    return hotel_id


async def _write(http: httpx2.AsyncClient, people: list[Person], chats: dict[Any, str]) -> None:
    """Everybody asks one question on each of their channels, on the last one last."""
    for turn in (0, 1):
        for person in people:
            if turn < len(person.on):
                channel = person.on[turn]
                base = f"/sandbox/instances/{CHANNELS[channel]}/guests"
                made = (await http.post(base, json={"name": "G", "phone": person.phone})).json()
                chats[person.phone, channel] = made["chat"]
                said = {"text": ASKED}
                (await http.post(f"{base}/{made['chat']}/messages", json=said)).raise_for_status()
        await asyncio.sleep(3)  # the provider's moments are whole seconds


async def _outage(http: httpx2.AsyncClient, hotel_id: UUID, away: float) -> None:
    """When some messages have gone MAX loses answers, then is not linked, then works again."""
    at = f"/sandbox/instances/{CHANNELS['max']}"
    for _ in range(600):
        async with db.hotel(hotel_id) as session:
            if await session.scalar(select(func.count()).where(JourneySend.state == "queued")):
                break
        await asyncio.sleep(0.1)
    for kind in ("http_503", "timeout_after_accept"):
        fault = {"kind": kind, "times": 3, "method": "sendMessage", "seconds": 1}
        (await http.post(f"{at}/faults", json=fault)).raise_for_status()
    (await http.put(f"{at}/state", json={"state": "notAuthorized"})).raise_for_status()
    await asyncio.sleep(away)
    (await http.put(f"{at}/state", json={"state": "authorized"})).raise_for_status()


async def _book(
    hotel_id: UUID, people: list[Person], http: httpx2.AsyncClient, chats: dict[Any, str]
) -> None:
    for person in people:
        if person.gone:
            guest = f"/sandbox/instances/{CHANNELS['max']}/guests/{chats[person.phone, 'max']}"
            (await http.patch(guest, json={"account": False})).raise_for_status()
    for start in range(0, len(people), 20):
        async with db.hotel(hotel_id) as session:
            hotel = await hotels.read(session)
            day = hotel.local(hotel.now()).date() + timedelta(days=20)
            given = [
                StayGiven(
                    external_id=f"B{person.phone}",
                    guest=GuestGiven(phone=f"+{person.phone}"),
                    arrival=day,
                    departure=day + timedelta(days=2),
                )
                for person in people[start : start + 20]
            ]
            await guests.put_stays(session, hotel, given, how="bench")
    for _ in range(100):
        if await _hurry(hotel_id) == 0:
            return
        await asyncio.sleep(0.5)


async def _hurry(hotel_id: UUID) -> int:
    """Nobody waits for the minutes that the rule waits; how many bookings have no message yet."""
    moment = clock.now() - timedelta(seconds=20)
    async with db.hotel(hotel_id) as session:
        planned = JourneySend.state == "planned"
        later = update(JourneySend).where(planned, JourneySend.due_at > clock.now())
        await session.execute(later.values(due_at=moment, goes_at=moment))
        bookings = await session.scalar(select(func.count()).select_from(Stay))
        made = await session.scalar(select(func.count()).select_from(JourneySend))
    return (bookings or 0) - (made or 0)


async def _settle(hotel_id: UUID, sends: int = 0) -> None:
    """Until nothing is due, nothing waits and every journey has its message."""
    give_up, calm = time.monotonic() + 600, 0
    while time.monotonic() < give_up:
        async with db.hotel(hotel_id) as session:
            planned = await session.scalar(
                select(func.count()).where(
                    JourneySend.state == "planned", JourneySend.due_at.is_not(None)
                )
            )
            queued = await session.scalar(select(func.count()).where(JourneySend.state == "queued"))
            waiting = await session.scalar(
                select(func.count()).where(OutboxRow.state.not_in(SETTLED))
            )
        calm = calm + 1 if not waiting and not planned and (queued or 0) >= sends else 0
        if calm >= 4:
            return
        await asyncio.sleep(1)
    raise TimeoutError(f"planned {planned}, sent {queued} of {sends}, waiting {waiting}")


async def _judge(
    http: httpx2.AsyncClient,
    hotel_id: UUID,
    people: list[Person],
    chats: dict[Any, str],
    seconds: float,
) -> int:
    wrong: Counter[str] = Counter()
    roads: Counter[str] = Counter()
    for person in people:
        started = []
        for channel, instance in CHANNELS.items():
            chat = chats.get((person.phone, channel))
            if chat is None:
                continue
            path = f"/sandbox/instances/{instance}/guests/{chat}/messages"
            lines = (await http.get(path)).json()
            ours = [each for each in lines if each["outgoing"]]
            arrived = [each for each in ours if each["status"] not in ("failed", "noAccount")]
            replies = [each for each in arrived if ANSWERED in each["text"]]
            wrong["replies"] += len(replies) != 1
            started += [channel for each in arrived if ANSWERED not in each["text"]]
        wrong["lost"] += not started
        wrong["doubled"] += len(started) > 1
        wrong["on the wrong road"] += started[:1] not in ([], [person.road])
        roads.update(started)
    async with db.hotel(hotel_id) as session:
        known = await session.scalar(select(func.count()).where(Guest.merged_into.is_(None)))
        second = await session.scalar(select(func.count()).where(OutboxRow.instead_of.is_not(None)))
    wrong["guests who are two"] += (known or 0) - len(people)
    print(f"guests {len(people)}, two addresses {sum(len(p.on) > 1 for p in people)}, "
          f"left their channel {sum(p.gone for p in people)}, second roads {second}")  # fmt: skip
    print(f"started by the hotel {dict(roads)} in {seconds:.0f} s; wrong {dict(wrong)}")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
