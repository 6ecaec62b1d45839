"""Which hotel: the first page, and the list of those where somebody works."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bellhop import alerts, db, hotels
from bellhop.console import layout
from bellhop.console.desk import AnyVisitor
from bellhop.hotels import Account, Place

router = APIRouter()
# words: begin
STATES = {
    "authorized": "connected",
    "not_authorized": "not connected",
    "blocked": "blocked",
    "suspended": "restricted",
    "sleeping": "phone off",
    "starting": "starts",
    "pending_password": "waits for a password",
    "unknown": "not looked at",
}
# words: end


@router.get("/")
async def first(visitor: AnyVisitor) -> Response:
    """One hotel: to its inbox. Several: choose."""
    places = await hotels.people.places_of(visitor.staff)
    if len(places) == 1:
        return RedirectResponse(f"/h/{places[0].slug}/inbox", 303)
    return RedirectResponse("/hotels", 303)


@router.get("/hotels")
async def choose(visitor: AnyVisitor) -> Response:
    places = await hotels.people.places_of(visitor.staff)
    health = [await _health(place) for place in places] if visitor.staff.operator else []
    return layout.page(
        visitor, "doors/hotels.html", section="hotels", places=places, states=STATES,
        health={each.place.hotel_id: each for each in health},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Health:
    """What an operator sees of a hotel: its numbers, and how many alerts nobody has taken."""

    place: Place
    numbers: list[Account]
    alerts: int
    sandbox: bool


async def _health(place: Place) -> Health:
    async with db.hotel(place.hotel_id) as session:
        hotel = await hotels.read(session)
        numbers = await hotels.accounts(session)
        found = await alerts.open_alerts(session)
    free = sum(each.state == "open" for each in found)
    return Health(place, numbers, free, hotel.sandbox)
