"""Finding chats by name, room, phone and what was said, without an operator that the policy would
keep from its index."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import conversations
from bellhop.conversations import ChatWord, Conversation
from bellhop.guests import Stay

MOST = 400
"""Of each word, the chats where it was said last."""


async def chats(session: AsyncSession, words: str) -> list[UUID]:
    """Chats that have all the words, or that room, or that phone; the newest first."""
    found: list[UUID] = []
    ranges = conversations.ranges_of(words)
    if len(ranges) == 1:
        found += await _of_room(session, words.strip())
    for phone in conversations.phone_ranges(words):
        found += await _ids(session, _of_range(phone))
    if ranges:
        both: set[UUID] | None = None
        for each in ranges:
            chats_of_word = set(await _ids(session, _of_range(each)))
            both = chats_of_word if both is None else both & chats_of_word
        found += both or set()
    return list(dict.fromkeys(found))[:MOST]


def _of_range(each: conversations.words.Range) -> Select[Any]:
    return (
        select(ChatWord.conversation_id)
        .where(ChatWord.word >= each.first, ChatWord.word < each.beyond)
        .order_by(ChatWord.word, ChatWord.conversation_id.desc())
        .limit(20 * MOST)
    )


async def _of_room(session: AsyncSession, room: str) -> list[UUID]:
    """Who stays or stayed there, the latest first."""
    guests = (
        select(Stay.guest_id)
        .where(Stay.room == room.upper(), Stay.status.in_(("checked_in", "booked", "checked_out")))
        .order_by((Stay.status == "checked_in").desc(), Stay.planned_arrival.desc())
        .limit(20)
    )
    ids = list((await session.execute(guests)).scalars())
    if not ids:
        return []
    return await _ids(session, select(Conversation.id).where(Conversation.guest_id.in_(ids)))


async def _ids(session: AsyncSession, query: Select[Any]) -> list[UUID]:
    return list((await session.execute(query)).scalars())
