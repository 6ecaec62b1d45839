"""Programs that hold a token of hotel one, or of hotel two."""

from __future__ import annotations

import httpx2
import pytest

from bellhop import db
from bellhop import hotels as room
from tests.cast import TestHotel
from tests.turns.conftest import receive, says  # noqa: F401 - guests write here too
from tests.web.conftest import web  # noqa: F401


async def token_of(hotel: TestHotel, *scopes: str) -> str:
    async with db.hotel(hotel.id) as session:
        return await room.make_token(
            session, hotel.id, name="pms", scopes=scopes or room.SCOPES, actor="test"
        )


class Program:
    """Asks version 1 with its token."""

    def __init__(self, client: httpx2.AsyncClient, token: str) -> None:
        self._web, self._token = client, token

    async def __call__(
        self, method: str, path: str, *, key: str = "", token: str = "", **more: object
    ) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {token or self._token}"}
        if key:
            headers["Idempotency-Key"] = key
        return await self._web.request(method, f"/api/v1{path}", headers=headers, **more)


@pytest.fixture
async def ask(web, hotels) -> Program:  # noqa: F811
    return Program(web, await token_of(hotels.one))


@pytest.fixture
async def other(web, hotels) -> Program:  # noqa: F811
    """A program of the other hotel."""
    return Program(web, await token_of(hotels.two))
