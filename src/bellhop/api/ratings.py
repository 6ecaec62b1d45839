"""What guests said of their stay, in numbers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from bellhop import db
from bellhop.api.door import Reader
from bellhop.api.pages import Cursor, Limit, Page, Since, page_of
from bellhop.api.problems import RESPONSES
from bellhop.feedback import Rating

router = APIRouter(prefix="/ratings", tags=["ratings"], responses=RESPONSES)


class RatingOut(BaseModel):
    """`score` from 1 (worst) to 5, with the guest's own words."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    guest_id: UUID
    stay_id: UUID | None
    conversation_id: UUID | None
    message_id: UUID | None
    score: int
    words: str
    rated_at: datetime
    changed_at: datetime


@router.get("", summary="Ratings, in the order of their last change")
async def many(
    bearer: Reader, changed_since: Since = None, cursor: Cursor = None, limit: Limit = 50
) -> Page[RatingOut]:
    async with db.hotel(bearer.hotel_id) as session:
        order = (Rating.changed_at.expression, Rating.id.expression)
        asked = (changed_since, cursor, limit)
        rows, next_, until = await page_of(session, select(Rating), order, asked)
        items = [RatingOut.model_validate(row) for row in rows]
    return Page(items=items, next=next_, until=until)
