"""A guest writes: the event is stored and every job it causes is run."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from bellhop import db, inbox
from bellhop.messages import ChannelType
from tests.cast import TestHotel
from tests.walk import Walk


@pytest.fixture
def receive(walk: Walk):
    """Store one event of a hotel; with `walk=False` its jobs stay where they are."""

    async def store(hotel: TestHotel, body: dict[str, Any], *, walk_on: bool = True) -> None:
        arrival = inbox.arrival(
            hotel.id,
            hotel.account_id,
            orjson.dumps(body),
            channel=ChannelType.WHATSAPP,
            instance_id=hotel.instance_id,
        )
        async with db.hotel(hotel.id) as session:
            await inbox.store(session, [arrival])
        if walk_on:
            await walk.on()

    return store
