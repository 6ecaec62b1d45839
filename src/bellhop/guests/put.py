"""Taking bookings in: any number at once, each any number of times, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.errors import BadInput
from bellhop.guests.apply import apply, is_stale
from bellhop.guests.desk import Desk
from bellhop.guests.given import StayGiven
from bellhop.guests.models import Stay
from bellhop.guests.news import Before, news_of
from bellhop.hotels import Happened, Hotel, happened

Outcome = Literal["created", "changed", "same", "stale", "refused"]


@dataclass(frozen=True, slots=True)
class Put:
    """What became of one booking. `stale`: we know a newer state, so nothing was changed.
    `refused`: nothing was kept, `reason` says why."""

    external_id: str
    outcome: Outcome
    stay_id: UUID | None = None
    guest_id: UUID | None = None
    changes: tuple[str, ...] = ()
    reason: str = ""


async def put_stays(
    session: AsyncSession, hotel: Hotel, given: Sequence[StayGiven], *, how: str
) -> list[Put]:
    """Keep these bookings; one that cannot be kept is refused and spoils no other.

    `how` says by which way they came, for consents. Two callers who bring the same new booking or
    phone at once: one of them gets an IntegrityError and may simply try again.
    """
    desk = await Desk.open(session, hotel, given)
    news: list[Happened] = []
    puts = [_put(desk, one, how, news) for one in given]
    await desk.save()
    for what in news:
        happened(session, hotel.id, what)
    return puts


def _put(desk: Desk, given: StayGiven, how: str, news: list[Happened]) -> Put:
    known = desk.stays.get(given.external_id)
    if known is not None and is_stale(desk.hotel, known, given):
        return Put(given.external_id, "stale", known.id, known.guest_id)
    try:
        return _keep(desk, known, given, how, news)
    except BadInput as refusal:
        return Put(given.external_id, "refused", reason=str(refusal))


def _keep(desk: Desk, known: Stay | None, given: StayGiven, how: str, news: list[Happened]) -> Put:
    now = desk.now
    phone = desk.phone_of(given.guest)
    stay = known if known is not None else _new(desk, given, now)
    before = Before.of(stay) if known is not None else None
    changes = apply(desk.hotel, stay, given, now)  # refuses before anything is made
    guest = desk.guest_for(stay, given.guest, phone)
    changes |= desk.know_better(guest, given.guest, how, news)
    if stay.guest_id != guest.id:
        stay.guest_id = guest.id
        changes.add("guest")
    if known is None:
        desk.add_stay(stay)
    news.extend(news_of(stay, before, changes, now))
    outcome: Outcome = "created" if known is None else "changed" if changes else "same"
    return Put(given.external_id, outcome, stay.id, guest.id, tuple(sorted(changes)))


def _new(desk: Desk, given: StayGiven, now: datetime) -> Stay:
    if given.arrival is None or given.departure is None:
        raise BadInput("a new booking needs its arrival and its departure")
    return Stay(
        hotel_id=desk.hotel.id,
        id=clock.new_id(),
        external_id=given.external_id,
        status="booked",
        source="",
        room="",
        room_type="",
        rate="",
        attributes={},
        booked_at=given.booked_at or now,
        created_at=clock.now(),
    )
