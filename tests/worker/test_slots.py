"""Fair shares: a hotel that floods leaves room for others."""

import asyncio
from collections import Counter

import pytest

from bellhop.worker.slots import Errand, Slots


class Work:
    """Errands that run until they are let go."""

    def __init__(self) -> None:
        self.flying: Counter[str] = Counter()
        self.done: list[Errand] = []
        self.most = 0
        self.gate = asyncio.Event()
        self.fails = False

    async def __call__(self, errand: Errand) -> None:
        self.flying[errand.hotel_id] += 1
        self.most = max(self.most, self.flying.total())
        await self.gate.wait()
        await asyncio.sleep(0)
        self.flying[errand.hotel_id] -= 1
        self.done.append(errand)
        if self.fails:
            raise LookupError("no such row")


@pytest.fixture
def work():
    return Work()


async def flood(slots: Slots, hotel: str, how_many: int, first: int = 0) -> list[asyncio.Task]:
    """So many errands of one hotel at once, up to where they wait."""
    tasks = [
        asyncio.create_task(slots.take(Errand("j", hotel, str(first + n)))) for n in range(how_many)
    ]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def all_done(work: Work, tasks: list[asyncio.Task], how_many: int) -> None:
    work.gate.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    for _ in range(100 * how_many):
        await asyncio.sleep(0)
    assert len(work.done) == how_many


async def test_while_others_have_work_a_flood_takes_its_share(work):
    slots = Slots(work, total=40)
    tasks = await flood(slots, "quiet", 1)
    tasks += await flood(slots, "busy", 100)
    assert work.flying == {"quiet": 1, "busy": 10}
    await all_done(work, tasks, 101)


async def test_alone_a_hotel_takes_nearly_all_and_leaves_room_for_the_first_who_comes(work):
    slots = Slots(work, total=40)
    tasks = await flood(slots, "busy", 100)
    assert work.flying["busy"] == 36
    tasks += await flood(slots, "quiet", 3)
    assert work.flying["quiet"] == 3
    await all_done(work, tasks, 103)


async def test_what_does_not_fit_runs_later_and_its_caller_does_not_wait(work):
    slots = Slots(work, total=4)
    tasks = await flood(slots, "busy", 20)
    assert sum(task.done() for task in tasks) == 17
    await all_done(work, tasks, 20)
    assert {errand.row_id for errand in work.done} == {str(n) for n in range(20)}


async def test_the_same_errand_waits_once(work):
    slots = Slots(work, total=4)
    tasks = await flood(slots, "busy", 3)
    for _ in range(5):
        tasks += await flood(slots, "busy", 1, first=99)
    await all_done(work, tasks, 4)
    assert len(work.done) == 4


async def test_failures_do_not_leak_slots(work):
    slots = Slots(work, total=4)
    work.fails = True
    await all_done(work, await flood(slots, "busy", 20), 20)
    assert (slots._flying, slots._parked) == (Counter(), {})
    work.fails, work.gate = False, asyncio.Event()
    tasks = await flood(slots, "busy", 10)
    assert work.flying["busy"] == 3
    await all_done(work, tasks, 30)


async def test_a_failure_reaches_the_caller_whose_errand_ran_at_once(work):
    slots = Slots(work, total=4)
    work.fails = True
    work.gate.set()
    with pytest.raises(LookupError, match="no such row"):
        await slots.take(Errand("j", "h", "1"))


async def test_the_hotel_served_longest_ago_goes_first(work):
    slots = Slots(work, total=4)
    tasks = await flood(slots, "a", 6)
    tasks += await flood(slots, "b", 3)
    tasks += await flood(slots, "c", 3)
    await all_done(work, tasks, 12)
    order = [errand.hotel_id for errand in work.done]
    assert order.index("b") < 6
    assert order.index("c") < 7


async def test_many_hotels_together_stay_within_the_total(work):
    slots = Slots(work, total=8)
    tasks = []
    for hotel in range(8):
        tasks += await flood(slots, str(hotel), 20)
    assert work.flying.total() == 8
    await all_done(work, tasks, 160)
    assert work.most == 8
