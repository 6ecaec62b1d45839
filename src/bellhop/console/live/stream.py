"""`/news`: ids of what has changed, as server-sent events. The page asks for the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import SQLAlchemyError

from bellhop import db, hotels
from bellhop.console.desk import AnyVisitor
from bellhop.console.live.hub import Hub, Listener
from bellhop.errors import DatabaseAway

router = APIRouter()

HEARTBEAT_SECONDS = 15.0
RETRY_MS = 2_000


@router.get("/news")
async def news(visitor: AnyVisitor) -> Response:
    """The one stream of a browser. Ends with the session, and when the process stops."""
    places = await hotels.people.places_of(visitor.staff)
    listener = Listener(place.hotel_id for place in places)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = told(visitor.request, listener, visitor.login.id)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def told(request: Request, listener: Listener, session_id: UUID) -> AsyncIterator[str]:
    """What one stream says until its session ends or the process stops."""
    hub: Hub = request.app.state.news
    hub.join(listener)
    try:
        yield f"retry: {RETRY_MS}\ndata: {'fast' if hub.connected else 'slow'}\n\n"
        while not hub.closed:
            heard = await listener.next(HEARTBEAT_SECONDS)
            if heard == "bye":
                return
            if heard is not None:
                yield f"data: {heard}\n\n"
            elif await _lasts(session_id):
                yield ": still here\n\n"
            else:
                yield "data: ended\n\n"
                return
    finally:
        hub.leave(listener)


async def _lasts(session_id: UUID) -> bool:
    """Whether the session is still good; while the database is away nobody is thrown out."""
    try:
        async with db.unnamed() as session:
            return await hotels.logins.lasts(session, session_id)
    except (DatabaseAway, SQLAlchemyError, OSError, TimeoutError):
        return True
