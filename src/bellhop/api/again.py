"""A request that may come twice is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Header
from pydantic import BaseModel
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.api.models import KeptAnswer
from bellhop.errors import BadInput
from bellhop.hotels import Bearer

KEEP = timedelta(hours=48)
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="Any text of your own; the same request with it is done once in 48 hours.",
    ),
]


async def once(
    session: AsyncSession,
    bearer: Bearer,
    key: str | None,
    request: BaseModel,
    deed: Callable[[], Awaitable[BaseModel]],
) -> dict[str, Any]:
    """The deed's answer, now or as it was given the first time. Two at once: the second waits for
    the first. Raises BadInput when the key was used for something else."""
    if key is None:
        return (await deed()).model_dump(mode="json")
    asked = hashlib.sha256(f"{type(request).__name__}:{request.model_dump_json()}".encode())
    kept = await _first(session, bearer, key, asked.digest())
    if kept is None:
        known = await _known(session, bearer, key)
        if known.request_hash != asked.digest():
            raise BadInput("this Idempotency-Key was used for another request")
        return known.body
    kept.body = (await deed()).model_dump(mode="json")
    await _forget_old(session)
    return kept.body


async def _first(
    session: AsyncSession, bearer: Bearer, key: str, request_hash: bytes
) -> KeptAnswer | None:
    new = insert(KeptAnswer).values(
        hotel_id=bearer.hotel_id,
        id=clock.new_id(),
        token_id=bearer.token_id,
        key=key,
        request_hash=request_hash,
        status=200,
        body={},
        created_at=clock.now(),
    )
    made = new.on_conflict_do_nothing(index_elements=["hotel_id", "token_id", "key"])
    return (await session.execute(made.returning(KeptAnswer))).scalar_one_or_none()


async def _known(session: AsyncSession, bearer: Bearer, key: str) -> KeptAnswer:
    query = select(KeptAnswer).where(KeptAnswer.token_id == bearer.token_id, KeptAnswer.key == key)
    return (await session.execute(query)).scalar_one()


async def _forget_old(session: AsyncSession) -> None:
    await session.execute(delete(KeptAnswer).where(KeptAnswer.created_at < clock.now() - KEEP))
