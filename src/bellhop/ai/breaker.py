"""A provider that fails is left alone for a while, by all workers at once.

Opens at five failures in a minute (when they are at least a fifth of the recent calls, so a busy
hour's rare slip does not count) or when more than half of the last twenty failed; a refused key or
an empty balance opens it at once. While it is open one real question per half minute, over all
workers, is the probe. The state lives in Redis; without Redis each process judges for itself.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import deque
from typing import Literal

from bellhop import live, log
from bellhop.settings import Provider

logger = log.get(__name__)

FAILURES = 5
WINDOW_SECONDS = 60
RECENT = 20
PROBE_SECONDS = 30
REFUSED_PROBE_SECONDS = 300  # a refused key rarely heals by itself
LOOK_EVERY = 1.0
KEPT_SECONDS = 3_600

Change = Literal["opened", "closed"]


class Breaker:
    """One provider's state, as this process knows it."""

    def __init__(self, provider: Provider) -> None:
        # A new key or address is a new breaker: what the old one was refused says nothing of it.
        told = f"{provider.base_url}|{provider.api_key.get_secret_value()}"
        mark = hashlib.sha256(told.encode()).hexdigest()[:10]
        self.provider = provider.name
        self._key = f"breaker:{provider.name}:{provider.model}:{mark}"
        self._kind = ""
        self._recent: deque[bool] = deque(maxlen=RECENT)
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._looked = self._asked = self._probed = float("-inf")
        self._looking: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        return bool(self._kind)

    async def admits(self) -> bool:
        """Whether this question may go to the provider; open, one per half minute may."""
        await self._look()
        return not self._kind or await self._may_probe()

    async def succeeded(self) -> Change | None:
        self._recent.append(True)
        if not self._kind:
            return None
        logger.warning("provider_breaker_closed", provider=self.provider, kind=self._kind)
        self._kind = ""
        self._recent.clear()
        self._failures.clear()
        await live.put(self._key, "closed", seconds=KEPT_SECONDS)
        return "closed"

    async def failed(self, kind: str, *, at_once: bool = False) -> Change | None:
        self._recent.append(False)
        self._failures.append(time.monotonic())
        minute = int(time.time() // WINDOW_SECONDS)
        shared = await live.add(f"{self._key}:failures:{minute}", seconds=2 * WINDOW_SECONDS)
        if not (at_once or self._too_many(shared)):
            return None
        was_open, self._kind = bool(self._kind), kind
        await live.put(self._key, f"open:{kind}", seconds=KEPT_SECONDS)
        if was_open:
            return None
        logger.warning("provider_breaker_opened", provider=self.provider, kind=kind)
        return "opened"

    def _too_many(self, shared: float | None) -> bool:
        bad = self._recent.count(False)
        if len(self._recent) == RECENT and bad > RECENT / 2:
            return True
        now = time.monotonic()
        here = sum(now - at < WINDOW_SECONDS for at in self._failures)
        return max(here, shared or 0) >= FAILURES and bad * 5 >= len(self._recent)

    async def _look(self) -> None:
        """What the others know, at most once a second, and never in a question's way but once."""
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY:
            return
        first, self._looked = self._looked == float("-inf"), now
        if first:
            await self._read()
        elif self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._read())

    async def _read(self) -> None:
        state = await live.get(self._key)
        if state is None:
            return  # nothing known or no Redis: what this process saw stands
        kind = state.removeprefix("open:") if state.startswith("open:") else ""
        if self._kind and not kind:
            self._recent.clear()
            self._failures.clear()
        self._kind = kind

    async def _may_probe(self) -> bool:
        now = time.monotonic()
        if now - self._asked < LOOK_EVERY:
            return False
        self._asked = now
        pause = REFUSED_PROBE_SECONDS if self._kind == "http_401" else PROBE_SECONDS
        claimed = await live.claim(f"{self._key}:probe", seconds=pause)
        if claimed is None:
            claimed = now - self._probed >= pause
        if claimed:
            self._probed = now
        return claimed


_breakers: dict[tuple[str, str, str, str], Breaker] = {}


def of(provider: Provider) -> Breaker:
    """The provider's breaker in this process."""
    secret = provider.api_key.get_secret_value()
    key = (provider.name, provider.model, provider.base_url, secret)
    if key not in _breakers:
        _breakers[key] = Breaker(provider)
    return _breakers[key]


def forget() -> None:
    """Forget all that this process knows."""
    _breakers.clear()
