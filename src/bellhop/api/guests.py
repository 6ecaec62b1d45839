"""Guests, their addresses and consent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db, guests, hotels
from bellhop.api.again import IdempotencyKey, once
from bellhop.api.door import Reader, Writer
from bellhop.api.pages import Cursor, Limit, Page, Since, page_of
from bellhop.api.problems import RESPONSES
from bellhop.errors import NotFound
from bellhop.guests import ConsentGiven, Guest, GuestAddress

router = APIRouter(prefix="/guests", tags=["guests"], responses=RESPONSES)


class AddressOut(BaseModel):
    """`value`: digits for a phone, the messenger's own id otherwise."""

    model_config = ConfigDict(from_attributes=True)
    kind: str
    value: str


class GuestOut(BaseModel):
    """`stopped_at`: asked not to be written to first. Consents are null when never asked."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    name: str
    language: str | None
    country: str | None
    birthday: date | None
    email: str | None
    tags: list[str]
    service: bool | None
    marketing: bool | None
    stopped_at: datetime | None
    merged_into: UUID | None
    updated_at: datetime
    addresses: list[AddressOut] = []


@router.get("", summary="Guests, in the order of their last change")
async def many(
    bearer: Reader, changed_since: Since = None, cursor: Cursor = None, limit: Limit = 50
) -> Page[GuestOut]:
    async with db.hotel(bearer.hotel_id) as session:
        order = (Guest.updated_at.expression, Guest.id.expression)
        asked = (changed_since, cursor, limit)
        rows, next_, until = await page_of(session, select(Guest), order, asked)
        addresses = await _addresses(session, [row.id for row in rows])
    items = [_out(row, addresses.get(row.id, [])) for row in rows]
    return Page(items=items, next=next_, until=until)


@router.get("/{guest_id}", summary="One guest")
async def one(guest_id: UUID, bearer: Reader) -> GuestOut:
    async with db.hotel(bearer.hotel_id) as session:
        return await _one(session, guest_id)


@router.post("/{guest_id}/consents", summary="Keep a consent, or its withdrawal")
async def consent(
    guest_id: UUID,
    given: Annotated[ConsentGiven, Body()],
    bearer: Writer,
    key: IdempotencyKey = None,
) -> GuestOut:
    async with db.hotel(bearer.hotel_id) as session:
        hotel = await hotels.read(session)

        async def deed() -> GuestOut:
            await guests.keep_consent(session, hotel, guest_id, given)
            return await _one(session, guest_id)

        return GuestOut.model_validate(await once(session, bearer, key, given, deed))


async def _one(session: AsyncSession, guest_id: UUID) -> GuestOut:
    found = await session.scalar(
        select(Guest).where(Guest.id == guest_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("there is no such guest")
    addresses = await _addresses(session, [guest_id])
    return _out(found, addresses.get(guest_id, []))


async def _addresses(session: AsyncSession, ids: list[UUID]) -> dict[UUID, list[AddressOut]]:
    query = select(GuestAddress).where(GuestAddress.guest_id.in_(ids)).order_by(GuestAddress.id)
    found: dict[UUID, list[AddressOut]] = {}
    for row in await session.scalars(query):
        found.setdefault(row.guest_id, []).append(AddressOut.model_validate(row))
    return found


def _out(guest: Guest, addresses: list[AddressOut]) -> GuestOut:
    return GuestOut.model_validate(guest).model_copy(update={"addresses": addresses})
