"""The answers and cases of a guest who is merged with another, or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bellhop.feedback.models import Case, Rating, RatingAsked, ShortLink


async def change_guest(
    session: AsyncSession, from_id: UUID, to_id: UUID, ids: Sequence[UUID] | None = None
) -> list[UUID]:
    """Questions, ratings and cases go over to another guest, all of them or those named; which."""
    found: list[UUID] = []
    for model in (RatingAsked, Rating, Case):
        query = update(model).where(model.guest_id == from_id).values(guest_id=to_id)
        if ids is not None:
            query = query.where(model.id.in_(ids))
        if model is Case:
            query = query.where(~_clashes(to_id))
        found += list(await session.scalars(query.returning(model.id)))
    return found


async def forget(session: AsyncSession, guest_ids: Sequence[UUID]) -> None:
    """Numbers stay, words go."""
    await session.execute(update(Rating).where(Rating.guest_id.in_(guest_ids)).values(words=""))
    gone = {"summary": "", "outcome": ""}
    await session.execute(update(Case).where(Case.guest_id.in_(guest_ids)).values(**gone))
    links = update(ShortLink).where(ShortLink.guest_id.in_(guest_ids))
    await session.execute(links.values(guest_id=None))


def _clashes(to_id: UUID) -> Any:
    """A guest has one open case for a stay, and one without."""
    other = aliased(Case)
    same = other.stay_id.is_not_distinct_from(Case.stay_id)
    return exists().where(other.guest_id == to_id, same, other.state != "confirmed")
