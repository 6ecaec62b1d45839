"""Short links that guests open."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bellhop import feedback
from bellhop.web.errors import problem

router = APIRouter()
QUIET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@router.api_route("/r/{code}", methods=["GET", "HEAD"])
async def follow(code: str, request: Request) -> Response:
    """On to the page it stands for. A HEAD is a program's look and no click."""
    agent = request.headers.get("user-agent", "") if request.method == "GET" else ""
    url = await feedback.follow(code, agent)
    if url is None:
        return problem(404, "This link leads nowhere.")
    return RedirectResponse(url, 302, headers=QUIET)
