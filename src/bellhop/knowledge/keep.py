"""Writing, taking away and taking back single entries. Every state is kept as a version."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.errors import NotFound
from bellhop.hotels import HotelRecord, note
from bellhop.knowledge.bring_in import NewEntry, bring_in
from bellhop.knowledge.models import KnowledgeEntry, KnowledgeVersion


async def save(session: AsyncSession, hotel_id: UUID, new: list[NewEntry], *, by: str) -> None:
    """Write entries, or new versions of them. What stood before anybody kept versions becomes the
    first one. `new` has been checked."""
    for entry in new:
        old = await _entry(session, entry.id, entry.lang)
        if old is not None and not await _last(session, entry.id, entry.lang):
            await _keep(session, hotel_id, _plain(old), by="", deleted=False)
    await bring_in(session, hotel_id, new, by=by)
    for entry in new:
        await _keep(session, hotel_id, entry, by=by, deleted=False)


async def remove(session: AsyncSession, hotel_id: UUID, entry_id: UUID, *, by: str) -> None:
    """Taken away in this language; its versions stay. Raises NotFound."""
    row = await session.get(KnowledgeEntry, (hotel_id, entry_id))
    if row is None:
        raise NotFound("there is no such entry")
    await _keep(session, hotel_id, _plain(row), by=by, deleted=True)
    await session.delete(row)
    await session.execute(
        update(HotelRecord).values(knowledge_version=HotelRecord.knowledge_version + 1)
    )
    await note(session, hotel_id, by, "knowledge_removed", entry=row.external_id, lang=row.lang)


async def restore(session: AsyncSession, hotel_id: UUID, version_id: UUID, *, by: str) -> NewEntry:
    """The entry as it was in that version, as a new one. Raises NotFound."""
    row = await session.get(KnowledgeVersion, (hotel_id, version_id))
    if row is None:
        raise NotFound("there is no such version")
    entry = NewEntry(row.external_id, row.question, row.answer, row.lang, row.topic)
    await save(session, hotel_id, [entry], by=by)
    return entry


async def versions(session: AsyncSession, external_id: str, lang: str) -> list[KnowledgeVersion]:
    """Newest first."""
    query = select(KnowledgeVersion).where(
        KnowledgeVersion.external_id == external_id, KnowledgeVersion.lang == lang
    )
    return list(await session.scalars(query.order_by(KnowledgeVersion.number.desc()).limit(50)))


async def _keep(
    session: AsyncSession, hotel_id: UUID, entry: NewEntry, *, by: str, deleted: bool
) -> None:
    row = KnowledgeVersion(
        hotel_id=hotel_id,
        external_id=entry.id,
        lang=entry.lang,
        number=await _last(session, entry.id, entry.lang) + 1,
        question=entry.question,
        answer=entry.answer,
        topic=entry.topic,
        by=by,
        at=clock.now(),
        deleted=deleted,
    )
    session.add(row)
    await session.flush()


async def _last(session: AsyncSession, external_id: str, lang: str) -> int:
    query = select(func.max(KnowledgeVersion.number)).where(
        KnowledgeVersion.external_id == external_id, KnowledgeVersion.lang == lang
    )
    return await session.scalar(query) or 0


async def _entry(session: AsyncSession, external_id: str, lang: str) -> KnowledgeEntry | None:
    query = select(KnowledgeEntry).where(
        KnowledgeEntry.external_id == external_id, KnowledgeEntry.lang == lang
    )
    found: KnowledgeEntry | None = await session.scalar(query.with_for_update())
    return found


def _plain(row: KnowledgeEntry) -> NewEntry:
    return NewEntry(row.external_id, row.question, row.answer, row.lang, row.topic)
