"""The list of guests and the page of one guest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import feedback, guests
from bellhop.console import layout
from bellhop.console.desk import Agent, Desk
from bellhop.console.guests import lists
from bellhop.console.inbox.rows import channels_of
from bellhop.conversations import Conversation
from bellhop.errors import NotFound
from bellhop.feedback import Rating
from bellhop.guests import Consent, Guest, GuestAddress, Stay

router = APIRouter(prefix="/h/{hotel}/guests")
SHOWN = 50
ALIKE = 8


@router.get("")
async def board(desk: Agent, view: str = "all", q: str = "", after: str = "") -> Response:
    """Who the hotel knows; a name, phone or room finds somebody."""
    async with desk.open() as session:
        rows, further = await lists.guests(session, desk, view, q, after)
    values: dict[str, Any] = {
        "rows": rows,
        "after": further,
        "view": view,
        "q": q,
        "views": lists.GUESTS,
    }
    return layout.page(desk, "guests/list.html", section="guests", **values)


@router.get("/{guest_id}")
async def one(desk: Agent, guest_id: UUID, q: str = "") -> Response:
    """Everything about one guest. `q`: somebody else whom they may be the same as."""
    async with desk.open() as session:
        values = await _values(session, desk, guest_id, q)
    return layout.page(desk, "guests/one.html", section="guests", **values)


async def _values(session: AsyncSession, desk: Desk, guest_id: UUID, q: str) -> dict[str, Any]:
    guest = await session.get(Guest, (desk.hotel.id, guest_id))
    if guest is None:
        raise NotFound("there is no such guest")
    consents = select(Consent).where(Consent.guest_id == guest_id).order_by(Consent.at.desc())
    stays = select(Stay).where(Stay.guest_id == guest_id).order_by(Stay.planned_arrival.desc())
    chats = select(Conversation).where(Conversation.guest_id == guest_id)
    ratings = select(Rating).where(Rating.guest_id == guest_id).order_by(Rating.rated_at.desc())
    addresses = select(GuestAddress).where(GuestAddress.guest_id == guest_id)
    merges = await guests.merges_of(session, guest_id)
    alike: list[lists.GuestRow] = []
    if q:
        alike = [row for row in (await lists.guests(session, desk, "all", q, ""))[0][:ALIKE]
                 if row.guest.id != guest_id]  # fmt: skip
    gone = [await session.get(Guest, (desk.hotel.id, each.gone_id)) for each in merges]
    return {
        "guest": guest,
        "addresses": list(await session.scalars(addresses)),
        "consents": list(await session.scalars(consents.limit(SHOWN))),
        "stays": list(await session.scalars(stays.limit(SHOWN))),
        "chats": list(await session.scalars(chats.limit(SHOWN))),
        "ratings": list(await session.scalars(ratings.limit(SHOWN))),
        "case": await feedback.case_of_guest(session, guest_id),
        "merges": [(each, other) for each, other in zip(merges, gone, strict=True)],
        "alike": alike,
        "twins": await guests.twins(session, guest_id) if not q else [],
        "channels": await channels_of(session),
        "q": q,
    }
