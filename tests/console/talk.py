"""Chats for the console's tests: guests who have written, through the house itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from bellhop import clock, conversations, db
from bellhop.alerts import Call, call_person
from bellhop.conversations import Line, Mood
from bellhop.guests import Stay
from bellhop.messages import Address, AddressKind, Chat, ChatKind, Content, ContentKind
from tests.cast import TestHotel

UNHAPPY = Mood("ru", "room", "negative", 0.94, True, "malfunction")


async def guest_wrote(
    hotel: TestHotel, text: str, *, name: str = "Anna V", phone: str = "", mood: Mood | None = None
) -> tuple[UUID, UUID]:
    """A guest's line that waits for a person. Chat and message."""
    digits = phone or hotel.guest.split("@")[0]
    chat = Chat(f"{digits}@c.us", ChatKind.PERSON, Address(AddressKind.PHONE, digits))
    now = clock.now()
    async with db.hotel(hotel.id) as session:
        opened = await conversations.open_chat(
            session, hotel.id, hotel.account_id, chat, name=name, now=now
        )
        content = Content(ContentKind.TEXT, text=text)
        ref = f"IN{clock.new_id().hex}"
        line = Line("in", "guest", "received", content, now, provider_id=ref, mood=mood)
        message_id = await conversations.record(session, hotel.id, opened.id, line)
        assert message_id is not None
        await conversations.guest_waits(session, opened.id, now)
    return opened.id, message_id


async def bot_drafted(hotel: TestHotel, chat_id: UUID, text: str) -> UUID:
    async with db.hotel(hotel.id) as session:
        content = Content(ContentKind.TEXT, text=text)
        line = Line("out", "bot", "draft", content, clock.now(), answered=True)
        message_id = await conversations.record(session, hotel.id, chat_id, line)
    assert message_id is not None
    return message_id


async def bot_answered(hotel: TestHotel, chat_id: UUID, text: str, why: dict[str, object]) -> None:
    """An answer of the bot that is there, with its reasons."""
    async with db.hotel(hotel.id) as session:
        content = Content(ContentKind.TEXT, text=text)
        line = Line("out", "bot", "delivered", content, clock.now(), answered=True, why=why)
        await conversations.record(session, hotel.id, chat_id, line)


async def stays(hotel: TestHotel, chat_id: UUID, *, room: str, status: str = "checked_in") -> None:
    """The guest of this chat is in that room since yesterday, for two more nights."""
    now = clock.now()
    async with db.hotel(hotel.id) as session:
        chat = await session.get(conversations.Conversation, (hotel.id, chat_id))
        assert chat is not None
        assert chat.guest_id is not None
        session.add(
            Stay(
                hotel_id=hotel.id,
                guest_id=chat.guest_id,
                room=room,
                status=status,
                planned_arrival=now - timedelta(days=1),
                planned_departure=now + timedelta(days=2),
            )
        )


async def alert(hotel: TestHotel, chat_id: UUID | None = None, reason: str = "complaint") -> UUID:
    async with db.hotel(hotel.id) as session:
        call = Call(reason, "Twice I asked", conversation_id=chat_id, who="Anna V")
        return await call_person(session, hotel.id, hotel.slug, call)
