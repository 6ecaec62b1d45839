"""One thing that happened to a stay, told by itself: checked in, room ready, moved."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.errors import NotFound
from bellhop.guests.apply import moment_of
from bellhop.guests.models import Stay
from bellhop.guests.news import Before, news_of
from bellhop.guests.put import Put
from bellhop.hotels import Happened, Hotel, Kind, happened

StatusEvent = Literal[
    "checked_in", "checked_out", "cancelled", "no_show", "reinstated", "room_ready", "moved"
]
_ORDER = {"booked": 0, "checked_in": 1, "checked_out": 2}


class EventGiven(BaseModel):
    """`at` without an offset is the hotel's wall time; when missing, it happens now."""

    model_config = ConfigDict(extra="forbid")
    event: StatusEvent
    at: datetime | None = None
    room: Annotated[str, Field(max_length=120)] | None = None


async def tell(session: AsyncSession, hotel: Hotel, external_id: str, given: EventGiven) -> Put:
    """Keep the event. Told twice it changes nothing; told late it fills its own moment only.
    Raises NotFound for a stay that we do not know."""
    stay = await _stay(session, external_id)
    now = hotel.now()
    at = moment_of(hotel, given.at) if given.at is not None else now
    before = Before.of(stay)
    changes = _change(stay, given, at)
    await session.flush()
    news = news_of(stay, before, changes - {"room_ready_at"}, now)
    if "room_ready_at" in changes:
        news.append(Happened(Kind.ROOM_READY, at, stay.guest_id, stay.id))
    for what in news:
        happened(session, hotel.id, what)
    outcome: Literal["changed", "same"] = "changed" if changes else "same"
    return Put(external_id, outcome, stay.id, stay.guest_id, tuple(sorted(changes)))


async def _stay(session: AsyncSession, external_id: str) -> Stay:
    query = select(Stay).where(Stay.external_id == external_id).with_for_update(key_share=True)
    stay = (await session.scalars(query)).one_or_none()
    if stay is None:
        raise NotFound(f"there is no stay {external_id!r}")
    return stay


def _change(stay: Stay, given: EventGiven, at: datetime) -> set[str]:
    changes: set[str] = set()
    if given.room and given.room != stay.room:
        stay.room = given.room
        changes.add("room")
    match given.event:
        case "checked_in" | "checked_out":
            changes |= _arrive_or_leave(stay, given.event, at)
        case "cancelled" | "no_show":
            changes |= _become(stay, given.event)
        case "reinstated":
            if stay.status in ("cancelled", "no_show"):
                changes |= _become(stay, "booked")
        case "room_ready":
            if stay.room_ready_at is None and stay.status == "booked":
                stay.room_ready_at = at
                changes.add("room_ready_at")
        case "moved":
            pass  # the room itself says it
    return changes


def _arrive_or_leave(stay: Stay, event: str, at: datetime) -> set[str]:
    name = "real_arrival" if event == "checked_in" else "real_departure"
    changes: set[str] = set()
    if getattr(stay, name) is None:
        setattr(stay, name, at)
        changes.add(name)
    # a check-in that reaches us after the check-out does not bring the guest back
    if _ORDER.get(stay.status, 0) < _ORDER[event]:
        changes |= _become(stay, event)
    return changes


def _become(stay: Stay, status: str) -> set[str]:
    if stay.status == status:
        return set()
    stay.status = status
    return {"status"}
