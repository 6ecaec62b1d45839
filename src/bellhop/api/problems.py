"""Errors as RFC 9457 problems."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from bellhop import log
from bellhop.errors import BadInput, BellhopError, DatabaseAway, NotFound, Refused

logger = log.get(__name__)
STATUS: dict[type[BellhopError], int] = {
    NotFound: 404,
    Refused: 403,
    BadInput: 422,
    DatabaseAway: 503,
}


class ProblemBody(BaseModel):
    """As every error is answered."""

    type: str = "about:blank"
    title: str
    status: int
    errors: list[dict[str, Any]] | None = None


class Problem(BellhopError):  # noqa: N818 - the name RFC 9457 gives it
    """An answer that says no."""

    def __init__(self, status: int, title: str, *, retry_after: int | None = None) -> None:
        super().__init__(title)
        self.status = status
        self.retry_after = retry_after


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "description": words,
        "content": {"application/problem+json": {"schema": ProblemBody.model_json_schema()}},
    }
    for status, words in (
        (401, "No good token."),
        (403, "The token lacks the scope, or a rule of the house says no."),
        (404, "There is no such thing at this hotel."),
        (422, "What was sent cannot be used; `errors` says where."),
        (429, "Too many requests; see Retry-After."),
    )
}


def install(app: FastAPI) -> None:
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(BellhopError, _known)
    app.add_exception_handler(OperationalError, _away)
    app.add_exception_handler(InterfaceError, _away)


def answer(status: int, title: str, **more: Any) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status} | more
    return JSONResponse(body, status, media_type="application/problem+json")


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError), "registered for this kind"  # noqa: S101
    errors = [
        {"where": ".".join(str(part) for part in one["loc"]), "reason": one["msg"]}
        for one in error.errors()
    ]
    return answer(422, "What was sent cannot be used.", errors=errors)


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException), "registered for this kind"  # noqa: S101
    return answer(error.status_code, str(error.detail))


async def _known(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, Problem):
        response = answer(error.status, str(error))
        if error.retry_after is not None:
            response.headers["Retry-After"] = str(error.retry_after)
        if error.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return answer(status, str(error))
    logger.error("request_failed", kind=type(error).__name__)
    return answer(500, "Something went wrong on our side.")


async def _away(_: Request, error: Exception) -> JSONResponse:
    logger.error("request_failed", kind=type(error).__name__)
    return answer(503, "The database does not answer; the same again may work.")
