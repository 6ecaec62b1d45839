"""Lean stand-ins for both outside services, so that the benchmark measures Bellhop and not them.

The model answers after MODEL_SECONDS, the channel after CHANNEL_SECONDS. With `statuses`, each
message sent is followed by its echo and the statuses sent, delivered and read.

    python -m bench.stand_ins PORT MODEL_SECONDS CHANNEL_SECONDS STATUSES
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque
from typing import Any

import httpx2
import orjson
import uvicorn

ANSWER = {
    "language": "en",
    "topic": "food",
    "sentiment": "neutral",
    "confidence": 0.9,
    "requires_attention": False,
    "attention_reason": "none",
    "department": "none",
    "knowledge_ids": ["breakfast"],
    "answerable": True,
    "needs_human": False,
    "handover_summary": "",
    "reply": "Breakfast is served from 8:00 to 11:00 on the terrace.",
}
JSON = [(b"content-type", b"application/json")]


class StandIns:
    """One ASGI app. GET /sent tells every message: instance, chat, text, when; DELETE forgets.
    PUT /model sets the status the model answers with; GET tells when it was called."""

    def __init__(self, model: float, channel: float, *, statuses: bool) -> None:
        self._model = model
        self._channel = channel
        self._statuses = statuses
        self._sent: list[tuple[str, str, str, float, str]] = []
        self._count = 0
        self._model_status = 200
        self._called: list[float] = []
        self._hooks: dict[str, tuple[str, str]] = {}
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque()
        self._http: httpx2.AsyncClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        status, answer = await self._answer(scope["method"], scope["path"], body)
        await send({"type": "http.response.start", "status": status, "headers": JSON})
        await send({"type": "http.response.body", "body": orjson.dumps(answer)})

    async def _answer(self, verb: str, path: str, body: bytes) -> tuple[int, Any]:
        if path == "/chat/completions":
            self._called.append(time.time())
            if self._model_status != 200:
                return self._model_status, {"error": {"message": "away"}}
            await asyncio.sleep(self._model)
            return 200, self._completion()
        if path == "/model":
            if verb == "PUT":
                self._model_status = orjson.loads(body)["status"]
            return 200, self._called
        if path == "/sent":
            if verb == "DELETE":
                self._sent.clear()
            return 200, self._sent
        if path == "/hook":
            given = orjson.loads(body)
            self._hooks[given["instance_id"]] = (given["url"], given["token"])
            return 200, {}
        _, instance, method, *_ = path.split("/")
        return await self._green(instance.removeprefix("waInstance"), method, body)

    async def _green(self, instance: str, method: str, body: bytes) -> tuple[int, Any]:
        if method == "sendMessage":
            asked = orjson.loads(body)
            self._count += 1
            message_id = f"BENCH{self._count:09d}"
            row = (instance, asked["chatId"], asked["message"], time.time(), message_id)
            self._sent.append(row)
            await asyncio.sleep(self._channel)
            if self._statuses:
                task = asyncio.create_task(self._tell(row))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            return 200, {"idMessage": message_id}
        if method == "getStateInstance":
            return 200, {"stateInstance": "authorized"}
        if method == "lastOutgoingMessages":
            return 200, [self._journaled(row) for row in self._sent if row[0] == instance]
        if method in ("getMessagesCount", "getWebhooksCount"):
            return 200, {"count": 0}
        return 200, []

    async def _tell(self, row: tuple[str, str, str, float, str]) -> None:
        instance, chat, text, at, message_id = row
        if instance not in self._hooks:
            return
        common = {
            "instanceData": {"idInstance": int(instance), "wid": "79000000099@c.us"},
            "timestamp": int(at),
            "idMessage": message_id,
        }
        await self._post(
            instance,
            common
            | {
                "typeWebhook": "outgoingAPIMessageReceived",
                "senderData": {"chatId": chat, "sender": "79000000099@c.us"},
                "messageData": {
                    "typeMessage": "extendedTextMessage",
                    "extendedTextMessageData": {"text": text},
                },
            },
        )
        for word in ("sent", "delivered", "read"):
            event = {"typeWebhook": "outgoingMessageStatus", "chatId": chat, "status": word}
            await self._post(instance, common | event)

    async def _post(self, instance: str, event: dict[str, Any]) -> None:
        url, token = self._hooks[instance]
        if self._http is None:
            self._http = httpx2.AsyncClient(timeout=60)
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        await self._http.post(url, content=orjson.dumps(event), headers=headers)

    def _journaled(self, row: tuple[str, str, str, float, str]) -> dict[str, Any]:
        _, chat, text, at, message_id = row
        return {
            "type": "outgoing",
            "idMessage": message_id,
            "timestamp": int(at),
            "typeMessage": "extendedTextMessage",
            "chatId": chat,
            "textMessage": text,
            "statusMessage": "sent",
            "sendByApi": True,
        }

    def _completion(self) -> dict[str, Any]:
        return {
            "id": "bench",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": "deepseek-flash",
            "system_fingerprint": "bench",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": orjson.dumps(ANSWER).decode()},
                }
            ],
            "usage": {
                "prompt_tokens": 1200,
                "completion_tokens": 120,
                "total_tokens": 1320,
                "prompt_cache_hit_tokens": 1000,
                "prompt_cache_miss_tokens": 200,
            },
        }


if __name__ == "__main__":
    port, model, channel, statuses = sys.argv[1:5]
    app = StandIns(float(model), float(channel), statuses=statuses == "1")
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", access_log=False)
