"""A pretended provider: answers as told, remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
import orjson
from pydantic import SecretStr

from bellhop.settings import Provider

USAGE = {"prompt_tokens": 4000, "completion_tokens": 150, "prompt_cache_hit_tokens": 3600}
HONEST = "Завтрак с 7:30 до 10:30 в ресторане на первом этаже."

Reply = httpx2.Response | Exception | Callable[[dict[str, Any]], Any]


def provider(name: str = "deepseek", **more: Any) -> Provider:
    """A provider that only this wire knows."""
    return Provider(
        name=name,
        base_url=f"http://{name}.example",
        api_key=SecretStr("sk-test"),
        model="deepseek-flash",
        extra_body={"thinking": {"type": "disabled"}},
        **more,
    )


def answer(**changed: Any) -> dict[str, Any]:
    """An answer object as a well-behaved model gives it."""
    return {
        "language": "ru",
        "topic": "food",
        "sentiment": "neutral",
        "confidence": 0.9,
        "requires_attention": False,
        "attention_reason": "none",
        "department": "restaurant",
        "knowledge_ids": ["breakfast-ru"],
        "answerable": True,
        "needs_human": False,
        "handover_summary": "",
        "reply": HONEST,
    } | changed


def completion(content: str, finish: str = "stop", **more: Any) -> httpx2.Response:
    """A completion with these words."""
    body = {
        "id": "1",
        "model": "deepseek-flash",
        "system_fingerprint": "fp_1",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content},
                "finish_reason": finish,
            }
        ],
        "usage": USAGE,
    } | more
    return httpx2.Response(200, content=orjson.dumps(body))


def said(**changed: Any) -> httpx2.Response:
    """A completion with an answer object."""
    return completion(orjson.dumps(answer(**changed)).decode())


def refused(status: int) -> httpx2.Response:
    """An error in the provider's words."""
    return httpx2.Response(status, json={"error": {"message": "no", "type": "x", "code": "x"}})


async def slow(_: dict[str, Any]) -> httpx2.Response:
    """An answer that never comes."""
    await asyncio.sleep(3_600)
    return said()


class Wire:
    """What providers were asked; each answers from its own list, the last one for ever."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.hosts: list[str] = []
        self.answers: dict[str, list[Reply]] = {}

    def will(self, *answers: Reply, name: str = "deepseek") -> None:
        self.answers[name] = list(answers)

    async def take(self, request: httpx2.Request) -> httpx2.Response:
        name = request.url.host.partition(".")[0]
        body = orjson.loads(request.content) if request.content else {}
        self.asked.append(body)
        self.hosts.append(name)
        waiting = self.answers[name]
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(reply, Exception):
            raise reply
        if callable(reply):
            made = reply(body)
            return await made if asyncio.iscoroutine(made) else made
        return httpx2.Response(reply.status_code, content=reply.content)
