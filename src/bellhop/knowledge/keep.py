"""Writing, taking away and taking back single entries."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.errors import NotFound
from bellhop.hotels import note
from bellhop.knowledge import history
from bellhop.knowledge.bring_in import bring_in, changed
from bellhop.knowledge.models import KnowledgeEntry, KnowledgeVersion
from bellhop.knowledge.plain import NewEntry


async def save(session: AsyncSession, hotel_id: UUID, entry: NewEntry, *, by: str) -> None:
    """Write one entry, or a new version of it. It has been checked."""
    await bring_in(
        session, hotel_id, [entry], by=by, what="knowledge_saved", entry=entry.id, lang=entry.lang
    )


async def remove(session: AsyncSession, hotel_id: UUID, entry_id: UUID, *, by: str) -> None:
    """Taken away in this language; its versions stay. Raises NotFound."""
    row = await session.get(KnowledgeEntry, (hotel_id, entry_id))
    if row is None:
        raise NotFound("there is no such entry")
    entry = NewEntry(row.external_id, row.question, row.answer, row.lang, row.topic)
    await history.record_removal(session, hotel_id, entry, by=by)
    await session.delete(row)
    await changed(session)
    await note(session, hotel_id, by, "knowledge_removed", entry=entry.id, lang=entry.lang)


async def restore(session: AsyncSession, hotel_id: UUID, version_id: UUID, *, by: str) -> NewEntry:
    """The entry as it was in that version, as a new one. Raises NotFound."""
    row = await session.get(KnowledgeVersion, (hotel_id, version_id))
    if row is None:
        raise NotFound("there is no such version")
    entry = NewEntry(row.external_id, row.question, row.answer, row.lang, row.topic)
    await save(session, hotel_id, entry, by=by)
    return entry
