"""What knowledge should know and does not: guests' open questions, and what staff suggest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.errors import NotFound
from bellhop.hotels import note
from bellhop.knowledge.models import KnowledgeSuggestion, UnansweredQuestion
from bellhop.knowledge.plain import NewEntry

HELD_LIMIT = 200


async def keep_question(
    session: AsyncSession, hotel_id: UUID, message_id: UUID, lang: str, *, held: str = ""
) -> None:
    """Nobody but a person could answer this line."""
    row = UnansweredQuestion(
        hotel_id=hotel_id,
        message_id=message_id,
        lang=lang,
        held=held[:HELD_LIMIT],
        asked_at=clock.now(),
    )
    session.add(row)
    await session.flush()


async def settle_questions(
    session: AsyncSession, hotel_id: UUID, ids: Sequence[UUID], state: str, *, by: str
) -> int:
    """Answered, or dismissed so that they and their like stay away. How many were still open."""
    changed = await session.execute(
        update(UnansweredQuestion)
        .where(UnansweredQuestion.id.in_(ids), UnansweredQuestion.state == "open")
        .values(state=state, settled_by=by, settled_at=clock.now())
        .returning(UnansweredQuestion.id)
    )
    count = len(changed.all())
    if count:
        await note(session, hotel_id, by, f"questions_{state}", questions=count)
    return count


async def suggest(session: AsyncSession, hotel_id: UUID, entry: NewEntry, *, by: str) -> UUID:
    """Somebody who may not change the entry says how it should be. `entry` has been checked."""
    row = KnowledgeSuggestion(
        hotel_id=hotel_id,
        external_id=entry.id,
        lang=entry.lang,
        question=entry.question,
        answer=entry.answer,
        topic=entry.topic,
        by=by,
        at=clock.now(),
    )
    session.add(row)
    await session.flush()
    await note(session, hotel_id, by, "knowledge_suggested", suggestion=str(row.id))
    return row.id


async def suggestions(session: AsyncSession) -> list[KnowledgeSuggestion]:
    """Those that nobody has looked at, oldest first."""
    query = select(KnowledgeSuggestion).where(KnowledgeSuggestion.state == "open")
    return list(await session.scalars(query.order_by(KnowledgeSuggestion.at).limit(100)))


async def settle_suggestion(
    session: AsyncSession, hotel_id: UUID, suggestion_id: UUID, state: str, *, by: str
) -> None:
    """Taken or dismissed. Raises NotFound when there is none that is open."""
    values: dict[str, Any] = {"state": state, "settled_by": by, "settled_at": clock.now()}
    changed = await session.execute(
        update(KnowledgeSuggestion)
        .where(KnowledgeSuggestion.id == suggestion_id, KnowledgeSuggestion.state == "open")
        .values(**values)
        .returning(KnowledgeSuggestion.id)
    )
    if changed.scalar_one_or_none() is None:
        raise NotFound("there is no such suggestion")
    await note(session, hotel_id, by, f"suggestion_{state}", suggestion=str(suggestion_id))
