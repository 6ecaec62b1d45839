"""Finding chats by name, room, phone and what was said, without an operator that the policy would
keep from its index."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import conversations
from bellhop.conversations import ChatWord, Conversation
from bellhop.conversations.words import Range
from bellhop.guests import Stay

MOST = 300
COMMON = 1_000
"""A word in more chats than this is common: when all are, the newest chats are walked instead."""
WALKED = 2_000
Chat, Word = Conversation, ChatWord


async def chats(session: AsyncSession, words: str) -> list[UUID]:
    """Chats that have all the words, or that room, or that phone."""
    found: list[UUID] = []
    ranges = conversations.ranges_of(words)
    if len(ranges) == 1:
        found += await _of_room(session, words.strip())
    for phone in conversations.phone_ranges(words):
        found += await _ids(session, _of_range(phone).limit(MOST))
    if ranges:
        found += await _with_all(session, ranges)
    return list(dict.fromkeys(found))[:MOST]


async def _with_all(session: AsyncSession, ranges: list[Range]) -> list[UUID]:
    """From the rarest word's chats those that have the others; from the newest chats when every
    word is common."""
    rarest: list[UUID] | None = None
    for each in ranges:
        ids = await _ids(session, _of_range(each).limit(COMMON + 1))
        if len(ids) <= COMMON and (rarest is None or len(ids) < len(rarest)):
            rarest = ids
    have = [_of_range(each).where(Word.conversation_id == Chat.id).exists() for each in ranges]
    query = select(Chat.id).where(*have).order_by(Chat.last_message_at.desc().nulls_last())
    if rarest is not None:
        return await _ids(session, query.where(Chat.id.in_(rarest)).limit(MOST))
    newest = (
        select(Chat.id)
        .where(Chat.last_message_at.is_not(None))
        .order_by(Chat.last_message_at.desc())
        .limit(WALKED)
        .subquery()
    )
    return await _ids(session, query.where(Chat.id.in_(select(newest.c.id))).limit(MOST))


def _of_range(each: Range) -> Select[Any]:
    return select(Word.conversation_id).where(Word.word >= each.first, Word.word < each.beyond)


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
