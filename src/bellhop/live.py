"""Redis for what may vanish: news to open pages, breaker state, budgets.

Every call has a one-second timeout and says None or False when Redis does not answer.
"""

from __future__ import annotations

import functools

import redis.asyncio as redis
from redis.exceptions import RedisError

from bellhop import log, metrics, settings

logger = log.get(__name__)


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


async def close() -> None:
    await _client().aclose()
    _client.cache_clear()


def _count(error: Exception) -> None:
    metrics.external_errors.labels("redis", type(error).__name__).inc()
