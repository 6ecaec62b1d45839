"""By which of the hotel's numbers, and in which chat, a guest is reached."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import conversations, guests, hotels
from bellhop.conversations import Conversation
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.guests import Guest
from bellhop.hotels import Hotel
from bellhop.messages import ChatKind
from bellhop.outbox.other_road import open_way
from bellhop.outbox.ways import first_contact, ways


@dataclass(frozen=True, slots=True)
class To:
    """Whom to reach: a phone in any spelling, a guest, or a conversation."""

    phone: str | None = None
    guest_id: UUID | None = None
    conversation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Road:
    account_id: UUID
    chat_id: UUID
    guest_id: UUID | None


async def road_to(session: AsyncSession, hotel: Hotel, to: To, *, marketing: bool = False) -> Road:
    """The chat to write in, opened when new. Raises NotFound for who is not known, Refused for who
    may not be written to, BadInput for what is no phone."""
    if to.conversation_id is not None:
        road = await _of_conversation(session, to.conversation_id)
    elif to.guest_id is not None:
        road = await _of_guest(session, hotel, to.guest_id)
    else:
        road = await _of_phone(session, hotel, guests.digits_of(to.phone or "", hotel.region()))
    await _may_be_written_to(session, road, marketing=marketing)
    return road


async def _of_conversation(session: AsyncSession, conversation_id: UUID) -> Road:
    query = select(Conversation).where(Conversation.id == conversation_id)
    chat = await session.scalar(query)
    if chat is None:
        raise NotFound("there is no such conversation")
    if chat.chat_kind != ChatKind.PERSON:
        raise Refused("this conversation is no guest's")
    return Road(chat.account_id, chat.id, chat.guest_id)


async def _of_guest(session: AsyncSession, hotel: Hotel, guest_id: UUID) -> Road:
    """Where the guest wrote last, else by the hotel's order of channels."""
    found = await ways(session, hotel, guest_id)
    if not found:
        raise NotFound("this guest cannot be reached: there is neither a chat nor a phone")
    return Road(found[0].account.id, await open_way(session, hotel, found[0]), guest_id)


async def _of_phone(session: AsyncSession, hotel: Hotel, digits: str) -> Road:
    """The guest of this phone; somebody new by the first channel that knows such phones."""
    owner = await guests.owner_of_phone(session, digits)
    if owner is not None and await ways(session, hotel, owner):
        return await _of_guest(session, hotel, owner)
    order = {kind.value: place for place, kind in enumerate(hotel.rules.channel_order)}
    accounts = await hotels.accounts(session)
    for account in sorted(accounts, key=lambda one: order.get(one.type, len(order))):
        chat = first_contact(account.type, digits)
        if chat is not None:
            opened = await conversations.open_chat(
                session, hotel.id, account.id, chat, name="", now=hotel.now()
            )
            return Road(account.id, opened.id, opened.guest_id)
    raise BadInput("no channel of this hotel reaches this phone")


async def _may_be_written_to(session: AsyncSession, road: Road, *, marketing: bool) -> None:
    if road.guest_id is None:
        return
    guest = await session.scalar(select(Guest).where(Guest.id == road.guest_id))
    if guest is None:
        return
    if guest.stopped_at is not None or guest.service is False:
        raise Refused("this guest asked not to be written to first")
    if marketing and guest.marketing is not True:
        raise Refused("this guest gave no consent to offers")
