"""One ear at Redis for the whole process, and everybody who listens behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from uuid import UUID

from bellhop import live

KEPT = 200
"""Of a listener who does not read. Beyond it they are told to ask for everything anew."""


class Listener:
    """One open stream: what it may hear, and what it has not read yet."""

    def __init__(self, hotels: Iterable[UUID]) -> None:
        self.hotels = frozenset(str(each) for each in hotels)
        self._heard: asyncio.Queue[str] = asyncio.Queue(KEPT)

    def hear(self, news: str) -> None:
        if self._heard.full():
            while not self._heard.empty():
                self._heard.get_nowait()
            news = "all"
        self._heard.put_nowait(news)

    async def next(self, seconds: float) -> str | None:
        """The next news; None when there were none for so long."""
        try:
            return await asyncio.wait_for(self._heard.get(), seconds)
        except TimeoutError:
            return None


class Hub:
    """Lives as long as the web process. `close` ends every stream."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self.connected = False
        self.closed = False

    def open(self) -> None:
        self._task = asyncio.get_running_loop().create_task(live.listen(self.hear, self._note))

    async def close(self) -> None:
        self.end_streams()
        while self._task is not None and not self._task.done():
            self._task.cancel()  # again: a timeout inside may swallow it
            await asyncio.wait({self._task}, timeout=0.2)

    def end_streams(self) -> None:
        """Called as soon as the process is asked to stop: streams would hold it up."""
        self.closed = True
        for listener in self._listeners:
            listener.hear("bye")

    def join(self, listener: Listener) -> None:
        self._listeners.add(listener)

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def hear(self, news: str) -> None:
        """Pass a piece of news on to those who may hear it."""
        hotel_id = news.partition(" ")[0]
        for listener in self._listeners:
            if hotel_id in listener.hotels:
                listener.hear(news)

    def _note(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            for listener in self._listeners:
                listener.hear("fast" if connected else "slow")
