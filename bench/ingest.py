"""Durable ingest: webhooks stored and acknowledged, against bare asyncpg doing the same
transaction with the same number of connections, in the same run."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from typing import Any
from urllib.parse import quote

import asyncpg
import uvloop

from bellhop import clock
from bellhop.settings import derived_password
from bench.guests import percentile, question
from bench.house import House, installation

CONNECTIONS = 20
SECONDS = 8
SENDERS = 64
HOTELS = 5

_INSERT = """
    INSERT INTO inbox_events (hotel_id, id, created_at, account_id, road, key, kind, chat_id,
        message_ref, body, occurred_at, due_at, attempts)
    VALUES ($1, $2, $3, $4, 'webhook', $5, 'incomingMessageReceived', $6, $7, $8, $3, $3, 0)
    ON CONFLICT (hotel_id, account_id, key) DO NOTHING RETURNING id
"""


def ingest() -> dict[str, Any]:
    """Both rates and their ratio, and the acknowledgement's p99 at 500 a second."""
    with installation(model=0, channel=0, hotels=HOTELS, workers=0) as house:
        web = uvloop.run(_flood(house, SECONDS))
        before = house.cpu_seconds("web")
        steady = uvloop.run(_steady(house, rate=500, seconds=8, offset=10_000_000))
        cpu = house.cpu_seconds("web") - before
        frozen = _with_redis_frozen(house)
        bare = uvloop.run(_bare(house, SECONDS))
    return {
        "webhooks_per_second": web,
        "bare_asyncpg_per_second": bare,
        "ratio": web / bare,
        "ack_p50_ms_at_500": 1000 * percentile(steady, 0.5),
        "ack_p99_ms_at_500": 1000 * percentile(steady, 0.99),
        "ack_p99_ms_at_500_redis_frozen": 1000 * percentile(frozen, 0.99),
        "web_cpu_ms_per_webhook_at_500": 1000 * cpu / max(1, len(steady)),
    }


def _with_redis_frozen(house: House) -> list[float]:
    pid = int((house.home / "redis" / "redis.pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    try:
        return uvloop.run(_steady(house, rate=500, seconds=6, offset=20_000_000))
    finally:
        os.kill(pid, signal.SIGCONT)


async def _flood(house: House, seconds: float) -> float:
    """As many as are acknowledged, by SENDERS keep-alive connections."""
    count = 0
    end = time.perf_counter() + seconds

    async def sender(first: int) -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection("127.0.0.1", house.web_port)
        number = first
        while time.perf_counter() < end:
            await _post(reader, writer, house, number)
            number += SENDERS
            count += 1
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(sender(n) for n in range(SENDERS)))
    return count / (time.perf_counter() - started)


async def _steady(house: House, *, rate: int, seconds: int, offset: int) -> list[float]:
    """At a steady rate; how long each waited, from the moment it should have been sent."""
    free: asyncio.Queue[Any] = asyncio.Queue()
    for _ in range(SENDERS):
        free.put_nowait(await asyncio.open_connection("127.0.0.1", house.web_port))
    waits: list[float] = []
    started = time.perf_counter()

    async def one(number: int, at: float) -> None:
        reader, writer = await free.get()
        await _post(reader, writer, house, offset + number)
        waits.append(time.perf_counter() - at)
        free.put_nowait((reader, writer))

    async with asyncio.TaskGroup() as group:
        for number in range(rate * seconds):
            at = started + number / rate
            if at > time.perf_counter():
                await asyncio.sleep(at - time.perf_counter())
            group.create_task(one(number, at))
    while not free.empty():
        _, writer = free.get_nowait()
        writer.close()
    return waits


async def _post(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: House, number: int
) -> None:
    hotel = house.hotels[number % HOTELS]
    _, body = question(hotel["instance_id"], number)
    head = (
        f"POST /webhooks/green-api/{hotel['instance_id']} HTTP/1.1\r\nHost: bench\r\n"
        f"Authorization: Bearer {hotel['webhook_token']}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.readuntil(b"\r\n\r\n")
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer.decode(errors="replace")[:80])


async def _bare(house: House, seconds: float) -> float:
    """The same transaction with nothing around it."""
    pool = await asyncpg.create_pool(_app_url(house), min_size=CONNECTIONS, max_size=CONNECTIONS)
    accounts = [await _account_of(pool, hotel["hotel_id"]) for hotel in house.hotels]
    count = 0
    end = time.perf_counter() + seconds

    async def writer(first: int) -> None:
        nonlocal count
        number = 30_000_000 + first
        async with pool.acquire() as connection:
            while time.perf_counter() < end:
                hotel = house.hotels[number % HOTELS]
                chat, body = question(hotel["instance_id"], number)
                now = clock.now()
                async with connection.transaction():
                    await connection.execute(
                        "SELECT set_config('bellhop.hotel', $1, true)", hotel["hotel_id"]
                    )
                    await connection.fetch(
                        _INSERT,
                        *(hotel["hotel_id"], clock.new_id(), now, accounts[number % HOTELS]),
                        *(f"incomingMessageReceived|{chat}|{number}", chat, str(number), body),
                    )
                number += CONNECTIONS
                count += 1

    started = time.perf_counter()
    await asyncio.gather(*(writer(n) for n in range(CONNECTIONS)))
    rate = count / (time.perf_counter() - started)
    await pool.close()
    return rate


async def _account_of(pool: asyncpg.Pool, hotel_id: str) -> Any:
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT set_config('bellhop.hotel', $1, true)", hotel_id)
        return await connection.fetchval("SELECT id FROM channel_accounts")


def _app_url(house: House) -> str:
    values = json.loads((house.home / "embedded.json").read_text())
    password = derived_password(values["password"], "bellhop_app")
    host = quote(str(house.embedded.places.sockets), safe="")
    return f"postgresql://bellhop_app:{password}@/bellhop?host={host}"
