"""A guest writes: the event is stored and every job it causes is run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from bellhop import ai, db, inbox
from bellhop.messages import ChannelType
from tests import events
from tests.cast import TestHotel
from tests.walk import Walk

TYPES = {"whatsapp": "whatsapp", "max": "v3", "telegram": "telegram"}


@pytest.fixture(params=["whatsapp", "max", "telegram"])
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def receive(walk: Walk):
    """Store one event of a hotel; with `walk_on=False` its jobs stay where they are."""

    async def store(hotel: TestHotel, body: dict[str, Any], *, walk_on: bool = True) -> None:
        own = hotel.spelled(body["instanceData"]["wid"])
        body["instanceData"] |= {"wid": own, "typeInstance": TYPES[hotel.channel]}
        arrival = inbox.arrival(
            hotel.id,
            hotel.account_id,
            orjson.dumps(body),
            channel=ChannelType(hotel.channel),
            instance_id=hotel.instance_id,
        )
        async with db.hotel(hotel.id) as session:
            await inbox.store(session, [arrival])
        if walk_on:
            await walk.on()

    return store


@pytest.fixture
def says(receive):
    """The hotel's guest, or whoever is at `chat`, writes one line."""

    async def say(hotel: TestHotel, text: str, *, chat: str = "", **more: Any) -> None:
        walk_on = more.pop("walk_on", True)
        to = hotel.spelled(chat) or hotel.guest
        body = events.guest_text(hotel.instance_id, to, text, **more)
        await receive(hotel, body, walk_on=walk_on)

    return say


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch):
    """Something that happens while the mind thinks for the first time."""

    def happens(deed: Callable[[], Awaitable[Any]]) -> list[ai.Question]:
        think, asked = ai.think, []

        async def slowly(question: ai.Question) -> ai.Thought:
            asked.append(question)
            if len(asked) == 1:
                await deed()
            return await think(question)

        monkeypatch.setattr(ai, "think", slowly)
        return asked

    return happens
