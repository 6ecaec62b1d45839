"""Guests who write: webhooks as the provider would send them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import httpx2
import orjson

QUESTIONS = (
    "what time is breakfast",
    "when can we have breakfast tomorrow?",
    "breakfast hours please",
    "hello, when does breakfast start",
)


@dataclass(frozen=True, slots=True)
class Told:
    """How a load went: seconds each acknowledgement took, and answers that were not 200."""

    acks: list[float]
    refused: int
    seconds: float


def question(instance: str, number: int, words: tuple[str, ...] = QUESTIONS) -> tuple[str, bytes]:
    """The chat and the body of guest `number`'s message."""
    chat = f"7900{number:07d}@c.us"
    event = {
        "typeWebhook": "incomingMessageReceived",
        "instanceData": {"idInstance": int(instance), "wid": "79000000099@c.us"},
        "timestamp": int(time.time()),
        "idMessage": f"IN{instance}{number:08d}",
        "senderData": {"chatId": chat, "sender": chat, "senderName": "Guest"},
        "messageData": {
            "typeMessage": "textMessage",
            "textMessageData": {"textMessage": words[number % len(words)]},
        },
    }
    return chat, orjson.dumps(event)


async def write(
    web: str,
    hotels: list[dict[str, str]],
    numbers: range,
    *,
    rate: float | None = None,
    connections: int = 32,
    words: tuple[str, ...] = QUESTIONS,
) -> Told:
    """Guest n writes to hotel n mod hotels; at a steady rate, or as fast as answers come."""
    acks: list[float] = []
    refused = 0
    limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
    gate = asyncio.Semaphore(connections)
    started = time.perf_counter()
    async with httpx2.AsyncClient(limits=limits, timeout=60) as http:

        async def one(number: int) -> None:
            nonlocal refused
            hotel = hotels[number % len(hotels)]
            _, body = question(hotel["instance_id"], number, words)
            headers: dict[str, Any] = {
                "authorization": f"Bearer {hotel['webhook_token']}",
                "content-type": "application/json",
            }
            url = f"{web}/webhooks/green-api/{hotel['instance_id']}"
            async with gate:
                at = time.perf_counter()
                answer = await http.post(url, content=body, headers=headers)
                acks.append(time.perf_counter() - at)
                refused += answer.status_code != 200

        async with asyncio.TaskGroup() as group:
            for count, number in enumerate(numbers):
                if rate:
                    wait = started + count / rate - time.perf_counter()
                    if wait > 0:
                        await asyncio.sleep(wait)
                group.create_task(one(number))
                if not rate and count % 64 == 0:
                    await asyncio.sleep(0)
    return Told(acks, refused, time.perf_counter() - started)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
