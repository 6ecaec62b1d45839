"""Which hotel: the first page, and the list of those where somebody works."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bellhop import hotels
from bellhop.console import layout
from bellhop.console.desk import AnyVisitor

router = APIRouter()


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
    return layout.page(visitor, "doors/hotels.html", section="hotels", places=places)
