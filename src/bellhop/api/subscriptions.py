"""Addresses that are told of events, and what they were told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field, HttpUrl
from sqlalchemy import delete, select

from bellhop import clock, crypto, db, hotels
from bellhop.addresses import check_address
from bellhop.api.again import IdempotencyKey, once
from bellhop.api.door import Reader, Writer
from bellhop.api.pages import Cursor, Limit, Page, page_of
from bellhop.api.problems import RESPONSES
from bellhop.errors import NotFound
from bellhop.hotels import OutgoingEvent, Subscription

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
            secret = crypto.new_token()
            row = Subscription(
                hotel_id=bearer.hotel_id,
                id=clock.new_id(),
                url=str(given.url),
                kinds=sorted(set(given.kinds)),
                secret_sealed=crypto.encrypt(secret),
                active=True,
                told_until=clock.now(),
                created_at=clock.now(),
            )
            session.add(row)
            await session.flush()
            actor = f"api:{bearer.name}"
            await hotels.note(session, bearer.hotel_id, actor, "subscription_added", url=row.url)
            known = SubscriptionOut.model_validate(row).model_dump()
            return Subscribed(**known, secret=secret)

        return Subscribed.model_validate(await once(session, bearer, key, given, deed))


@router.get("", summary="Who is told")
async def many(bearer: Reader) -> list[SubscriptionOut]:
    async with db.hotel(bearer.hotel_id) as session:
        rows = await session.scalars(select(Subscription).order_by(Subscription.id))
        return [SubscriptionOut.model_validate(row) for row in rows]


@router.delete("/{subscription_id}", summary="Be told no more", status_code=204)
async def remove(subscription_id: UUID, bearer: Writer) -> Response:
    async with db.hotel(bearer.hotel_id) as session:
        gone = await session.scalar(
            delete(Subscription)
            .where(Subscription.id == subscription_id)
            .returning(Subscription.url)
        )
        if gone is None:
            raise NotFound("there is no such subscription")
        actor = f"api:{bearer.name}"
        await hotels.note(session, bearer.hotel_id, actor, "subscription_removed", url=gone)
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
