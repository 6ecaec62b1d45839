"""When each kind of process was last seen alive."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from bellhop import db
from bellhop.hotels.models import Heartbeat


async def beat(process: str, now: datetime) -> None:
    statement = insert(Heartbeat).values(process=process, seen_at=now)
    statement = statement.on_conflict_do_update(
        index_elements=["process"], set_={"seen_at": statement.excluded.seen_at}
    )
    async with db.unnamed() as session:
        await session.execute(statement)


async def last_beats() -> dict[str, datetime]:
    async with db.unnamed() as session:
        rows = await session.execute(select(Heartbeat.process, Heartbeat.seen_at))
        return {row.process: row.seen_at for row in rows}
