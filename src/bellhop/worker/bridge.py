"""One event loop per worker process, with its engine; Celery's threads hand steps over to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import uvloop

from bellhop import db, log
from bellhop.settings import Settings

logger = log.get(__name__)


class Bridge:
    """The loop's thread. `run` may be called from any other thread."""

    def __init__(self) -> None:
        self._loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._turn, name="steps", daemon=True)

    def start(self, settings: Settings) -> None:
        db.open_engines(settings)
        self._thread.start()

    def run(self, step: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine on the loop and wait for it; its error is raised here."""
        return asyncio.run_coroutine_threadsafe(step, self._loop).result()

    def begin(self, service: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine for as long as the process lives."""
        asyncio.run_coroutine_threadsafe(service, self._loop)

    def stop(self) -> None:
        self.run(db.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _turn(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
