"""Every state of every entry, with who wrote it and when."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.knowledge.models import KnowledgeEntry, KnowledgeVersion
from bellhop.knowledge.plain import NewEntry

Key = tuple[str, str]
SHOWN = 50


async def record(
    session: AsyncSession, hotel_id: UUID, new: Sequence[NewEntry], *, by: str
) -> list[NewEntry]:
    """Keep what is about to be written, and what stood before anybody kept versions. Those of
    `new` that differ from what stands."""
    ids = {entry.id for entry in new}
    standing, last = await _standing(session, ids), await _last(session, ids)
    fresh = []
    for entry in new:
        key = (entry.id, entry.lang)
        old = standing.get(key)
        if old == entry:
            continue
        if old is not None and key not in last:
            last[key] = 1
            session.add(_row(hotel_id, old, 1, by=""))
        last[key] = last.get(key, 0) + 1
        session.add(_row(hotel_id, entry, last[key], by=by))
        fresh.append(entry)
    await session.flush()
    return fresh


async def record_removal(
    session: AsyncSession, hotel_id: UUID, entry: NewEntry, *, by: str
) -> None:
    number = (await _last(session, {entry.id})).get((entry.id, entry.lang), 0)
    if number == 0:
        number = 1
        session.add(_row(hotel_id, entry, number, by=""))
    session.add(_row(hotel_id, entry, number + 1, by=by, deleted=True))
    await session.flush()


async def versions(session: AsyncSession, external_id: str, lang: str) -> list[KnowledgeVersion]:
    """Newest first."""
    query = select(KnowledgeVersion).where(
        KnowledgeVersion.external_id == external_id, KnowledgeVersion.lang == lang
    )
    return list(await session.scalars(query.order_by(KnowledgeVersion.number.desc()).limit(SHOWN)))


async def removed(session: AsyncSession) -> list[KnowledgeVersion]:
    """The last state of each entry that was taken away and not brought back, newest first."""
    other = KnowledgeVersion.__table__.alias()
    later = (
        select(other.c.id)
        .where(
            other.c.external_id == KnowledgeVersion.external_id,
            other.c.lang == KnowledgeVersion.lang,
            other.c.number > KnowledgeVersion.number,
        )
        .exists()
    )
    query = select(KnowledgeVersion).where(KnowledgeVersion.deleted, ~later)
    return list(await session.scalars(query.order_by(KnowledgeVersion.at.desc()).limit(SHOWN)))


async def number_of(session: AsyncSession, external_id: str, lang: str) -> int:
    """Of the newest version; 0 for what nobody has changed yet."""
    return (await _last(session, {external_id})).get((external_id, lang), 0)


def _row(
    hotel_id: UUID, entry: NewEntry, number: int, *, by: str, deleted: bool = False
) -> KnowledgeVersion:
    return KnowledgeVersion(
        hotel_id=hotel_id,
        external_id=entry.id,
        lang=entry.lang,
        number=number,
        question=entry.question,
        answer=entry.answer,
        topic=entry.topic,
        by=by,
        at=clock.now(),
        deleted=deleted,
    )


async def _standing(session: AsyncSession, ids: set[str]) -> dict[Key, NewEntry]:
    query = select(KnowledgeEntry).where(KnowledgeEntry.external_id.in_(ids)).with_for_update()
    return {
        (row.external_id, row.lang): NewEntry(
            row.external_id, row.question, row.answer, row.lang, row.topic
        )
        for row in await session.scalars(query)
    }


async def _last(session: AsyncSession, ids: set[str]) -> dict[Key, int]:
    query = (
        select(
            KnowledgeVersion.external_id, KnowledgeVersion.lang, func.max(KnowledgeVersion.number)
        )
        .where(KnowledgeVersion.external_id.in_(ids))
        .group_by(KnowledgeVersion.external_id, KnowledgeVersion.lang)
    )
    return {(row[0], row[1]): row[2] for row in await session.execute(query)}
