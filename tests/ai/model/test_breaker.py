"""The breaker: when it opens, who may probe, and how it closes for all workers."""

from __future__ import annotations

import pytest

from bellhop.ai import breaker
from bellhop.ai.breaker import Breaker
from tests.ai.house import Shelf
from tests.ai.model.wire import provider


class Clock:
    """Time as the breaker sees it."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def monotonic(self) -> float:
        return self.at

    def time(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(breaker, "time", made)
    return made


async def _fail(each: Breaker, times: int) -> None:
    for _ in range(times):
        await each.failed("http_500")


async def test_five_failures_in_a_minute_open_it(clock: Clock, shelf: Shelf) -> None:
    one = Breaker(provider())
    await _fail(one, 4)
    assert await one.admits()
    assert await one.failed("http_500") == "opened"
    assert one.is_open


async def test_rare_slips_of_a_busy_hour_do_not(clock: Clock, shelf: Shelf) -> None:
    one = Breaker(provider())
    for _ in range(6):
        for _ in range(19):
            await one.succeeded()
        await one.failed("http_500")
    assert not one.is_open


async def test_failures_far_apart_do_not(clock: Clock, shelf: Shelf) -> None:
    one = Breaker(provider())
    for _ in range(8):
        await one.failed("timeout")
        await one.succeeded()
        clock.at += 61
    assert not one.is_open


async def test_an_empty_balance_opens_it_at_once(clock: Clock, shelf: Shelf) -> None:
    one = Breaker(provider())
    assert await one.failed("http_402", at_once=True) == "opened"
    assert await one.failed("http_402", at_once=True) is None


async def test_one_probe_in_half_a_minute_over_all_workers(clock: Clock, shelf: Shelf) -> None:
    one, other = Breaker(provider()), Breaker(provider())
    await _fail(one, 5)
    assert [await one.admits(), await other.admits()] == [True, False]
    clock.at += 2
    assert not await one.admits()
    clock.at += 30
    shelf.lapse()
    assert await other.admits()


async def test_a_good_probe_closes_it_for_all(clock: Clock, shelf: Shelf) -> None:
    one, other = Breaker(provider()), Breaker(provider())
    await _fail(one, 5)
    await other.admits()
    assert other.is_open
    assert await one.succeeded() == "closed"
    clock.at += 2
    await other.admits()
    await other._looking  # the second look happens beside the question
    assert not other.is_open


async def test_without_redis_each_process_judges_for_itself(clock: Clock, shelf: Shelf) -> None:
    shelf.away = True
    one = Breaker(provider())
    await _fail(one, 5)
    assert [await one.admits() for _ in range(3)] == [True, False, False]
    clock.at += 31
    assert await one.admits()


async def test_a_new_key_is_a_new_breaker(clock: Clock, shelf: Shelf) -> None:
    await _fail(Breaker(provider()), 5)
    fresh = provider().model_copy(update={"base_url": "http://other.example"})
    assert await Breaker(fresh).admits()
    assert not Breaker(fresh).is_open
