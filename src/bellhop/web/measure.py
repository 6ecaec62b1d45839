"""Time and status of each request, and an id that runs through its log lines.

A plain ASGI middleware: the framework's own would cost a webhook half its time.
"""

from __future__ import annotations

from time import perf_counter

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bellhop import clock, metrics


class Measure:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = "500"

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=clock.new_id().hex)
        try:
            await self._app(scope, receive, note_status)
        finally:
            route = scope.get("route_name") or getattr(scope.get("route"), "path", "unmatched")
            metrics.http_seconds.labels(scope["method"], route, status).observe(
                perf_counter() - started
            )
