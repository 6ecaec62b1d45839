"""How many questions may be in flight: per provider in this process, and per hotel of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from bellhop.settings import Provider


class _Slots:
    """The slots of one event loop. A hotel's semaphore lives while somebody uses it."""

    def __init__(self) -> None:
        self.providers: dict[str, asyncio.Semaphore] = {}
        self.hotels: dict[tuple[str, str], tuple[asyncio.Semaphore, list[None]]] = {}


_loops: WeakKeyDictionary[asyncio.AbstractEventLoop, _Slots] = WeakKeyDictionary()


@asynccontextmanager
async def slot(provider: Provider, hotel_id: str) -> AsyncIterator[None]:
    """Wait for a slot of the hotel, then for one of the provider; the caller keeps the time."""
    slots = _loops.setdefault(asyncio.get_running_loop(), _Slots())
    key = (provider.name, hotel_id)
    hotel, users = slots.hotels.setdefault(key, (asyncio.Semaphore(provider.per_hotel), []))
    everyone = slots.providers.setdefault(provider.name, asyncio.Semaphore(provider.concurrency))
    users.append(None)
    try:
        async with hotel, everyone:
            yield
    finally:
        users.pop()
        if not users:
            slots.hotels.pop(key, None)
