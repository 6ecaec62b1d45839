"""Reading a hotel's entries, all of them, in an order that never changes by itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.knowledge.models import KnowledgeEntry


@dataclass(frozen=True, slots=True)
class Known:
    """One question with its answer."""

    id: str
    question: str
    answer: str
    lang: str
    topic: str


async def entries(session: AsyncSession) -> list[Known]:
    """By external id and language, so that what is rendered from them stays byte for byte the
    same until somebody edits."""
    query = select(
        KnowledgeEntry.external_id,
        KnowledgeEntry.question,
        KnowledgeEntry.answer,
        KnowledgeEntry.lang,
        KnowledgeEntry.topic,
    ).order_by(KnowledgeEntry.external_id, KnowledgeEntry.lang)
    return [Known(*row) for row in await session.execute(query)]
