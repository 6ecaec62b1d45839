"""The provider's webhooks: authenticated, limited, stored once, and only then acknowledged.

Anything but 200 makes GREEN-API repeat the event for 24 hours and hold every later event of that
hotel behind it, so an authentic event is answered 200 whatever it is.
"""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bellhop import inbox, log, metrics
from bellhop.errors import DatabaseAway
from bellhop.hotels import Door
from bellhop.inbox import BODY_LIMIT, KEPT_OF_TOO_LARGE, Arrival
from bellhop.web.errors import problem

logger = log.get(__name__)

PREFIX = "/webhooks/green-api/"
ROUTE = "/webhooks/green-api/{instance_id}"

_SCHEMES = ("bearer ", "basic ")
_MOST_PREFIXES = 2


class Webhooks:
    """Answers the webhooks' addresses itself and passes everything else on.

    Plain ASGI, because it is the busiest address of the house: the framework's routing and
    dependencies would cost as much again as storing the event.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        scope["route_name"] = ROUTE
        request = Request(scope, receive)
        if request.method != "POST":
            response: Response = problem(405, "Method Not Allowed")
        else:
            response = await green_api(path.removeprefix(PREFIX), request)
        await response(scope, receive, send)


async def green_api(instance_id: str, request: Request) -> Response:
    """200 once stored; 401, 413 or 429 for strangers; 429 over the account's limit; 503 while the
    database is away."""
    state = request.app.state
    token = bare_token(request.headers.get("authorization", ""))
    try:
        door = await state.doors.open(instance_id, token) if token else None
        if door is None:
            return _refuse(request)
        if state.limits.too_many_events(door.instance_id):
            metrics.refusals.labels("too_many_events").inc()
            return Response(status_code=429)
        arrival = await _read(request, door)
        await state.intake.add(arrival)
    except (SQLAlchemyError, DatabaseAway, OSError, TimeoutError) as error:
        logger.error("webhook_not_stored", kind=type(error).__name__)  # noqa: TRY400
        metrics.refusals.labels("database").inc()
        return Response(status_code=503)
    return Response(status_code=200)


def bare_token(header: str) -> str:
    """The secret of an Authorization header: the provider puts a scheme before a bare token, and
    a hotel may have stored one with it, so up to two are stripped."""
    token = header.strip()
    for _ in range(_MOST_PREFIXES):
        for scheme in _SCHEMES:
            if token[: len(scheme)].lower() == scheme:
                token = token[len(scheme) :].strip()
                break
    return token


def _refuse(request: Request) -> Response:
    over = request.app.state.limits.refuse(request)
    large = int(_content_length(request) or 0) > BODY_LIMIT
    status = 429 if over else 413 if large else 401
    metrics.refusals.labels({429: "too_many", 413: "too_large", 401: "token"}[status]).inc()
    logger.warning("webhook_refused", status=status)
    return Response(status_code=status)


def _content_length(request: Request) -> str | None:
    length = request.headers.get("content-length", "")
    return length if length.isdigit() else None


async def _read(request: Request, door: Door) -> Arrival:
    """The body, or the first part of one over the limit; the rest is read and thrown away, so
    that the sender hears its 200."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if len(body) <= BODY_LIMIT:
            body += chunk
    if size > BODY_LIMIT:
        return inbox.too_large(door.hotel_id, door.account_id, bytes(body[:KEPT_OF_TOO_LARGE]))
    return inbox.arrival(
        door.hotel_id,
        door.account_id,
        bytes(body),
        channel=door.type,
        instance_id=door.instance_id,
    )
