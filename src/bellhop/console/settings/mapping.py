"""Addresses for property systems: the mapping of their fields, tried on an example first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response
from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db, guests, hotels, jobs
from bellhop.console.desk import Desk, Manager
from bellhop.console.settings import frame
from bellhop.console.settings.staff import public_url
from bellhop.errors import BadInput, NotFound
from bellhop.guests import Mapping, PmsDelivery, read_mapped
from bellhop.hotels import PmsDoor
from bellhop.jobs import Job

router = APIRouter(prefix="/h/{hotel}/settings/mapping")
Word = Annotated[str, Form()]
LONGEST = 200_000
DELIVERIES = 10
START = {
    "each": "$.reservations[*]",
    "fields": {
        "external_id": "$.id",
        "guest.name": "$.guest.name",
        "guest.phone": "$.guest.phone",
        "arrival": "$.arrival",
        "departure": "$.departure",
        "room": "$.room",
        "status": "$.status",
    },
    "values": {"status": {"CXL": "cancelled"}},
}
EXAMPLE = {
    "reservations": [
        {
            "id": "R-1001",
            "guest": {"name": "Anna Example", "phone": "+1 555 010 0199"},
            "arrival": "2027-06-18T14:00:00+03:00",
            "departure": "2027-06-22T12:00:00+03:00",
            "room": "304",
            "status": "confirmed",
        }
    ]
}
# words: begin
OUTCOMES = {
    "created": "New",
    "changed": "Changed",
    "same": "Known already",
    "stale": "Older than what is known",
    "refused": "Refused",
}
STATES = {
    "waiting": "waiting",
    "taken": "taken in",
    "refused": "partly refused",
}
WRONG = {
    "name": "Write whose address it is.",
    "json": "The mapping is no JSON: {why}",
    "mapping": "The mapping cannot be used: {why}",
    "example": "The example is no JSON: {why}",
    "nothing": "The mapping finds no booking in the example: {why}",
}
# words: end


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of one booking of the example."""

    external_id: str
    outcome: str
    reason: str
    stay: guests.StayGiven | None


class NotSo(BadInput):
    """One of WRONG, with its reason."""

    def __init__(self, key: str, why: str = "") -> None:
        super().__init__(WRONG[key])
        self.why = why


@router.get("")
async def show(desk: Manager, door: str = "") -> Response:
    return await _page(desk, door_id=UUID(door) if door else None)


@router.post("")
async def keep(
    desk: Manager,
    name: Word = "",
    mapping: Word = "",
    example: Word = "",
    deed: Word = "try",
    door: Word = "",
) -> Response:
    """Try the mapping on the example, or keep it: as a new address, or for a known one."""
    door_id = UUID(door) if door else None
    given = {"name": name, "mapping": mapping, "example": example}
    try:
        wanted = _mapping(mapping)
        if deed == "try":
            lines = await _tried(desk, wanted, example)
            return await _page(desk, door_id=door_id, given=given, lines=lines)
        _named(name, door_id)
    except NotSo as error:
        wrong = desk.words(str(error)).replace("{why}", error.why)
        return await _page(desk, door_id=door_id, given=given, wrong=wrong)
    kept = wanted.model_dump()
    async with desk.open() as session:
        if door_id is not None:
            await hotels.change_pms_door(
                session, desk.hotel.id, door_id, mapping=kept, actor=desk.actor
            )
            return frame.back(desk, "mapping")
        made, secret = await hotels.make_pms_door(
            session, desk.hotel.id, name=name, mapping=kept, actor=desk.actor
        )
    return await _page(desk, door_id=made, secret=secret)


@router.post("/{door_id}/close")
async def close(desk: Manager, door_id: UUID) -> Response:
    async with desk.open() as session:
        await hotels.close_pms_door(session, desk.hotel.id, door_id, actor=desk.actor)
    return frame.back(desk, "mapping", "removed")


@router.post("/deliveries/{delivery_id}/again")
async def again(desk: Manager, delivery_id: UUID) -> Response:
    """Read a message once more, with the mapping of today."""
    async with desk.open() as session:
        found = await session.scalar(
            update(PmsDelivery)
            .where(PmsDelivery.id == delivery_id, PmsDelivery.state == "refused")
            .values(state="waiting", due_at=clock.now())
            .returning(PmsDelivery.id)
        )
        if found is None:
            raise NotFound("there is no such message")
        jobs.enqueue(session, Job.TAKE_PMS, desk.hotel.id, delivery_id)
        await hotels.note(session, desk.hotel.id, desk.actor, "pms_read_again")
    return frame.back(desk, "mapping", "replayed")


def _named(name: str, door_id: UUID | None) -> None:
    if door_id is None and not name.strip():
        raise NotSo("name")


def _mapping(text: str) -> Mapping:
    if len(text) > LONGEST:
        raise NotSo("mapping", "200 000")
    try:
        return Mapping.model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NotSo("mapping", f"{where} {first['msg']}".strip()) from None
    except ValueError as error:
        raise NotSo("json", str(error)) from None


async def _tried(desk: Desk, mapping: Mapping, example: str) -> list[Line]:
    """What would come of the example; nothing is kept. Raises NotSo."""
    try:
        read = read_mapped(mapping, json.loads(example[:LONGEST]))
    except BadInput as error:
        raise NotSo("nothing", str(error)) from None
    except ValueError as error:
        raise NotSo("example", str(error)) from None
    lines: list[Line] = []
    async with db.rehearsal(desk.hotel.id) as session:
        good = [one.stay for one in read if one.stay is not None]
        puts = iter(await guests.put_stays(session, desk.hotel, good, how="try"))
        for one in read:
            if one.stay is None:
                lines.append(Line(one.external_id, "refused", one.reason, None))
            else:
                put = next(puts)
                lines.append(Line(one.external_id, put.outcome, put.reason, one.stay))
    return lines


async def _page(
    desk: Desk,
    *,
    door_id: UUID | None = None,
    given: dict[str, str] | None = None,
    lines: list[Line] | None = None,
    wrong: str = "",
    secret: str = "",
) -> Response:
    async with desk.open() as session:
        doors = [each for each in await hotels.pms_doors(session) if each.closed_at is None]
        chosen = next((each for each in doors if each.id == door_id), None)
        deliveries = await _deliveries(session, chosen)
    return frame.show(
        desk, "mapping", "settings/mapping.html", wrong=wrong, doors=doors, chosen=chosen,
        deliveries=deliveries, lines=lines, given=given or _given(chosen), secret=secret,
        outcomes=OUTCOMES, states=STATES,
        address=f"{public_url(desk.request)}/webhooks/pms/{desk.hotel.slug}",
        fields=sorted((*guests.StayGiven.model_fields, *_GUEST)),
    )  # fmt: skip


_GUEST = tuple(f"guest.{name}" for name in guests.GuestGiven.model_fields if name != "consents")


async def _deliveries(session: AsyncSession, door: PmsDoor | None) -> list[PmsDelivery]:
    if door is None:
        return []
    query = select(PmsDelivery).where(PmsDelivery.door_id == door.id)
    return list(await session.scalars(query.order_by(PmsDelivery.id.desc()).limit(DELIVERIES)))


def _given(door: PmsDoor | None) -> dict[str, str]:
    mapping: Any = START if door is None else {k: v for k, v in door.mapping.items() if v}
    return {
        "name": door.name if door else "",
        "mapping": json.dumps(mapping, ensure_ascii=False, indent=2),
        "example": json.dumps(EXAMPLE, ensure_ascii=False, indent=2),
    }
