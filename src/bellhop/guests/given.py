"""A booking as somebody gives it to us: a property system, a file, a clerk.

A field that is not given keeps what we know; an empty one (null) clears it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Status = Literal["booked", "checked_in", "checked_out", "cancelled", "no_show"]
LONGEST_NIGHTS = 730
MOST_ATTRIBUTES = 50


def _plain(text: str) -> str:
    """Without the zero byte, which PostgreSQL cannot keep, and without blanks around."""
    return text.replace("\x00", "").strip()


Short = Annotated[str, Field(max_length=120), AfterValidator(_plain)]
Words = Annotated[str, Field(max_length=500), AfterValidator(_plain)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")

    def says(self, name: str) -> bool:
        return name in self.model_fields_set


class ConsentGiven(_Given):
    """A yes or no to messages that we start. `wording`: what the guest read when saying it."""

    kind: Literal["service", "marketing"]
    given: bool
    at: datetime | None = None
    how: Short
    wording: Words = ""


class GuestGiven(_Given):
    """Who stays. Without a phone the guest is known by this booking alone."""

    name: Short = ""
    phone: Annotated[str, Field(max_length=60)] | None = None
    """In any spelling; without a plus it is read as a number of the hotel's country."""
    agency: bool = False
    """The phone is a travel agency's: it names no guest, and no guest is written to on it."""
    email: Annotated[str, Field(max_length=254)] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    birthday: date | None = None
    tags: Annotated[list[Short], Field(max_length=30)] = Field(default_factory=list)
    consents: Annotated[list[ConsentGiven], Field(max_length=10)] = Field(default_factory=list)


Moment = datetime | date
"""With an offset: that moment. Without: the hotel's wall time. A bare day: the hotel's own hour."""


class StayGiven(_Given):
    """One booking. `version` or `changed_at` let a late copy of an older state be known as such."""

    external_id: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_plain)]
    guest: GuestGiven = Field(default_factory=GuestGiven)
    source: Short = ""
    room: Short = ""
    room_type: Short = ""
    rate: Short = ""
    adults: Annotated[int, Field(ge=0, le=500)] | None = None
    children: Annotated[int, Field(ge=0, le=500)] | None = None
    status: Status = "booked"
    arrival: Moment | None = None
    departure: Moment | None = None
    real_arrival: datetime | None = None
    real_departure: datetime | None = None
    booked_at: datetime | None = None
    version: Annotated[str, Field(max_length=60)] | None = None
    changed_at: datetime | None = None
    attributes: Annotated[dict[str, Any], Field(max_length=MOST_ATTRIBUTES)] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _leaves_after_coming(self) -> StayGiven:
        if self.arrival is not None and self.departure is not None:
            nights = (_day(self.departure) - _day(self.arrival)).days
            if nights < 0:
                raise ValueError("the departure lies before the arrival")
            if nights > LONGEST_NIGHTS:
                raise ValueError(f"a stay of {nights} nights is longer than we take")
        return self


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def as_wall(moment: Moment, hour: time) -> datetime:
    """A day gets the hour; a time stays what it is."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, hour)
