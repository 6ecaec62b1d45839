"""What a rule counts from for one stay, and what keeps it from speaking at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from bellhop.db import table_of
from bellhop.guests import Guest, Stay
from bellhop.hotels import Hotel
from bellhop.journeys.definition import Definition
from bellhop.journeys.when import Anchors, Local, Offset, On

_stay, _guest = table_of(Stay), table_of(Guest)


@dataclass(frozen=True, slots=True)
class StayNow:
    """A stay and its guest as they are now."""

    id: UUID
    guest_id: UUID
    status: str
    planned_arrival: datetime
    planned_departure: datetime
    real_arrival: datetime | None
    real_departure: datetime | None
    booked_at: datetime
    birthday: date | None
    stopped_at: datetime | None
    service: bool | None
    marketing: bool | None

    def anchors(self, hotel: Hotel) -> Anchors:
        """The real arrival and departure once known, else the planned ones."""
        return Anchors(
            ZoneInfo(hotel.timezone),
            checkin=self.real_arrival or self.planned_arrival,
            checkout=self.real_departure or self.planned_departure,
            booking=self.booked_at,
            birthday=self.birthday,
        )


def stays_now() -> Select[Any]:
    """Selects what a StayNow is made of."""
    return select(
        _stay.c.id,
        _stay.c.guest_id,
        _stay.c.status,
        _stay.c.planned_arrival,
        _stay.c.planned_departure,
        _stay.c.real_arrival,
        _stay.c.real_departure,
        _stay.c.booked_at,
        _guest.c.birthday,
        _guest.c.stopped_at,
        _guest.c.service,
        _guest.c.marketing,
    ).join(_guest, (_guest.c.hotel_id == _stay.c.hotel_id) & (_guest.c.id == _stay.c.guest_id))


def bar(definition: Definition, stay: StayNow, hotel: Hotel) -> str | None:
    """Why this rule may say nothing about this stay as things are; None when it may."""
    return (
        consent_bar(definition, stay.stopped_at, stay.service, stay.marketing)
        or status_bar(definition, stay.status)
        or _waits_for_report(definition, stay, hotel)
    )


def consent_bar(
    definition: Definition,
    stopped_at: datetime | None,
    service: bool | None,
    marketing: bool | None,
) -> str | None:
    """Marketing needs a yes; service messages belong to the stay, unless the guest said no."""
    if stopped_at is not None:
        return "guest_said_stop"
    if definition.manners.kind == "marketing":
        return None if marketing else "no_marketing_consent"
    return "no_service_consent" if service is False else None


def status_bar(definition: Definition, status: str) -> str | None:
    """A cancelled stay gets nothing but the word that it is cancelled; the same for a guest who
    did not come."""
    if status not in ("cancelled", "no_show"):
        return None
    when = definition.when
    told = isinstance(when, On) and when.event == status
    return None if told else status


def _waits_for_report(definition: Definition, stay: StayNow, hotel: Hotel) -> str | None:
    if not hotel.rules.pms_reports_checkins or stay.real_arrival or stay.status != "booked":
        return None
    when = definition.when
    after = (isinstance(when, Offset) and when.anchor == "checkin" and when.hours >= 0) or (
        isinstance(when, Local)
        and (when.anchor == "middle" or (when.anchor == "checkin" and when.days > 0))
    )
    return "waits_for_checkin" if after else None
