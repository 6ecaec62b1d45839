"""A pretended GREEN-API: recorded shapes in `samples/`, and a transport that answers as told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest

from bellhop.channels import Account, GreenApi
from bellhop.messages import ChannelType

SAMPLES = Path(__file__).parent / "samples"
TOKEN = "s3cr3t/Токен"  # needs percent-encoding, so both spellings are looked for

Answer = httpx2.Response | Exception


class Wire:
    """What the provider was asked, and what it answers next."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self.observed: list[tuple[str, str]] = []
        self.answer: Answer = httpx2.Response(200, json={"idMessage": "NEW1"})

    def answers(self, status: int, body: Any = None, *, raw: bytes | None = None) -> None:
        content = orjson.dumps(body) if raw is None else raw
        self.answer = httpx2.Response(status, content=content)

    def fails(self, failure: Exception) -> None:
        self.answer = failure

    def take(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def observe(self, method: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.observed.append((method, outcome))


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    return lambda name: (SAMPLES / f"{name}.json").read_bytes()


@pytest.fixture
def account() -> Account:
    return Account("7103000001", TOKEN, "https://api.example", "https://media.example")


@pytest.fixture
def max_account() -> Account:
    return Account("310000000001", TOKEN, "https://max.example", type=ChannelType.MAX)


@pytest.fixture
def telegram_account() -> Account:
    return Account("4100000001", TOKEN, "https://tg.example", type=ChannelType.TELEGRAM)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def api(wire: Wire):
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(wire.take)) as http:
        yield GreenApi(http, observe=wire.observe)
