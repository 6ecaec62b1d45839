"""Who plays in these tests: a running sandbox, a hotel's number, a hotel's webhook address."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn

from bellhop.sandbox import create_app


def until(found: Callable[[], Any], seconds: float = 4.0) -> Any:
    """Ask again every few milliseconds until something true comes back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.005)
    pytest.fail("it did not happen in time")


class Running:
    """One sandbox process, played by a thread."""

    def __init__(self, data_file: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = uvicorn.Config(
            create_app(data_file),
            port=port,
            log_level="error",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self.url = f"http://127.0.0.1:{port}"
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        until(lambda: self._server.started)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()


@dataclass
class Hotel:
    """One instance and its owner's view of it."""

    http: httpx2.Client
    id: str
    token: str = "secret-token"

    @property
    def control(self) -> str:
        return f"/sandbox/instances/{self.id}"

    def ask(self, method: str, body: Any = None, verb: str = "", tail: str = "") -> Any:
        path = f"/waInstance{self.id}/{method}/{self.token}{tail}"
        return self.http.request(verb or ("POST" if body is not None else "GET"), path, json=body)

    def send(self, chat: str, text: str, **more: Any) -> str:
        answer = self.ask("sendMessage", {"chatId": chat, "message": text, **more})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["idMessage"])

    def change(self, **wish: Any) -> Any:
        answer = self.http.put(self.control, json=wish)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def guest(self, name: str = "Anna", **more: Any) -> str:
        return str(
            self.http.post(f"{self.control}/guests", json={"name": name, **more}).json()["chat"]
        )

    def act(self, chat: str, **line: Any) -> Any:
        answer = self.http.post(f"{self.control}/guests/{chat}/messages", json=line)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def fault(self, kind: str, **more: Any) -> None:
        assert (
            self.http.post(f"{self.control}/faults", json={"kind": kind, **more}).status_code == 201
        )

    def lines(self, chat: str) -> list[dict[str, Any]]:
        return list(self.http.get(f"{self.control}/guests/{chat}/messages").json())

    def receive(self) -> dict[str, Any] | None:
        """The head of the queue, acknowledged; None at once when nothing waits."""
        if not self.ask("getWebhooksCount").json()["count"]:
            return None
        item = self.ask("receiveNotification").json()
        if item is None:
            return None
        assert self.ask("deleteNotification", verb="DELETE", tail=f"/{item['receiptId']}").json()[
            "result"
        ]
        return dict(item["body"])

    def news(self, count: int) -> list[dict[str, Any]]:
        """The next notifications, taken off the queue."""
        return [until(self.receive) for _ in range(count)]


@dataclass
class Endpoint:
    """A hotel's webhook address: what came in, and what to answer."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    seen: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)

    def bodies(self) -> list[dict[str, Any]]:
        return [body for _, body in self.seen]
