"""What a property system sent: kept, read with the mapping of today, taken in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bellhop import clock, db, guests, hotels
from bellhop.errors import BadInput, NotFound
from bellhop.guests import Mapping, PmsDelivery, Put, read_mapped
from bellhop.hotels import PmsDoor

RETRY = timedelta(minutes=2)
MOST_ATTEMPTS = 5


async def store_delivery(hotel_id: UUID, door_id: UUID, body: bytes) -> UUID:
    """Kept as it came; the sweeper finds it should nobody read it."""
    now = clock.now()
    row = PmsDelivery(
        hotel_id=hotel_id,
        id=clock.new_id(),
        door_id=door_id,
        body=body.decode("utf-8", "replace").replace("\x00", ""),
        body_hash=hashlib.sha256(body).digest(),
        due_at=now + RETRY,
    )
    async with db.hotel(hotel_id) as session:
        session.add(row)
        await session.execute(update(PmsDoor).where(PmsDoor.id == door_id).values(last_seen_at=now))
    return row.id


async def take_delivery(hotel_id: UUID, delivery_id: UUID) -> dict[str, Any]:
    """The step of TAKE_PMS, and what the caller is answered. Two callers who bring the same guest
    at once: one of them tries again."""
    for _ in range(2):
        try:
            return await _take(hotel_id, delivery_id)
        except IntegrityError:
            continue
    return await _take(hotel_id, delivery_id)


async def _take(hotel_id: UUID, delivery_id: UUID) -> dict[str, Any]:
    async with db.hotel(hotel_id) as session:
        row = await session.scalar(
            select(PmsDelivery).where(PmsDelivery.id == delivery_id).with_for_update(key_share=True)
        )
        if row is None:
            raise NotFound("there is no such delivery")
        door = await session.scalar(select(PmsDoor).where(PmsDoor.id == row.door_id))
        assert door is not None, "the delivery ends with its door"  # noqa: S101
        hotel = await hotels.read(session)
        report: list[dict[str, Any]] = []
        try:
            read = read_mapped(Mapping.model_validate(door.mapping), _json(row.body))
            good = [one.stay for one in read if one.stay is not None]
            puts = await guests.put_stays(session, hotel, good, how=f"pms:{door.name}")
            report = [_refused(one.external_id, one.reason) for one in read if one.stay is None]
            report += _report(puts)
        except BadInput as refusal:
            report = [_refused("", str(refusal))]
        refused = [line for line in report if line["outcome"] == "refused"]
        row.state = "refused" if refused else "taken"
        row.report = report
        row.due_at = None
        row.attempts += 1
        return {"id": str(row.id), "state": row.state, "bookings": report}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadInput(f"this is no JSON: {error}") from None


def _report(puts: Sequence[Put]) -> list[dict[str, Any]]:
    return [
        {"external_id": put.external_id, "outcome": put.outcome, "reason": put.reason}
        for put in puts
    ]


def _refused(external_id: str, reason: str) -> dict[str, Any]:
    return {"external_id": external_id, "outcome": "refused", "reason": reason}
