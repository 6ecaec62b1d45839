"""A guest of whom nothing but a chat is known is asked for the booking; the answer ties the two."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import ai, alerts, conversations, feedback, guests, hotels, lines, outbox
from bellhop.alerts import Call
from bellhop.conversations import Conversation, Message, OpenChat
from bellhop.guests import WhoAsked
from bellhop.hotels import Hotel
from bellhop.inbox import Waiting
from bellhop.messages import TextOut
from bellhop.turns.gather import Gathered
from bellhop.turns.record import Plan


async def with_question(session: AsyncSession, gathered: Gathered, plan: Plan) -> Plan:
    """The first answer to somebody whose channel hides the phone ends with the question."""
    hotel, guest_id = gathered.hotel, gathered.claimed.guest_id
    if not plan.reply or not plan.introduced or plan.danger or guest_id is None:
        return plan
    if not hotel.rules.ask_who or lines.can(gathered.account.type).by_phone:
        return plan
    if hotel.rules.bot != "on" or not await guests.may_be_asked(session, guest_id):
        return plan
    await guests.note_asked(session, hotel, guest_id)
    words = ai.phrase("who_are_you", plan.language or gathered.language, hotel.locale)
    return replace(plan, reply=f"{plan.reply}\n\n{words}")


async def take(
    session: AsyncSession, waiting: Waiting, opened: OpenChat, message_id: UUID, text: str
) -> bool:
    """True when the line was an answer to the question, and has its own answer now."""
    hotel, guest_id = waiting.hotel, opened.guest_id
    if guest_id is None or not text or lines.can(waiting.account.type).by_phone:
        return False
    if not opened.is_for_bot(hotel.now()) or hotel.rules.bot != "on":
        return False
    said = guests.read_who(text, hotel.local(hotel.now()).date())
    asked = await guests.open_question(session, guest_id) if said is not None else None
    if said is None or asked is None:
        return False
    found = await guests.guess(session, hotel, asked, said)
    known = found is not None and await _tie(session, hotel, asked, found)
    if asked.outcome in ("staff", "given_up"):
        await _call(session, hotel, opened, message_id, text)
    name: ai.Phrase = "who_known" if known else "who_unknown"
    words = ai.phrase(name, opened.language, hotel.locale)
    letter = outbox.Letter(waiting.account.id, opened.id, TextOut(words), "bot", why={"rule": name})
    await outbox.queue(session, hotel, letter)
    return True


async def _tie(session: AsyncSession, hotel: Hotel, asked: WhoAsked, booked: UUID) -> bool:
    """The chat is the booking's guest's from now on; staff see it and can undo it. Somebody whom
    another chat is known of already is not taken over by knowing a name and a day."""
    asked.ended_at = hotel.now()
    wrote = (
        select(Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.guest_id == booked, Message.direction == "in")
    )
    if await session.scalar(wrote.limit(1)) is not None:
        asked.outcome = "staff"
        return False
    asked.outcome = "known"
    gone = asked.guest_id
    made = await guests.merge(session, hotel, booked, gone, by="guest")
    chats = await conversations.change_guest(session, gone, booked)
    answers = await feedback.change_guest(session, gone, booked)
    await guests.remember(session, made, chats=chats, answers=answers)
    await hotels.note(session, hotel.id, "guest", "guests_merged", kept=str(booked), gone=str(gone))
    return True


async def _call(
    session: AsyncSession, hotel: Hotel, opened: OpenChat, message_id: UUID, text: str
) -> None:
    call = Call(
        "person_wanted",
        f"Which booking is this guest's? They wrote: {text}",
        conversation_id=opened.id,
        guest_id=opened.guest_id,
        message_id=message_id,
        who=opened.guest_name or "",
    )
    await alerts.call_person(session, hotel.id, hotel.slug, call, now=hotel.now())
