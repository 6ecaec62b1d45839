"""Calls for a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select

from bellhop import db
from bellhop.alerts import Alert
from bellhop.api.door import Reader
from bellhop.api.pages import Cursor, Limit, Page, Since, page_of
from bellhop.api.problems import RESPONSES

router = APIRouter(prefix="/alerts", tags=["alerts"], responses=RESPONSES)


class AlertOut(BaseModel):
    """`times`: how often it was raised again while it stood open."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    conversation_id: UUID | None
    guest_id: UUID | None
    message_id: UUID | None
    reason: str
    severity: str
    state: str
    summary: str
    times: int
    created_at: datetime
    last_at: datetime
    acknowledged_at: datetime | None
    resolved_at: datetime | None


@router.get("", summary="Alerts, in the order of their last change")
async def many(
    bearer: Reader, changed_since: Since = None, cursor: Cursor = None, limit: Limit = 50
) -> Page[AlertOut]:
    changed = func.greatest(Alert.last_at, Alert.acknowledged_at, Alert.resolved_at)
    async with db.hotel(bearer.hotel_id) as session:
        asked = (changed_since, cursor, limit)
        rows, next_, until = await page_of(
            session, select(Alert), (changed, Alert.id.expression), asked
        )
        items = [AlertOut.model_validate(row) for row in rows]
    return Page(items=items, next=next_, until=until)
