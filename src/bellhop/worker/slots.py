"""Fair shares: a hotel that floods takes at most its share while others have work.

What does not fit is remembered here and stays a row: if this process dies, the sweeper finds it.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bellhop import log

logger = log.get(__name__)

KEPT_PER_HOTEL = 5_000
ALONE = 0.9
"""What one hotel may take while nobody else has work: room is left for the first who comes."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A job as it is remembered: which, whose, about what row."""

    job: str
    hotel_id: str
    row_id: str


Run = Callable[[Errand], Awaitable[None]]


class Slots:
    """Steps in flight in this process. Lives on the event loop; needs no lock."""

    def __init__(self, run: Run, *, total: int, share: float = 0.25) -> None:
        self._run = run
        self._total = total
        self._share = max(1, int(total * share))
        self._alone = max(1, int(total * ALONE))
        self._flying: Counter[str] = Counter()
        self._parked: OrderedDict[str, OrderedDict[Errand, None]] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, errand: Errand) -> None:
        """Run it now, or remember it for when its hotel has a slot."""
        full = self._flying.total() >= self._total
        if full or self._flying[errand.hotel_id] >= self._limit(errand.hotel_id):
            waiting = self._parked.setdefault(errand.hotel_id, OrderedDict())
            if len(waiting) < KEPT_PER_HOTEL:
                waiting[errand] = None
            return
        await self._fly(errand)

    def _limit(self, hotel_id: str) -> int:
        others = any(h != hotel_id for h in self._parked) or any(
            h != hotel_id for h in self._flying
        )
        return self._share if others else self._alone

    async def _fly(self, errand: Errand) -> None:
        self._flying[errand.hotel_id] += 1
        try:
            await self._run(errand)
        finally:
            self._flying[errand.hotel_id] -= 1
            if not self._flying[errand.hotel_id]:
                del self._flying[errand.hotel_id]
            self._wake_next()

    def _wake_next(self) -> None:
        """The hotel that was served longest ago goes first."""
        for hotel_id in list(self._parked):
            waiting = self._parked[hotel_id]
            if waiting and self._flying[hotel_id] < self._limit(hotel_id):
                errand, _ = waiting.popitem(last=False)
                self._parked.move_to_end(hotel_id)
                task = asyncio.get_running_loop().create_task(self._fly_parked(errand))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
                break
        for hotel_id in [h for h, waiting in self._parked.items() if not waiting]:
            del self._parked[hotel_id]

    async def _fly_parked(self, errand: Errand) -> None:
        try:
            await self._fly(errand)
        except Exception:
            # nobody waits for this one; the row is still due and the sweeper finds it
            logger.exception("step_failed", job=errand.job, row_id=errand.row_id)
