"""What is left of a provider's prepaid balance."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx2
import openai
import orjson

from bellhop.ai.clients import client
from bellhop.ai.errors import NoAnswerInTime, NotServed, Unreachable, Unreadable
from bellhop.settings import Provider

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Balance:
    """`available` False: calls are refused with 402. `total` is in `currency`."""

    provider: str
    available: bool
    currency: str
    total: float


async def balance(provider: Provider) -> Balance:
    """Ask the provider; only one with `provider.balance` can tell. Raises a branch of MindError."""
    try:
        async with asyncio.timeout(SECONDS):
            response = await client(provider).get("/user/balance", cast_to=httpx2.Response)
        body = orjson.loads(response.content)
        return _read(provider, body)
    except TimeoutError as error:
        raise NoAnswerInTime(f"{provider.name} does not tell its balance") from error
    except openai.APIStatusError as error:
        status = error.status_code
        raise NotServed(f"{provider.name} answered {status} about its balance", status) from error
    except openai.APIConnectionError as error:
        raise Unreachable(f"{provider.name} cannot be reached") from error
    except (orjson.JSONDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable(f"{provider.name}'s balance cannot be read", "invalid_json") from error


def _read(provider: Provider, body: dict[str, Any]) -> Balance:
    infos = body.get("balance_infos") or [{}]
    # An account may hold several purses; the fullest one is what calls are paid from.
    fullest = max(infos, key=lambda info: float(info.get("total_balance") or 0))
    return Balance(
        provider=provider.name,
        available=bool(body["is_available"]),
        currency=str(fullest.get("currency") or ""),
        total=float(fullest.get("total_balance") or 0),
    )
