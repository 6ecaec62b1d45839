"""Letters to the cast's guests, queued as a room above would queue them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from bellhop import conversations, db, outbox
from bellhop import hotels as room
from bellhop.messages import Address, AddressKind, Chat, ChatKind, TextOut
from tests.cast import TestHotel
from tests.turns.conftest import channel, meanwhile, receive, says  # noqa: F401 - guests write here too

Write = Callable[..., Awaitable[UUID]]


@pytest.fixture
def write() -> Write:
    """Queue one message; the outbox row's id. Nothing is sent yet."""

    async def queue(hotel: TestHotel, text: str, *, chat: str = "", **more: Any) -> UUID:
        async with db.hotel(hotel.id) as session:
            found = await room.read(session)
            at = hotel.spelled(chat) or hotel.guest
            kind = AddressKind.PHONE if hotel.channel == "whatsapp" else hotel.channel
            address = Address(AddressKind(kind), at.removesuffix("@c.us"))
            opened = await conversations.open_chat(
                session,
                hotel.id,
                hotel.account_id,
                Chat(at, ChatKind.PERSON, address),
                name="Anna",
                now=found.now(),
            )
            origin = more.pop("origin", "bot")
            letter = outbox.Letter(hotel.account_id, opened.id, TextOut(text), origin, **more)
            return await outbox.queue(session, found, letter)

    return queue
