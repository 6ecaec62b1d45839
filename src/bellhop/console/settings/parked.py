"""Events that came in and could not be handled: looked at, and handled again."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from bellhop import hotels, inbox
from bellhop.console.desk import Desk, Manager
from bellhop.console.settings import frame
from bellhop.errors import NotFound

router = APIRouter(prefix="/h/{hotel}/settings/parked")
SHOWN_BYTES = 4_000
MOST = 100


@router.get("")
async def show(desk: Manager) -> Response:
    async with desk.open() as session:
        events = await inbox.parked(session, limit=MOST)
        numbers = {each.id: each.instance_id for each in await hotels.accounts(session)}
    return frame.show(
        desk, "parked", "settings/parked.html", events=events, numbers=numbers, body=body
    )


@router.post("/replay")
async def replay_all(desk: Manager) -> Response:
    return await _replay(desk, None)


@router.post("/{event_id}/replay")
async def replay(desk: Manager, event_id: UUID) -> Response:
    return await _replay(desk, event_id)


async def _replay(desk: Desk, event_id: UUID | None) -> Response:
    async with desk.open() as session:
        count = await inbox.replay(session, desk.hotel.id, event_id)
        if event_id is not None and not count:
            raise NotFound("there is no such event")
        await hotels.note(session, desk.hotel.id, desk.actor, "events_replayed", events=count)
    return frame.back(desk, "parked", "replayed")


def body(raw: bytes) -> str:
    """What came, as far as it can be read."""
    return raw[:SHOWN_BYTES].decode("utf-8", "replace")
