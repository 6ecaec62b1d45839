"""Lists, a page at a time."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db
from bellhop.errors import BadInput

Item = TypeVar("Item")
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str | None, Query(description="`next` of the page before.", max_length=400)]
Since = Annotated[
    datetime | None,
    Query(description="Only what changed at or after this moment: `until` of the last answer."),
]


class Page(BaseModel, Generic[Item]):
    """`next` is missing on the last page. `until`: ask with it as `changed_since` next time."""

    items: list[Item]
    next: str | None = Field(default=None, examples=[None])
    until: datetime | None = None


async def page_of(
    session: AsyncSession,
    query: Select[Any],
    order: tuple[ColumnElement[Any], ColumnElement[Any]],
    asked: tuple[datetime | None, str | None, int],
) -> tuple[list[Any], str | None, datetime]:
    """Rows in the order of their change (a moment, then an id), the next cursor, and up to when
    they are complete. `asked`: changed_since, cursor, limit."""
    since, cursor, limit = asked
    moment, key = order
    until = await db.settled_until(session)
    if cursor is not None:
        last, id_, until = _read(cursor)
        query = query.where(tuple_(moment, key) > tuple_(last, id_))
    elif since is not None:
        query = query.where(moment >= _aware(since))
    query = query.where(moment < until).order_by(moment, key).limit(limit + 1)
    rows = list((await session.execute(query.add_columns(moment.label("page_moment")))).all())
    if len(rows) <= limit:
        return [row[0] for row in rows], None, until
    kept = rows[:limit]
    return [row[0] for row in kept], _write(kept[-1].page_moment, kept[-1][0].id, until), until


def _write(moment: datetime, id_: UUID, until: datetime) -> str:
    text = json.dumps([moment.isoformat(), str(id_), until.isoformat()])
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read(cursor: str) -> tuple[datetime, UUID, datetime]:
    try:
        moment, id_, until = json.loads(base64.urlsafe_b64decode(cursor))
        return datetime.fromisoformat(moment), UUID(id_), datetime.fromisoformat(until)
    except (ValueError, TypeError):
        raise BadInput("the cursor is none of ours") from None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
