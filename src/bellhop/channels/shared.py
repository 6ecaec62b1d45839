"""The one client of this process, and the metrics it keeps."""

from __future__ import annotations

import httpx2

from bellhop import metrics
from bellhop.channels.client import GreenApi
from bellhop.channels.wire import open_http

_open: list[tuple[httpx2.AsyncClient, GreenApi]] = []


def open_client(http: httpx2.AsyncClient | None = None) -> GreenApi:
    """Make this process's client; a test gives its own transport."""
    http = http or open_http(connections=400)
    client = GreenApi(http, observe=_observe)
    _open.append((http, client))
    return client


def client() -> GreenApi:
    """The client of this process, made at the first use."""
    return _open[-1][1] if _open else open_client()


async def close_client() -> None:
    if _open:
        http, _ = _open.pop()
        await http.aclose()


def _observe(_method: str, outcome: str, seconds: float) -> None:
    metrics.external_seconds.labels("green-api", outcome).observe(seconds)
    if outcome != "ok":
        metrics.external_errors.labels("green-api", outcome).inc()
