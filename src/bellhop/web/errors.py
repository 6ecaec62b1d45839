"""One place turns errors into HTTP: pages for people, RFC 9457 problems for programs."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from bellhop import console, log
from bellhop.errors import BadInput, BellhopError, NotFound, Refused

logger = log.get(__name__)

STATUS: dict[type[BellhopError], int] = {NotFound: 404, Refused: 403, BadInput: 422}


def install(app: FastAPI) -> None:
    app.add_exception_handler(BellhopError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unknown)


def problem(status: int, title: str) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status}
    return JSONResponse(body, status, media_type="application/problem+json")


async def _known(request: Request, error: Exception) -> Response:
    if console.shows_pages(request):
        return console.error_page(request, error)
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return problem(status, str(error))
    logger.error("request_failed", kind=type(error).__name__)
    return problem(500, "Something went wrong on our side.")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException), "registered for this kind only"  # noqa: S101
    if console.shows_pages(request):
        return console.error_page(request, error)
    return problem(error.status_code, str(error.detail))


async def _gone(_: Request, __: Exception) -> Response:
    """Whoever asked left before saying all of it, as browsers do on another click."""
    return Response(status_code=400)


async def _unknown(request: Request, error: Exception) -> Response:
    if console.shows_pages(request):
        return console.error_page(request, error)
    logger.error("request_failed", kind=type(error).__name__, exc_info=error)
    return problem(500, "Something went wrong on our side.")
