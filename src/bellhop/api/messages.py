"""Messages with their delivery state, and messages to send."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator
from sqlalchemy import select

from bellhop import db, hotels, outbox
from bellhop.api.again import IdempotencyKey, once
from bellhop.api.door import Reader, Sender
from bellhop.api.pages import Cursor, Limit, Page, Since, page_of
from bellhop.api.problems import RESPONSES
from bellhop.conversations import Message
from bellhop.errors import NotFound
from bellhop.messages import FileOut, Outgoing, TextOut
from bellhop.outbox import Letter

router = APIRouter(prefix="/messages", tags=["messages"], responses=RESPONSES)
TEXT_LIMIT = 20_000


class MessageOut(BaseModel):
    """`status` is what the channel said: queued, accepted, sent, delivered, read, failed, unknown
    or withdrawn. `why`: the reasons of an automatic message: brain, provider, entries of knowledge,
    guards, rule. `changed_at`: when anything of it last changed."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    conversation_id: UUID
    direction: Literal["in", "out"]
    origin: str
    kind: str
    text: str
    status: str
    status_at: datetime | None
    occurred_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    language: str | None
    topic: str | None
    sentiment: str | None
    requires_attention: bool | None
    attention_reason: str | None
    why: dict[str, Any] | None
    changed_at: datetime


class To(BaseModel):
    """One of the three. A phone in any spelling; a guest is written to where they wrote last."""

    model_config = ConfigDict(extra="forbid")
    phone: Annotated[str, Field(max_length=60)] | None = None
    guest_id: UUID | None = None
    conversation_id: UUID | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> To:
        named = [self.phone, self.guest_id, self.conversation_id]
        if named.count(None) != 2:
            raise ValueError("name exactly one of phone, guest_id and conversation_id")
        return self


class NewMessage(BaseModel):
    """`service` belongs to the stay; `marketing` needs the guest's own consent. `file_url` is a
    public address of a picture or document; the text is its caption then."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"to": {"phone": "+7 900 000-00-01"}, "text": "Your taxi is here."}]
        },
    )
    to: To
    text: Annotated[str, Field(max_length=TEXT_LIMIT)] = ""
    file_url: HttpUrl | None = None
    file_name: Annotated[str, Field(max_length=200)] = ""
    kind: Literal["service", "marketing"] = "service"
    not_before: datetime | None = None
    reference: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _says_something(self) -> NewMessage:
        if not self.text.strip() and self.file_url is None:
            raise ValueError("a message needs a text or a file")
        return self


class Taken(BaseModel):
    """It is written down and goes by itself; its state is at /messages/{id}."""

    id: UUID
    conversation_id: UUID
    status: str


@router.get("", summary="Messages, in the order of their last change")
async def many(
    bearer: Reader,
    conversation_id: Annotated[UUID | None, Query()] = None,
    changed_since: Since = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[MessageOut]:
    async with db.hotel(bearer.hotel_id) as session:
        query = select(Message)
        if conversation_id is not None:
            query = query.where(Message.conversation_id == conversation_id)
        order = (Message.changed_at.expression, Message.id.expression)
        asked = (changed_since, cursor, limit)
        rows, next_, until = await page_of(session, query, order, asked)
        items = [MessageOut.model_validate(row) for row in rows]
    return Page(items=items, next=next_, until=until)


@router.get("/{message_id}", summary="One message")
async def one(message_id: UUID, bearer: Reader) -> MessageOut:
    async with db.hotel(bearer.hotel_id) as session:
        found = await session.scalar(select(Message).where(Message.id == message_id))
        if found is None:
            raise NotFound("there is no such message")
        return MessageOut.model_validate(found)


@router.post("", summary="Send a message", status_code=202)
async def send(
    given: Annotated[NewMessage, Body()], bearer: Sender, key: IdempotencyKey = None
) -> Taken:
    """Refused (403) for a guest who asked us to stop, and without consent for marketing. The
    outbox sends it in the order of the chat, and looks an unknown outcome up before it would send
    again."""
    async with db.hotel(bearer.hotel_id) as session:
        hotel = await hotels.read(session)

        async def deed() -> Taken:
            to = outbox.To(given.to.phone, given.to.guest_id, given.to.conversation_id)
            road = await outbox.road_to(session, hotel, to, marketing=given.kind == "marketing")
            letter = Letter(
                road.account_id,
                road.chat_id,
                _out(given),
                origin="elsewhere",
                why=_why(bearer.name, given),
                proactive=True,
                not_before=given.not_before,
            )
            _, message_id = await outbox.queue_message(session, hotel, letter)
            return Taken(id=message_id, conversation_id=road.chat_id, status="queued")

        return Taken.model_validate(await once(session, bearer, key, given, deed))


def _out(given: NewMessage) -> Outgoing:
    if given.file_url is None:
        return TextOut(given.text)
    name = given.file_name or (given.file_url.path or "").rsplit("/", 1)[-1] or "file"
    return FileOut(str(given.file_url), name, given.text)


def _why(token: str, given: NewMessage) -> dict[str, Any]:
    return {"by": "api", "token": token, "kind": given.kind, "reference": given.reference}
