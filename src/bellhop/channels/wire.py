"""The one place that talks to GREEN-API: one attempt, two clocks, no token in anything said.

The client never retries: the vendor's own SDK repeats POSTs on a read timeout, which sent a guest
the same message four times. Who may try again is decided from the error, by the caller.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx2

from bellhop.channels.account import Account
from bellhop.channels.body import JsonObject, parse_json
from bellhop.channels.errors import GreenApiError
from bellhop.channels.refusals import Refusal, of_transport

Result = TypeVar("Result")
Observer = Callable[[str, str, float], None]
"""Called once per call with the method, "ok" or the error's kind, and the seconds it took."""

CONNECT_SECONDS = 5.0
SEND_SECONDS = 60.0
READ_SECONDS = 20.0
_GRACE_SECONDS = 2 * CONNECT_SECONDS  # waiting for a free connection, then opening it
_TOKEN_IN_ADDRESS = re.compile(r"(/waInstance[^/]*/[^/]+/)[^/?#\s]+")


class NotAsAskedError(Exception):
    """An answer without what was asked for; turned into a GreenApiError before it leaves."""


def as_object(answer: Any) -> JsonObject:
    """The answer, if it is an object at all."""
    if type(answer) is not dict:
        raise NotAsAskedError
    return answer


def as_list(answer: Any) -> list[Any]:
    """The answer, if it is a list at all."""
    if type(answer) is not list:
        raise NotAsAskedError
    return answer


@dataclass(frozen=True, slots=True)
class Call:
    """One request to one method.

    `sends`: a lost answer may mean a message went out. `done_when`: an answer with these words
    in it means that there was nothing left to do, whatever its status.
    """

    method: str
    verb: str = "GET"
    json: Mapping[str, Any] | None = field(default=None, repr=False)
    params: Mapping[str, str] | None = None
    form: Mapping[str, str] | None = field(default=None, repr=False)
    file: tuple[str, bytes, str] | None = field(default=None, repr=False)
    tail: str = ""
    sends: bool = False
    seconds: float = READ_SECONDS
    done_when: bytes = b""


def open_http(*, connections: int = 200) -> httpx2.AsyncClient:
    """An HTTP client for GreenApi; whoever opens it closes it.

    Idle connections are dropped after 3 s, before the far side drops them: a request written into
    a connection that is just being closed comes back as an unknown outcome.
    """
    limits = httpx2.Limits(
        max_connections=connections, max_keepalive_connections=50, keepalive_expiry=3.0
    )
    return httpx2.AsyncClient(limits=limits, headers={"User-Agent": "bellhop"})


class Wire:
    """The shared HTTP client and the private method that sends."""

    def __init__(self, http: httpx2.AsyncClient, *, observe: Observer | None = None) -> None:
        self._http = http
        self._observe = observe or _unobserved
        hush_transport_log()

    async def _ask(
        self, account: Account, call: Call, understand: Callable[[Any], Result]
    ) -> Result:
        """Make the call and understand the parsed answer of a 200.

        `understand` raises NotAsAskedError (or KeyError, TypeError, ValueError) when the answer
        is a refusal or is no answer.
        """
        started, outcome = time.monotonic(), "cancelled"
        try:
            result = await self._exchange(account, call, understand)
            outcome = result.kind if isinstance(result, GreenApiError) else "ok"
        finally:
            self._observe(call.method, outcome, time.monotonic() - started)
        # Raised here, outside every except block and far from the answer: neither the error's
        # context nor the frames of its traceback hold an address, which would tell the token.
        if isinstance(result, GreenApiError):
            raise result
        return result

    async def _exchange(
        self, account: Account, call: Call, understand: Callable[[Any], Result]
    ) -> Result | GreenApiError:
        answer = await self._request(account, call)
        if isinstance(answer, GreenApiError):
            return answer
        status, body = answer.status_code, answer.content
        if call.done_when and call.done_when in body:
            return understand(None)
        refusal = Refusal(account, call.method, call.sends, status, body)
        if not 200 <= status < 300:
            return refusal.error()
        try:
            return understand(parse_json(body))
        except (NotAsAskedError, KeyError, TypeError, ValueError):
            return refusal.not_accepted()

    async def _request(self, account: Account, call: Call) -> httpx2.Response | GreenApiError:
        timeout = httpx2.Timeout(call.seconds, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        try:
            async with asyncio.timeout(call.seconds + _GRACE_SECONDS):
                return await self._http.request(
                    call.verb,
                    account.address(call.method, tail=call.tail, media=call.file is not None),
                    content=_written(call.json),
                    headers=_JSON if call.json is not None else None,
                    params=call.params,
                    data=call.form,
                    files={"file": call.file} if call.file else None,
                    timeout=timeout,
                )
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as failure:
            return of_transport(failure, call.method, sends=call.sends)


def _written(body: Mapping[str, Any] | None) -> bytes | None:
    """UTF-8, not escapes: the provider refuses bodies of about 100 KB, and a Cyrillic letter
    takes six bytes when escaped. Half a surrogate pair, which a model may write, becomes "?"."""
    if body is None:
        return None
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


_JSON = {"Content-Type": "application/json"}


def _unobserved(method: str, outcome: str, seconds: float) -> None:
    """Stands in when nobody measures."""


def hush_transport_log() -> None:
    """Take the token out of the HTTP library's own log line, which prints whole addresses."""
    log = logging.getLogger("httpx2")
    if _without_token not in log.filters:
        log.addFilter(_without_token)


def _without_token(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(
            _TOKEN_IN_ADDRESS.sub(r"\1[token]", str(each))
            if isinstance(each, (httpx2.URL, str))
            else each
            for each in record.args
        )
    return True
