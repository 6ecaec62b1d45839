"""Bookings: pushed in by a property system, read back, and what happened to them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Path, Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bellhop import db, guests, hotels
from bellhop.api.again import IdempotencyKey, once
from bellhop.api.door import Reader, Writer
from bellhop.api.pages import Cursor, Limit, Page, Since, page_of
from bellhop.api.problems import RESPONSES
from bellhop.errors import BadInput, NotFound
from bellhop.guests import EventGiven, Put, Stay, StayGiven
from bellhop.hotels import Bearer

router = APIRouter(prefix="/stays", tags=["stays"], responses=RESPONSES)
ExternalId = Annotated[str, Path(min_length=1, max_length=120, description="Your own number.")]
TRIES = 3
EXAMPLE: dict[str, Any] = {
    "guest": {"name": "Anna Ivanova", "phone": "+7 900 000-00-01", "language": "ru"},
    "arrival": "2026-12-18T15:00",
    "departure": "2026-12-22",
    "room_type": "Double",
    "rate": "BAR",
    "adults": 2,
    "status": "booked",
    "version": "3",
    "changed_at": "2026-12-01T09:30:00Z",
}


class StayIn(StayGiven):
    """A booking as you know it. A field left out keeps what is known; null clears it."""

    external_id: str = ""
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})


class StayOut(BaseModel):
    """A stay as Bellhop knows it. Times are UTC."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    external_id: str | None
    guest_id: UUID
    source: str
    room: str
    room_type: str
    rate: str
    adults: int | None
    children: int | None
    status: str
    planned_arrival: datetime
    planned_departure: datetime
    real_arrival: datetime | None
    real_departure: datetime | None
    booked_at: datetime
    room_ready_at: datetime | None
    version: str | None
    attributes: dict[str, Any]
    updated_at: datetime


class Done(BaseModel):
    """What became of it. `stale`: a newer state is known, nothing was changed."""

    outcome: Literal["created", "changed", "same", "stale"]
    stay_id: UUID
    guest_id: UUID
    changes: list[str]


@router.put("/{external_id}", summary="Push a booking", status_code=200)
async def put(
    external_id: ExternalId,
    given: Annotated[StayIn, Body()],
    bearer: Writer,
    response: Response,
) -> Done:
    """Creates or changes; the same again changes nothing; an older version that comes late is
    answered `stale`. 201 when the stay is new."""
    whole = StayGiven.model_validate(
        {**given.model_dump(exclude_unset=True), "external_id": external_id}
    )
    done = _done(await _put(bearer, whole))
    response.status_code = 201 if done.outcome == "created" else 200
    return done


@router.post("/{external_id}/events", summary="Tell what happened to a stay")
async def tell(
    external_id: ExternalId,
    given: Annotated[EventGiven, Body()],
    bearer: Writer,
    key: IdempotencyKey = None,
) -> Done:
    """Checked in or out, cancelled, no-show, reinstated, room ready, moved. Told twice it changes
    nothing."""
    async with db.hotel(bearer.hotel_id) as session:
        hotel = await hotels.read(session)

        async def deed() -> Done:
            return _done(await guests.tell(session, hotel, external_id, given))

        return Done.model_validate(await once(session, bearer, key, given, deed))


@router.get("/{external_id}", summary="One stay")
async def one(external_id: ExternalId, bearer: Reader) -> StayOut:
    async with db.hotel(bearer.hotel_id) as session:
        found = await session.scalar(select(Stay).where(Stay.external_id == external_id))
        if found is None:
            raise NotFound(f"there is no stay {external_id!r}")
        return StayOut.model_validate(found)


@router.get("", summary="Stays, in the order of their last change")
async def many(
    bearer: Reader,
    changed_since: Since = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[StayOut]:
    async with db.hotel(bearer.hotel_id) as session:
        asked = (changed_since, cursor, limit)
        rows, next_, until = await page_of(
            session, select(Stay), (Stay.updated_at.expression, Stay.id.expression), asked
        )
        items = [StayOut.model_validate(row) for row in rows]
    return Page(items=items, next=next_, until=until)


async def _put(bearer: Bearer, given: StayGiven) -> Put:
    """Somebody may bring the same new guest at this moment; then ours comes second."""
    for tried in range(TRIES):
        try:
            async with db.hotel(bearer.hotel_id) as session:
                hotel = await hotels.read(session)
                [done] = await guests.put_stays(session, hotel, [given], how=f"api:{bearer.name}")
                return done
        except IntegrityError:
            if tried == TRIES - 1:
                raise
    raise AssertionError("returned or raised")


def _done(put: Put) -> Done:
    if put.outcome == "refused":
        raise BadInput(put.reason)
    assert put.stay_id is not None, "kept"  # noqa: S101
    assert put.guest_id is not None, "kept"  # noqa: S101
    return Done(
        outcome=put.outcome,
        stay_id=put.stay_id,
        guest_id=put.guest_id,
        changes=list(put.changes),
    )
