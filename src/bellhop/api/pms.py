"""The address that a property system calls, when it can call an address and nothing more."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bellhop import hotels, log
from bellhop.api.door import Guard
from bellhop.api.problems import answer
from bellhop.api.take_pms import store_delivery, take_delivery
from bellhop.errors import NotFound

router = APIRouter(tags=["property systems"])
logger = log.get(__name__)
BODY_LIMIT = 1024 * 1024


@router.post("/webhooks/pms/{hotel}")
async def receive(hotel: str, request: Request) -> JSONResponse:
    """200 once stored, with what became of each booking in it. Stored before it is read: what
    cannot be read today can be read again when the mapping was mended."""
    guard: Guard = request.app.state.guard
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    door = await hotels.pms_door_of(secret.strip()) if scheme.lower() == "bearer" else None
    if door is None or await _slug_differs(door[0], hotel):
        if guard.refused_too_often(request):
            return answer(429, "Too many requests without a good token.")
        return answer(401, "A token is needed: Authorization: Bearer TOKEN.")
    if guard.too_many(str(door[1])):
        return answer(429, "Too many requests with this token.")
    body = await request.body()
    if len(body) > BODY_LIMIT:
        return answer(413, "More than 1 MiB at once; send fewer bookings.")
    delivery_id = await store_delivery(door[0], door[1], body)
    return JSONResponse(await take_delivery(door[0], delivery_id))


async def _slug_differs(hotel_id: UUID, slug: str) -> bool:
    try:
        return await hotels.id_of_slug(slug) != hotel_id
    except NotFound:
        return True
