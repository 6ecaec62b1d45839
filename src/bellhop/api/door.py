"""Who is asking, and may they?"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from limits import RateLimitItem, parse
from slowapi import Limiter
from slowapi.util import get_remote_address

from bellhop import hotels
from bellhop.api.problems import Problem
from bellhop.hotels import Bearer
from bellhop.settings import Settings

_scheme = HTTPBearer(auto_error=False, description="A token made with `bellhop token add`.")


class Guard:
    """Limits, counted in memory: requests per token, and refusals per address."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")
        self._requests: RateLimitItem = parse(f"{settings.api_requests_per_minute}/minute")
        self._refusals: RateLimitItem = parse(f"{settings.refusals_per_minute}/minute")

    def too_many(self, token: str) -> bool:
        return not self._limiter.limiter.hit(self._requests, "api", token)

    def refused_too_often(self, request: Request) -> bool:
        address = get_remote_address(request)
        return not self._limiter.limiter.hit(self._refusals, "api-refusal", address)


async def _caller(request: Request, _: Annotated[object, Depends(_scheme)]) -> Bearer:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    bearer = await hotels.bearer(secret.strip()) if scheme.lower() == "bearer" else None
    guard: Guard = request.app.state.guard
    if bearer is None:
        if guard.refused_too_often(request):
            raise Problem(429, "Too many requests without a good token.", retry_after=60)
        raise Problem(401, "A token is needed: Authorization: Bearer TOKEN.")
    if guard.too_many(str(bearer.token_id)):
        raise Problem(429, "Too many requests with this token.", retry_after=60)
    return bearer


class Needs:
    """A dependency: the caller, if their token has this scope."""

    def __init__(self, scope: str) -> None:
        self._scope = scope

    def __call__(self, bearer: Annotated[Bearer, Depends(_caller)]) -> Bearer:
        if self._scope not in bearer.scopes:
            raise Problem(403, f"This token lacks the scope {self._scope!r}.")
        return bearer


Reader = Annotated[Bearer, Depends(Needs("read"))]
Writer = Annotated[Bearer, Depends(Needs("write"))]
Sender = Annotated[Bearer, Depends(Needs("send"))]
