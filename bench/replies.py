"""Replies per second, and the time Bellhop adds to one."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx2

from bench.guests import percentile, write
from bench.house import House, installation

MODEL_SECONDS = 0.8
CHANNEL_SECONDS = 0.1
GIVE_UP_SECONDS = 120
WORKERS = 2  # one for each core


def throughput(*, statuses: bool, count: int) -> dict[str, Any]:
    """All guests write at once; how fast are they answered."""
    with installation(
        model=MODEL_SECONDS, channel=CHANNEL_SECONDS, statuses=statuses, workers=WORKERS
    ) as house:
        _warm(house)
        before = {name: house.cpu_seconds(name) for name in house.processes}
        servers = house.servers_cpu_seconds()
        started = time.time()
        told = asyncio.run(write(house.web, house.hotels, range(1000, 1000 + count), rate=200))
        sent = _wait_for(house, count)
        if statuses:
            _wait_for_statuses(house, count)
        finished = time.time() if statuses else max(row[3] for row in sent)
        spent = {name: house.cpu_seconds(name) - before[name] for name in house.processes}
        worker = sum(seconds for name, seconds in spent.items() if name.startswith("worker"))
        return {
            "messages": count,
            "replies_per_second": count / (finished - started),
            "doubled": len(sent) - len({(row[0], row[1]) for row in sent}),
            "lost": count - len({(row[0], row[1]) for row in sent}),
            "refused": told.refused,
            "cpu_ms_per_message": 1000 * (spent["web"] + worker) / count,
            "cpu_ms_web": 1000 * spent["web"] / count,
            "cpu_ms_worker": 1000 * worker / count,
            "cpu_ms_servers": 1000 * (house.servers_cpu_seconds() - servers) / count,
            "cpu_ms_stand_ins": 1000 * spent["stand_ins"] / count,
            "worker_memory_mb": max(house.memory_mb(f"worker{n}") for n in range(WORKERS)),
            "web_memory_mb": house.memory_mb("web"),
        }


def time_added(*, rate: float = 10, seconds: int = 20) -> dict[str, Any]:
    """From the webhook sent to the message handed to the channel, the model's time taken off."""
    with installation(model=MODEL_SECONDS, channel=CHANNEL_SECONDS) as house:
        _warm(house)
        count = int(rate * seconds)
        started = time.time()
        asyncio.run(write(house.web, house.hotels, range(1000, 1000 + count), rate=rate))
        sent = _wait_for(house, count)
        when = {row[1]: row[3] for row in sent}
        added = [
            when[f"7900{1000 + n:07d}@c.us"] - (started + n / rate) - MODEL_SECONDS
            for n in range(count)
        ]
        return {
            "messages": count,
            "rate": rate,
            "added_p50_ms": 1000 * percentile(added, 0.5),
            "added_p95_ms": 1000 * percentile(added, 0.95),
            "added_max_ms": 1000 * max(added),
        }


def _warm(house: House) -> None:
    asyncio.run(write(house.web, house.hotels, range(20)))
    _wait_for(house, 20)
    httpx2.delete(f"{house.stand_ins}/sent")


def _wait_for(house: House, count: int) -> list[tuple[str, str, str, float, str]]:
    give_up = time.monotonic() + GIVE_UP_SECONDS
    while True:
        sent = httpx2.get(f"{house.stand_ins}/sent", timeout=30).json()
        if len({(row[0], row[1]) for row in sent}) >= count or time.monotonic() > give_up:
            return [tuple(row) for row in sent]
        time.sleep(0.5)


def _wait_for_statuses(house: House, count: int) -> None:
    give_up = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < give_up:
        page = httpx2.get(f"{house.web}/metrics", timeout=30).text
        read = sum(
            float(line.rpartition(" ")[2])
            for line in page.splitlines()
            if line.startswith("bellhop_messages_total") and 'status="read"' in line
        )
        if read >= count:
            return
        time.sleep(0.5)
