"""Each structured-output mode asks in its own way, and its answer is found where it puts it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import orjson
import pytest

from bellhop.ai import clients, modes, think
from tests.ai.cast import asked
from tests.ai.model.wire import HONEST, USAGE, Wire, answer, completion, provider, said

Providers = Callable[..., None]
QUESTION = "во сколько завтрак?"


def _called(**changed: Any) -> httpx2.Response:
    function = {"name": modes.NAME, "arguments": orjson.dumps(answer(**changed)).decode()}
    call = {"id": "1", "type": "function", "function": function}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    body = {"model": "deepseek-flash", "choices": [choice], "usage": USAGE}
    return httpx2.Response(200, content=orjson.dumps(body))


def _responded(status: str = "completed", text: str = "", reason: str = "") -> httpx2.Response:
    words = text or orjson.dumps(answer()).decode()
    part = {"type": "output_text", "text": words}
    body = {
        "model": "deepseek-flash",
        "status": status,
        "incomplete_details": {"reason": reason} if reason else None,
        "output": [{"type": "reasoning"}, {"type": "message", "content": [part]}],
        "usage": {
            "input_tokens": 4000,
            "output_tokens": 150,
            "input_tokens_details": {"cached_tokens": 3600},
        },
    }
    return httpx2.Response(200, content=orjson.dumps(body))


MODES = [("json_object", said()), ("json_schema", said()), ("strict_tool", _called()),
         ("responses", _responded()), ("text", said())]  # fmt: skip


@pytest.mark.parametrize(("mode", "reply"), MODES)
async def test_every_mode_brings_the_answer(
    wire: Wire, providers: Providers, mode: modes.Mode, reply: httpx2.Response
) -> None:
    providers(provider(structured_mode=mode))
    wire.will(reply)
    thought = await think(asked("sochi", QUESTION))
    assert (thought.brain, thought.reply) == ("model", HONEST)
    assert (thought.calls[0].tokens_hit, thought.calls[0].tokens_out) == (3600, 150)


async def test_each_mode_asks_in_its_own_way(wire: Wire, providers: Providers) -> None:
    for mode, reply in MODES:
        await clients.close()
        providers(provider(structured_mode=mode))
        wire.will(reply)
        await think(asked("sochi", QUESTION))
    by_mode = dict(zip((mode for mode, _ in MODES), wire.asked, strict=True))
    assert by_mode["json_object"]["response_format"] == {"type": "json_object"}
    assert by_mode["json_schema"]["response_format"]["json_schema"]["strict"] is True
    assert by_mode["strict_tool"]["tool_choice"]["function"]["name"] == modes.NAME
    assert by_mode["responses"]["text"]["format"]["schema"] == modes.SCHEMA
    assert by_mode["responses"]["max_output_tokens"]
    assert "messages" not in by_mode["responses"]
    assert not {"response_format", "tools", "input"} & by_mode["text"].keys()


async def test_a_blank_formed_answer_is_asked_for_again_in_free_words(
    wire: Wire, providers: Providers
) -> None:
    providers(provider(structured_mode="strict_tool"))
    wire.will(completion("  "), said())
    assert (await think(asked("sochi", QUESTION))).brain == "model"
    assert ["tools" in body for body in wire.asked] == [True, False]


async def test_a_response_cut_short_is_asked_for_again(wire: Wire, providers: Providers) -> None:
    providers(provider(structured_mode="responses"))
    wire.will(_responded("incomplete", '{"language": "ru"', "max_output_tokens"), _responded())
    assert (await think(asked("sochi", QUESTION))).reply == HONEST
    assert len(wire.asked) == 2


def test_the_schema_is_strict_and_in_the_order_of_thought() -> None:
    assert modes.SCHEMA["required"] == list(modes.SCHEMA["properties"]) == list(answer())
    assert modes.SCHEMA["additionalProperties"] is False
