"""The web process, asked in memory, and the webhooks of the cast's hotels."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2
import orjson
import pytest
from sqlalchemy import select

from bellhop import db
from bellhop.alerts import OperatorAlert
from bellhop.inbox import InboxEvent
from bellhop.settings import Settings
from bellhop.web import create_app
from tests.cast import TestHotel
from tests.walk import Walk

Send = Callable[..., Awaitable[int]]


@pytest.fixture
async def web(database: Settings, walk: Walk) -> AsyncIterator[httpx2.AsyncClient]:
    app = create_app(database)
    async with app.router.lifespan_context(app):
        road = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=road, base_url="http://bellhop.test") as client:
            yield client


@pytest.fixture
def send(web: httpx2.AsyncClient) -> Send:
    """One webhook call; the status that came back. `header` is the whole Authorization."""

    async def post(
        hotel: TestHotel, body: Any, *, header: str | None = None, instance: str = ""
    ) -> int:
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        header = f"Bearer {hotel.webhook_token}" if header is None else header
        address = f"/webhooks/green-api/{instance or hotel.instance_id}"
        headers = {"Authorization": header} if header else {}
        return (await web.post(address, content=content, headers=headers)).status_code

    return post


async def events_of(hotel: TestHotel) -> list[InboxEvent]:
    async with db.hotel(hotel.id) as session:
        rows = await session.execute(select(InboxEvent).order_by(InboxEvent.id))
        return list(rows.scalars())


async def told_operator(hotel: TestHotel, kind: str) -> int:
    """How often the operator was told of this about the hotel's number."""
    async with db.unnamed() as session:
        query = select(OperatorAlert.times).where(
            OperatorAlert.kind == kind, OperatorAlert.subject == hotel.instance_id
        )
        return await session.scalar(query) or 0
