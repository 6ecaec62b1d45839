"""When a rule speaks: data, as it is kept with the rule, and the moment it names for a stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import BaseModel, ConfigDict, Field, field_validator

from bellhop.journeys.walltime import WallTime, moment_at

Anchor = Literal["checkin", "checkout", "booking"]
Event = Literal[
    "booked",
    "checked_in",
    "checked_out",
    "cancelled",
    "no_show",
    "room_ready",
    "moved",
    "message",
    "unhappy",
    "alert_resolved",
    "rated",
    "case_solved",
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Offset(_Part):
    """Elapsed hours from an anchor, before it when negative: a day when clocks change still has
    as many hours as it has."""

    type: Literal["offset"] = "offset"
    anchor: Anchor
    hours: float = Field(ge=-24 * 366, le=24 * 366)


class Local(_Part):
    """A wall time on a day counted from the anchor's own date in the hotel's zone; `middle` counts
    from the day in the middle of the stay."""

    type: Literal["local"] = "local"
    anchor: Literal["checkin", "checkout", "booking", "middle"]
    days: int = Field(default=0, ge=-366, le=366)
    time: WallTime


class On(_Part):
    """Something happened, and a delay after it. `words`: for messages, any of these."""

    type: Literal["event"] = "event"
    event: Event
    delay_minutes: int = Field(default=0, ge=0, le=60 * 24 * 90)
    words: tuple[str, ...] = ()


class Cron(_Part):
    """At the times of a cron line in the hotel's zone, for each stay of the audience."""

    type: Literal["cron"] = "cron"
    cron: str
    audience: Literal["in_house", "coming", "gone"] = "in_house"

    @field_validator("cron")
    @classmethod
    def _reads(cls, line: str) -> str:
        try:
            CronSim(line, datetime(2026, 1, 1))  # noqa: DTZ001 - only read, never compared
        except CronSimError as error:
            raise ValueError(f"{line!r} is not a cron line such as '0 9 * * 1'") from error
        return line


class Birthday(_Part):
    """The guest's first birthday from the day of arrival on."""

    type: Literal["birthday"] = "birthday"
    time: WallTime


class ByHand(_Part):
    """Only when a person says so: a broadcast."""

    type: Literal["by_hand"] = "by_hand"


When = Annotated[Offset | Local | On | Cron | Birthday | ByHand, Field(discriminator="type")]
CLOCKED = (Offset, Local, Birthday)
"""These name one moment for each stay, known from the stay alone."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The moments of a stay that rules count from: the real ones once known, else the planned."""

    zone: ZoneInfo
    checkin: datetime | None = None
    checkout: datetime | None = None
    booking: datetime | None = None
    birthday: date | None = None

    def day_of(self, name: str) -> date | None:
        """The anchor's date as the hotel's calendar has it."""
        if name == "middle":
            first, last = self.day_of("checkin"), self.day_of("checkout")
            return first + (last - first) // 2 if first and last else None
        moment: datetime | None = getattr(self, name)
        return moment.astimezone(self.zone).date() if moment else None


def due_moment(when: Any, anchors: Anchors) -> datetime | None:
    """The moment that a clocked rule names for a stay; None while its anchor is not known."""
    match when:
        case Offset():
            anchor: datetime | None = getattr(anchors, when.anchor)
            return anchor + timedelta(hours=when.hours) if anchor else None
        case Local():
            day = anchors.day_of(when.anchor)
            if day is None:
                return None
            return moment_at(day + timedelta(days=when.days), when.time, anchors.zone)
        case Birthday():
            day = _next_birthday(anchors)
            return moment_at(day, when.time, anchors.zone) if day else None
        case _:
            return None


def _next_birthday(anchors: Anchors) -> date | None:
    first = anchors.day_of("checkin")
    if first is None or anchors.birthday is None:
        return None
    this_year = _in_year(anchors.birthday, first.year)
    return this_year if this_year >= first else _in_year(anchors.birthday, first.year + 1)


def _in_year(born: date, year: int) -> date:
    """Who was born on 29 February is greeted on 1 March in other years."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
