"""Is it alive, is it ready, what does it count."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bellhop import clock, db, hotels, live, metrics
from bellhop.errors import DatabaseAway
from bellhop.web.summed import summed

router = APIRouter(include_in_schema=False)

SILENT_FOR = {"worker": 60, "sweeper": 90, "tick": 660}
"""Seconds after which a process counts as missing; the tick runs every five minutes."""


@router.get("/health/live")
async def alive() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/health/ready")
async def ready() -> JSONResponse:
    """200 while webhooks can be stored; the state of everything else beside it."""
    database = await _database()
    checks: dict[str, Any] = {"database": database, "redis": await live.ping()}
    if database:
        checks |= await _processes()
    status = "ok" if all(v is True for v in checks.values()) else "degraded"
    if not database:
        status = "down"
    return JSONResponse({"status": status, "checks": checks}, 200 if database else 503)


@router.get("/metrics")
async def figures(request: Request) -> Response:
    """This process's figures; with BELLHOP_METRICS_PEERS set, summed with theirs."""
    peers = request.app.state.settings.metrics_peers
    pages = [metrics.page().decode()]
    if peers:
        async with httpx2.AsyncClient(timeout=2) as http:
            found = await asyncio.gather(*(_page(http, peer) for peer in peers))
        pages += [page for page in found if page]
    body = summed(pages) if len(pages) > 1 else pages[0]
    return Response(body, media_type=CONTENT_TYPE_LATEST)


async def _page(http: httpx2.AsyncClient, peer: str) -> str:
    try:
        answer = await http.get(peer)
        answer.raise_for_status()
    except httpx2.HTTPError:
        metrics.external_errors.labels("metrics_peer", "unreachable").inc()
        return ""
    return answer.text


async def _database() -> bool:
    try:
        async with asyncio.timeout(3), db.unnamed() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, DatabaseAway, OSError, TimeoutError):
        return False
    return True


async def _processes() -> dict[str, bool]:
    beats = await hotels.last_beats()
    now = clock.now()
    return {
        name: name in beats and now - beats[name] < timedelta(seconds=seconds)
        for name, seconds in SILENT_FOR.items()
        if name != "tick" or name in beats
    }
