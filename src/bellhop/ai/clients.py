"""One question to one provider: sent, waited for, its answer taken apart.

The SDK's client is made once per provider and event loop. The response is taken raw: building
the SDK's typed completion costs four times the rest of the call and gives nothing more.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx2
import openai
import orjson

from bellhop import crypto
from bellhop.ai import modes
from bellhop.ai.errors import Busy, NoAnswerInTime, NotServed, Unreachable, Unreadable
from bellhop.settings import Provider

CONNECT_SECONDS = 3.0
SILENCE_SECONDS = 20.0  # keep-alive bytes reset it; the deadline around the call decides
POOL_SECONDS = 2.0
MAX_TOKENS = 600
TEMPERATURE = 0.3
REFUSED = {400, 401, 402, 404, 422}


@dataclass(frozen=True, slots=True)
class Said:
    """What came back, before anybody believes it."""

    content: str
    finish: str
    model: str
    fingerprint: str
    tokens: tuple[int, int, int]
    """Cached, uncached, written."""


_clients: dict[tuple[str, str, str], tuple[asyncio.AbstractEventLoop, openai.AsyncOpenAI]] = {}


def transport() -> httpx2.AsyncBaseTransport | None:
    """Where requests go instead of the network; tests put theirs here."""
    return None


def client(provider: Provider) -> openai.AsyncOpenAI:
    """The provider's client on this event loop."""
    loop = asyncio.get_running_loop()
    key = (provider.name, provider.base_url, provider.api_key.get_secret_value())
    known = _clients.get(key)
    if known is not None and known[0] is loop:
        return known[1]
    made = openai.AsyncOpenAI(
        api_key=provider.api_key.get_secret_value(),
        base_url=provider.base_url,
        max_retries=0,
        http_client=httpx2.AsyncClient(
            transport=transport(),
            timeout=httpx2.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS, pool=POOL_SECONDS),
            limits=httpx2.Limits(
                max_connections=provider.concurrency + 10,
                max_keepalive_connections=provider.concurrency,
                keepalive_expiry=30,
            ),
        ),
    )
    _clients[key] = (loop, made)
    return made


async def close() -> None:
    """Close what this event loop opened; the next question opens anew."""
    loop = asyncio.get_running_loop()
    mine = [key for key, (owner, _) in _clients.items() if owner is loop]
    for key in mine:
        await _clients.pop(key)[1].close()


def hotel_name(hotel_id: str) -> str:
    """The hotel as a provider may know it: one prefix cache for all its guests."""
    return "h_" + crypto.pseudonym("hotel", hotel_id)


async def ask(
    provider: Provider, hotel_id: str, messages: list[dict[str, Any]], *, formed: bool
) -> Said:
    """One call without retries. Raises a branch of MindError; the caller keeps the deadline.

    `formed`: in the provider's structured-output mode; else in free words.
    """
    try:
        response = await client(provider).post(
            modes.path(provider.structured_mode),
            cast_to=httpx2.Response,
            body=_body(provider, hotel_id, messages, formed=formed),
        )
    except openai.APITimeoutError as error:
        raise NoAnswerInTime(f"{provider.name} took too long") from error
    except openai.APIConnectionError as error:
        raise Unreachable(f"{provider.name} cannot be reached") from error
    except openai.APIStatusError as error:
        if error.status_code in REFUSED:
            raise NotServed(
                f"{provider.name} refused with {error.status_code}", error.status_code
            ) from error
        raise Busy(
            f"{provider.name} answered {error.status_code}", f"http_{error.status_code}"
        ) from error
    return _taken_apart(response.content, provider.structured_mode)


def _body(
    provider: Provider, hotel_id: str, messages: list[dict[str, Any]], *, formed: bool
) -> dict[str, Any]:
    mode = provider.structured_mode
    # OpenAI's own field is `user`; DeepSeek's is `user_id` and partitions its prefix cache.
    own = "deepseek" in f"{provider.name} {provider.model}".lower() and mode != "responses"
    return {
        "model": provider.model,
        **modes.frame(mode, messages, MAX_TOKENS, formed=formed),
        **({} if mode == "responses" else {provider.max_tokens_field: MAX_TOKENS}),
        "temperature": TEMPERATURE,
        **provider.extra_body,
        "user_id" if own else "user": hotel_name(hotel_id),
    }


def _taken_apart(content: bytes, mode: modes.Mode) -> Said:
    try:
        body = orjson.loads(content)
        words, finish = modes.words(mode, body)
        usage = body.get("usage") or {}
        return Said(
            content=words,
            finish=finish,
            model=str(body.get("model") or ""),
            fingerprint=str(body.get("system_fingerprint") or ""),
            tokens=_tokens(usage),
        )
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Unreadable("the provider's response cannot be read", "invalid_response") from error


def _tokens(usage: dict[str, Any]) -> tuple[int, int, int]:
    """Cached, uncached, written; the Responses API has names of its own for them."""
    hit = usage.get("prompt_cache_hit_tokens")
    if hit is None:
        details = usage.get("prompt_tokens_details") or usage.get("input_tokens_details") or {}
        hit = details.get("cached_tokens")
    total = usage.get("prompt_tokens", usage.get("input_tokens"))
    out = usage.get("completion_tokens", usage.get("output_tokens"))
    hit, total, out = (int(each or 0) for each in (hit, total, out))
    return hit, max(total - hit, 0), out
