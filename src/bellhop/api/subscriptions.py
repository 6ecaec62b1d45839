"""Addresses that are told of events, and what they were told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field, HttpUrl
from sqlalchemy import select

from bellhop import db, hotels
from bellhop.addresses import check_address
from bellhop.api.again import IdempotencyKey, once
from bellhop.api.door import Reader, Writer
from bellhop.api.pages import Cursor, Limit, Page, page_of
from bellhop.api.problems import RESPONSES
from bellhop.hotels import OutgoingEvent

router = APIRouter(prefix="/subscriptions", tags=["events"], responses=RESPONSES)
EventKind = Literal["message", "alert", "rating", "delivery_failed"]


class NewSubscription(BaseModel):
    """Events are POSTed to `url`, signed with the secret that the answer shows once."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"url": "https://pms.example/bellhop", "kinds": ["message", "alert"]}]
        },
    )
    url: HttpUrl
    kinds: Annotated[list[EventKind], Field(min_length=1)]


class SubscriptionOut(BaseModel):
    """`off_reason`: switched off by us, after days in which nothing could be delivered."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    url: str
    kinds: list[str]
    active: bool
    off_reason: str | None
    created_at: datetime


class Subscribed(SubscriptionOut):
    """The secret is shown this once."""

    secret: str


class EventOut(BaseModel):
    """One delivery. `answer`: what the address last said."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    kind: str
    about_id: UUID
    state: str
    attempts: int
    due_at: datetime | None
    told_at: datetime | None
    answer: str | None
    created_at: datetime


@router.post("", summary="Be told of events", status_code=201)
async def add(
    given: Annotated[NewSubscription, Body()], bearer: Writer, key: IdempotencyKey = None
) -> Subscribed:
    await check_address(str(given.url))
    async with db.hotel(bearer.hotel_id) as session:

        async def deed() -> Subscribed:
            row, secret = await hotels.subscriptions.subscribe(
                session,
                bearer.hotel_id,
                url=str(given.url),
                kinds=given.kinds,
                actor=f"api:{bearer.name}",
            )
            known = SubscriptionOut.model_validate(row).model_dump()
            return Subscribed(**known, secret=secret)

        return Subscribed.model_validate(await once(session, bearer, key, given, deed))


@router.get("", summary="Who is told")
async def many(bearer: Reader) -> list[SubscriptionOut]:
    async with db.hotel(bearer.hotel_id) as session:
        rows = await hotels.subscriptions.subscriptions(session)
        return [SubscriptionOut.model_validate(row) for row in rows]


@router.delete("/{subscription_id}", summary="Be told no more", status_code=204)
async def remove(subscription_id: UUID, bearer: Writer) -> Response:
    async with db.hotel(bearer.hotel_id) as session:
        await hotels.subscriptions.unsubscribe(
            session, bearer.hotel_id, subscription_id, f"api:{bearer.name}"
        )
    return Response(status_code=204)


@router.get("/{subscription_id}/events", summary="What was told, and what was answered")
async def events(
    subscription_id: UUID, bearer: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Page[EventOut]:
    async with db.hotel(bearer.hotel_id) as session:
        query = select(OutgoingEvent).where(OutgoingEvent.subscription_id == subscription_id)
        order = (OutgoingEvent.created_at.expression, OutgoingEvent.id.expression)
        rows, next_, until = await page_of(session, query, order, (None, cursor, limit))
        items = [EventOut.model_validate(row) for row in rows]
    return Page(items=items, next=next_, until=until)
