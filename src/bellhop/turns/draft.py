"""An answer written for staff, because somebody asked for it: shown in the chat, never sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import ai, clock, conversations, db, guests, hotels
from bellhop.ai import Entry, Question, Thought
from bellhop.conversations import Conversation, Line, Said
from bellhop.errors import NotFound, Refused
from bellhop.guests import CurrentStay
from bellhop.hotels import Hotel
from bellhop.messages import Content, ContentKind
from bellhop.turns import budget
from bellhop.turns.answer import pass_on
from bellhop.turns.gather import (
    HISTORY,
    LINE_LIMIT,
    entries_of,
    facts_of,
    libraries,
    stay_facts,
    turns_of,
)
from bellhop.turns.judge import judged
from bellhop.turns.record import keep_costs


@dataclass(frozen=True, slots=True)
class _Chat:
    hotel: Hotel
    said: tuple[Said, ...]
    lines: tuple[Said, ...]
    language: str | None
    stay: CurrentStay | None
    entries: tuple[Entry, ...] | None
    spent: str


async def draft(hotel_id: UUID, chat_id: UUID) -> UUID | None:
    """The draft's message; None when the guest wrote something else meanwhile. Opens its own
    transactions, none while a model thinks. Raises NotFound, and Refused when the guest has said
    nothing in words."""
    await ai.ready()
    async with db.hotel(hotel_id) as session:
        chat = await _read(session, hotel_id, chat_id)
    thought = await ai.think(await _question(chat))
    async with db.hotel(hotel_id) as session:
        message_id = await _keep(session, chat, chat_id, thought)
    await pass_on(thought.why.get("operator", ()))
    return message_id


async def _read(session: AsyncSession, hotel_id: UUID, chat_id: UUID) -> _Chat:
    found = await session.get(Conversation, (hotel_id, chat_id))
    if found is None:
        raise NotFound("there is no such chat")
    hotel = await hotels.read(session)
    said = tuple(await conversations.last(session, chat_id, limit=HISTORY))
    lines = _asked(said)
    if not lines:
        raise Refused("The guest has said nothing to answer.")
    now = hotel.now()
    guest_id = found.guest_id
    stay = await guests.current_stay(session, guest_id, now) if guest_id else None
    entries = await entries_of(session, hotel)
    spent = await budget.spent(session, hotel, clock.now())
    return _Chat(hotel, said, lines, found.language, stay, entries, spent)


def _asked(said: Sequence[Said]) -> tuple[Said, ...]:
    """The guest's words since anybody answered; when everything is answered, the last of them."""
    spoken = [each for each in said if each.direction == "in" and each.text and not each.deleted]
    answers = [each for each in said if each.direction == "out" and each.status in _HEARD]
    since = answers[-1].occurred_at if answers else None
    fresh = [each for each in spoken if since is None or each.occurred_at > since]
    return tuple(fresh or spoken[-1:])


_HEARD = ("queued", "accepted", "sent", "delivered", "read", "unknown")


async def _question(chat: _Chat) -> Question:
    hotel = chat.hotel
    now = hotel.now()
    lines = tuple(each.text[:LINE_LIMIT] for each in chat.lines)
    before = tuple(each for each in chat.said if each not in chat.lines and not each.deleted)
    return Question(
        hotel=facts_of(hotel, await libraries.get(hotel, chat.entries), hotel.secrets()),
        lines=lines,
        assessment=judged("\n".join(lines), chat.language),
        local_now=hotel.local(now),
        history=tuple(turns_of(before)),
        stay=stay_facts(hotel, chat.stay),
        language=chat.language,
        desk_open=hotel.desk_is_open(now),
        model_allowed=not chat.spent,
    )


async def _keep(session: AsyncSession, chat: _Chat, chat_id: UUID, thought: Thought) -> UUID | None:
    hotel = chat.hotel
    await keep_costs(session, hotel, thought.calls, (chat_id, chat.lines[-1].id))
    newest = await conversations.last(session, chat_id, limit=HISTORY)
    if _asked(newest) != chat.lines:
        return None
    for each in newest:
        if each.status == "draft":
            await conversations.drop_draft(session, hotel.slug, each.id)
    why = thought.why | {"brain": thought.brain, "knowledge": list(thought.knowledge_ids)}
    content = Content(ContentKind.TEXT, text=thought.reply)
    line = Line("out", "bot", "draft", content, hotel.now(), why=why, answered=True)
    return await conversations.record(session, hotel.id, chat_id, line)
