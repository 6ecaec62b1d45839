"""Redis for what may vanish: news to open pages, breaker state, budgets.

Every call has a one-second timeout and says None or False when Redis does not answer.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from uuid import UUID

import redis.asyncio as redis
from redis.exceptions import RedisError

from bellhop import jobs, log, metrics, settings

logger = log.get(__name__)

LISTEN_SECONDS = 5.0
AGAIN_SECONDS = 1.0


@functools.cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.load().broker_url(),
        socket_timeout=1.0,
        socket_connect_timeout=1.0,
        decode_responses=True,
    )


async def ping() -> bool:
    try:
        return bool(await _client().ping())
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)
        return False


async def get(key: str) -> str | None:
    try:
        value = await _client().get(key)
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)
        return None
    return None if value is None else str(value)


async def put(key: str, value: str, *, seconds: int) -> bool:
    try:
        await _client().set(key, value, ex=seconds)
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)
        return False
    return True


async def claim(key: str, *, seconds: int) -> bool | None:
    """True for the first caller in that time; None when Redis does not answer."""
    try:
        return bool(await _client().set(key, "1", ex=seconds, nx=True))
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)
        return None


async def add(key: str, amount: float = 1, *, seconds: int) -> float | None:
    """Add to a counter that lives that long; its new value, None without Redis."""
    try:
        async with _client().pipeline(transaction=False) as pipe:
            pipe.incrbyfloat(key, amount)
            pipe.expire(key, seconds)
            value, _ = await pipe.execute()
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)
        return None
    return float(value)


async def queue_length(name: str) -> int | None:
    """How many hints wait in a queue of Celery's; None when Redis does not answer."""
    try:
        return int(await _client().llen(name))
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)
        return None


async def forget(*keys: str) -> None:
    try:
        await _client().delete(*keys)
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)


def news(session: jobs.CarriesHints, hotel_id: UUID, kind: str, row_id: UUID) -> None:
    """Something that an open page may show has changed: told after the commit, ids only, and only
    to whoever listens. A page that misses it asks the database."""
    jobs.tell(session, f"{hotel_id} {kind} {row_id}")


async def tell(hotel_id: UUID, kind: str, row_id: UUID) -> None:
    """The same at once, for what is in no row (who looks at a chat)."""
    try:
        await _client().publish(jobs.NEWS_CHANNEL, f"{hotel_id} {kind} {row_id}")
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)


async def note(key: str, field: str, value: str, *, seconds: int) -> None:
    """One entry of a small table that lives that long."""
    try:
        async with _client().pipeline(transaction=False) as pipe:
            pipe.hset(key, field, value)
            pipe.expire(key, seconds)
            await pipe.execute()
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)


async def noted(key: str) -> dict[str, str]:
    """All entries of a small table; none without Redis."""
    try:
        found = await _client().hgetall(key)
    except (RedisError, OSError, TimeoutError) as error:
        _count(error)
        return {}
    return {str(name): str(value) for name, value in found.items()}


async def listen(heard: Callable[[str], None], connected: Callable[[bool], None]) -> None:
    """Hear all news of all hotels, for as long as the process lives, on a connection of its own.
    `connected` is told when Redis goes and comes."""
    while True:
        client = redis.Redis.from_url(
            settings.load().broker_url(),
            socket_connect_timeout=1.0,
            health_check_interval=5,
            decode_responses=True,
        )
        try:
            async with client.pubsub() as ear:
                await ear.subscribe(jobs.NEWS_CHANNEL)
                connected(True)
                while True:
                    said = await ear.get_message(
                        ignore_subscribe_messages=True, timeout=LISTEN_SECONDS
                    )
                    if said is not None:
                        heard(str(said["data"]))
        except (RedisError, OSError, TimeoutError) as error:
            _count(error)
            connected(False)
        finally:
            await client.aclose()
        await asyncio.sleep(AGAIN_SECONDS)


async def close() -> None:
    await _client().aclose()
    _client.cache_clear()


def _count(error: Exception) -> None:
    metrics.external_errors.labels("redis", type(error).__name__).inc()
