"""Failures of providers: what is tried again, what is not, and who comes next."""

from __future__ import annotations

import asyncio
import time

import httpx2
import orjson
import pytest

from bellhop.ai import chain, deadline, think
from tests.ai.cast import asked
from tests.ai.house import Shelf
from tests.ai.model.wire import Wire, answer, completion, provider, refused, said, slow

QUESTION = "во сколько завтрак?"
BLANK, CUT = completion("   \n  "), completion('{"language": "ru", "rep', "length")
NO_ROOM = completion('{"lang', "insufficient_system_resource")
BROKEN = httpx2.ConnectError("no route")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain.random, "uniform", lambda *_: 0.0)


@pytest.mark.parametrize(
    ("first", "calls"),
    [
        (refused(400), 1),
        (refused(401), 1),
        (refused(402), 1),
        (refused(422), 1),
        (refused(429), 2),
        (refused(500), 2),
        (refused(503), 2),
        (BROKEN, 1),
        (BLANK, 2),
        (CUT, 2),
        (NO_ROOM, 2),
        (completion("no object"), 2),
        (completion("[1]"), 2),
        (said(reply=7), 2),
        (httpx2.Response(200, content=b"<html>"), 2),
    ],
)
async def test_only_what_may_help_is_tried_again(wire: Wire, first, calls: int) -> None:
    wire.will(first, said())
    thought = await think(asked("sochi", QUESTION))
    assert len(wire.asked) == calls
    assert thought.brain == ("model" if calls == 2 else "offline")
    assert "7:30" in thought.reply


async def test_a_blank_answer_is_asked_again_without_json_mode(wire: Wire) -> None:
    wire.will(BLANK, said())
    await think(asked("sochi", QUESTION))
    assert "response_format" not in wire.asked[1]


async def test_a_cut_answer_is_asked_again_shorter(wire: Wire) -> None:
    wire.will(CUT, said())
    await think(asked("sochi", QUESTION))
    assert "too long" in wire.asked[1]["messages"][-1]["content"]


async def test_the_next_provider_answers(wire: Wire, providers) -> None:
    providers(provider(), provider("second"))
    wire.will(refused(402))
    wire.will(said(), name="second")
    thought = await think(asked("sochi", QUESTION))
    assert thought.why["provider"] == "second"
    assert [call.outcome for call in thought.calls] == ["http_402", "ok"]


async def test_an_unpaid_provider_is_told_to_the_operator_once(wire: Wire) -> None:
    wire.will(refused(402))
    first = await think(asked("sochi", QUESTION))
    second = await think(asked("sochi", QUESTION))
    assert first.why["operator"][0][0] == "model_unpaid"
    assert "operator" not in second.why


async def test_prose_around_the_object_is_forgiven(wire: Wire) -> None:
    words = orjson.dumps(answer()).decode()
    wire.will(completion(f"Sure! Here is the json:\n```json\n{words}\n```\nHope this helps."))
    assert (await think(asked("sochi", QUESTION))).brain == "model"


async def test_blank_lines_before_the_answer_do_no_harm(wire: Wire) -> None:
    wire.will(httpx2.Response(200, content=b"\n\n\n" + said().content))
    assert (await think(asked("sochi", QUESTION))).brain == "model"


async def test_a_slow_provider_is_left_in_time(wire: Wire, monkeypatch) -> None:
    monkeypatch.setattr(deadline.Deadline.__init__, "__defaults__", (0.6,))
    wire.will(slow)
    started = time.perf_counter()
    thought = await think(asked("sochi", QUESTION))
    assert time.perf_counter() - started < 1
    assert thought.brain == "offline"
    assert thought.calls[0].outcome == "timeout"


async def test_a_slow_first_provider_leaves_time_for_the_second(
    wire: Wire, providers, monkeypatch
) -> None:
    monkeypatch.setattr(chain, "LONGEST_TURN", 0.6)
    providers(provider(), provider("second"))
    wire.will(slow)
    wire.will(said(), name="second")
    assert (await think(asked("sochi", QUESTION))).why["provider"] == "second"


async def test_no_hotel_takes_more_than_its_slots(wire: Wire, providers) -> None:
    providers(provider(per_hotel=3, concurrency=5))
    flying, most = 0, 0

    async def count(_: object) -> httpx2.Response:
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await asyncio.sleep(0.01)
        flying -= 1
        return said()

    wire.will(count)
    await asyncio.gather(*(think(asked("sochi", QUESTION)) for _ in range(12)))
    assert most == 3


async def test_calls_to_a_dead_provider_stop_after_a_few(wire: Wire, shelf: Shelf) -> None:
    wire.will(refused(500))
    thoughts = [await think(asked("sochi", QUESTION)) for _ in range(30)]
    assert len(wire.asked) <= 6
    assert all("7:30" in each.reply for each in thoughts)
    told = [each.why["operator"][0][0] for each in thoughts if "operator" in each.why]
    assert told == ["model_failing"]
