"""Conversations: who talks with the hotel, and where it stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select

from bellhop import db
from bellhop.api.door import Reader
from bellhop.api.pages import Cursor, Limit, Page, Since, page_of
from bellhop.api.problems import RESPONSES
from bellhop.conversations import Conversation
from bellhop.errors import NotFound

router = APIRouter(prefix="/conversations", tags=["conversations"], responses=RESPONSES)


class ConversationOut(BaseModel):
    """`quiet_until`: a person holds the chat until then. `waiting_since`: the guest has had no
    answer since."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    guest_id: UUID | None
    account_id: UUID
    chat_id: str
    language: str | None
    quiet_until: datetime | None
    held_by: str | None
    waiting_since: datetime | None
    last_message_at: datetime | None
    created_at: datetime


@router.get("", summary="Conversations, in the order of their last message")
async def many(
    bearer: Reader, changed_since: Since = None, cursor: Cursor = None, limit: Limit = 50
) -> Page[ConversationOut]:
    last = func.coalesce(Conversation.last_message_at, Conversation.created_at)
    async with db.hotel(bearer.hotel_id) as session:
        asked = (changed_since, cursor, limit)
        query = select(Conversation).where(Conversation.chat_kind == "person")
        order = (last, Conversation.id.expression)
        rows, next_, until = await page_of(session, query, order, asked)
        items = [ConversationOut.model_validate(row) for row in rows]
    return Page(items=items, next=next_, until=until)


@router.get("/{conversation_id}", summary="One conversation")
async def one(conversation_id: UUID, bearer: Reader) -> ConversationOut:
    async with db.hotel(bearer.hotel_id) as session:
        query = select(Conversation).where(Conversation.id == conversation_id)
        found = await session.scalar(query)
        if found is None:
            raise NotFound("there is no such conversation")
        return ConversationOut.model_validate(found)
