"""The time one thought may take, counted down while it is spent."""

from __future__ import annotations

import asyncio

THOUGHT_SECONDS = 12.0
ENOUGH_TO_TRY_AGAIN = 3.0


class Deadline:
    """A moment on the event loop's clock."""

    def __init__(self, seconds: float = THOUGHT_SECONDS) -> None:
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + seconds

    @property
    def left(self) -> float:
        return max(0.0, self._until - self._loop.time())

    @property
    def allows_another_try(self) -> bool:
        return self.left >= ENOUGH_TO_TRY_AGAIN

    def within(self, seconds: float) -> Deadline:
        """A deadline inside this one."""
        return Deadline(min(seconds, self.left))
