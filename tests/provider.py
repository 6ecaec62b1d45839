"""Green API as the tests see it: a transport that remembers what was asked and answers as told."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import httpx2

from bellhop import channels

Answer = httpx2.Response | Exception
Rule = Callable[[str, dict[str, Any]], Answer | None]


@dataclass(slots=True)
class Asked:
    """One request: instance, method and what it carried."""

    instance_id: str
    method: str
    body: dict[str, Any]
    query: dict[str, str] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """How far back a journal was asked for."""
        return int(self.query["minutes"])


@dataclass(slots=True)
class Provider:
    """`sent` lists the sendMessage calls that were taken; `rules` may answer first."""

    asked: list[Asked] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __enter__(self) -> Self:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))
        channels.open_client(http)
        return self

    def __exit__(self, *_: object) -> None:
        channels.shared._open.clear()  # a web process that stopped has closed it

    @property
    def sent(self) -> list[Asked]:
        return [each for each in self.asked if each.method == "sendMessage"]

    @property
    def texts(self) -> list[str]:
        return [each.body["message"] for each in self.sent]

    def next(self, method: str, *answers: Answer) -> None:
        """The next calls of this method get these answers, in order."""
        waiting = list(answers)

        def rule(asked: str, _: dict[str, Any]) -> Answer | None:
            return waiting.pop(0) if asked == method and waiting else None

        self.rules.append(rule)

    @staticmethod
    def refused() -> Answer:
        """No connection was made: nothing was sent."""
        return httpx2.ConnectError("refused")

    @staticmethod
    def lost() -> Answer:
        """The request went out and no answer came."""
        return httpx2.ReadTimeout("no answer")

    @staticmethod
    def says(status: int, answer: Any = None) -> Answer:
        return httpx2.Response(status, json={} if answer is None else answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        _, instance, method, *_ = request.url.path.split("/")
        body = json.loads(request.content) if request.content else {}
        query = dict(request.url.params)
        self.asked.append(Asked(instance.removeprefix("waInstance"), method, body, query))
        for rule in self.rules:
            answer = rule(method, body)
            if isinstance(answer, Exception):
                raise answer
            if answer is not None:
                return answer
        if method in self.answers:
            return httpx2.Response(200, json=self.answers[method])
        return httpx2.Response(200, json=self._usual(method))

    def _usual(self, method: str) -> Any:
        match method:
            case "getStateInstance":
                return {"stateInstance": "authorized"}
            case "getMessagesCount" | "getWebhooksCount":
                return {"count": 0}
            case "showMessagesQueue" | "lastIncomingMessages" | "lastOutgoingMessages":
                return []
            case "receiveNotification":
                return None
            case _:
                return {"idMessage": f"OUT{next(self._ids):08d}"}
