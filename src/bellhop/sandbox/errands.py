"""Tasks that run while there is something to do: at most one per instance."""

import asyncio
from collections.abc import Callable, Coroutine

from bellhop.sandbox.instances import Instance


class Errands:
    """`ring` starts the instance's errand unless it is under way already."""

    def __init__(self, errand: Callable[[Instance], Coroutine[None, None, None]]) -> None:
        self._errand = errand
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def ring(self, instance: Instance) -> None:
        """There is something to do. An errand sees new work until its very last step."""
        task = self._tasks.get(instance.id)
        if task is None or task.done():
            self._tasks[instance.id] = asyncio.create_task(self._errand(instance))

    def stop(self, instance: Instance) -> None:
        """Break off, for instance out of a long wait."""
        if task := self._tasks.pop(instance.id, None):
            task.cancel()

    async def close(self) -> None:
        """Stop all and wait for them."""
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
