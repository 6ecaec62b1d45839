"""Small parts that open pages ask for by themselves."""

from __future__ import annotations

import orjson
from fastapi import APIRouter, Response

from bellhop.console.desk import Agent
from bellhop.console.inbox import queues
from bellhop.console.inbox.pages import open_alerts

router = APIRouter(prefix="/h/{hotel}")


@router.get("/counts")
async def counts(desk: Agent) -> Response:
    """The numbers in the rail."""
    async with desk.open() as session:
        needs = await queues.needs_you(session, desk.hotel)
        alerts = await open_alerts(session)
        danger = await open_alerts(session, danger=True)
    found = {"inbox": needs, "alerts": alerts, "danger": danger}
    return Response(orjson.dumps(found), media_type="application/json")
