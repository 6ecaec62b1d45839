"""Playing the events of bookings against a rule with a pretended clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AwareDatetime, BaseModel, ConfigDict, NaiveDatetime, field_validator

from bellhop.journeys.planner import Terms, Verdict, decide
from bellhop.journeys.walltime import Hours, WallTime, moment_at
from bellhop.journeys.when import Anchors, Local, Offset


class _Given(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class GivenRule(_Given):
    """As a case spells it. Elapsed time may also be given in whole days of 24 hours."""

    type: Literal["offset", "local"]
    anchor: Literal["checkin", "checkout"]
    hours: float = 0
    days: int = 0
    time: WallTime | None = None
    in_stay: bool = False

    def when(self) -> Offset | Local:
        if self.type == "offset":
            return Offset(anchor=self.anchor, hours=self.hours + 24 * self.days)
        if self.time is None:
            raise ValueError("a local rule needs a time")
        return Local(anchor=self.anchor, days=self.days, time=self.time)


class GivenQuiet(_Given):
    start: WallTime
    end: WallTime


class GivenEvent(_Given):
    """`checkin` and `checkout` are wall times, given where they are new."""

    at_utc: datetime
    event: Literal[
        "booking_created",
        "booking_changed",
        "booking_cancelled",
        "booking_reinstated",
        "opt_out",
        "opt_in",
    ]
    checkin: NaiveDatetime | None = None
    checkout: NaiveDatetime | None = None

    @field_validator("at_utc")
    @classmethod
    def _utc(cls, at: AwareDatetime) -> datetime:
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


class Case(_Given):
    id: str | int
    timezone: str
    rule: GivenRule
    quiet_hours: GivenQuiet | None = None
    events: tuple[GivenEvent, ...]

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{name!r} is not a time zone") from None
        return name


@dataclass(slots=True)
class Booking:
    """One stay, one rule, one guest, and what was sent."""

    terms: Terms
    anchors: Anchors
    booked: bool = False
    cancelled: bool = False
    stopped: bool = False
    verdict: Verdict | None = None
    sent_at: datetime | None = None

    def clock_reaches(self, now: datetime) -> None:
        """What falls due before this moment goes; news of the very moment comes first."""
        goes_at = self.verdict.goes_at if self.verdict else None
        if self.sent_at is None and goes_at is not None and goes_at < now:
            self.sent_at = goes_at

    def hear(self, event: GivenEvent) -> None:
        match event.event:
            case "booking_created" | "booking_reinstated":
                self.booked, self.cancelled = True, False
            case "booking_cancelled":
                self.cancelled = True
            case "opt_out":
                self.stopped = True
            case "opt_in":
                self.stopped = False
            case "booking_changed":
                self.booked = True
        self._keep_dates(event)
        if self.sent_at is None:
            self.verdict = decide(
                self.terms, self.anchors, event.at_utc, before=self.verdict, barred=self._barred()
            )

    def _keep_dates(self, event: GivenEvent) -> None:
        zone = self.anchors.zone
        if event.checkin:
            moment = moment_at(event.checkin.date(), event.checkin.time(), zone)
            self.anchors = replace(self.anchors, checkin=moment)
        if event.checkout:
            moment = moment_at(event.checkout.date(), event.checkout.time(), zone)
            self.anchors = replace(self.anchors, checkout=moment)

    def _barred(self) -> str | None:
        if not self.booked:
            return "not_booked"
        if self.cancelled:
            return "cancelled"
        return "guest_said_stop" if self.stopped else None


FAR = datetime.max.replace(tzinfo=UTC)


def play(case: Case) -> list[datetime]:
    """The moments at which the rule's message is sent: one at most."""
    quiet = case.quiet_hours
    terms = Terms(
        case.rule.when(),
        (Hours(quiet.start, quiet.end),) if quiet else (),
        in_stay=case.rule.in_stay,
    )
    booking = Booking(terms, Anchors(ZoneInfo(case.timezone)))
    for event in sorted(case.events, key=lambda each: each.at_utc):
        booking.clock_reaches(event.at_utc)
        booking.hear(event)
    booking.clock_reaches(FAR)
    return [booking.sent_at] if booking.sent_at else []


def play_all(given: dict[str, Any]) -> list[dict[str, Any]]:
    """`{cases: […]}` in, `[{id, sends}]` out. Raises ValueError."""
    return [_played(raw) for raw in given["cases"]]


def _played(raw: dict[str, Any]) -> dict[str, Any]:
    case = Case.model_validate(raw)
    return {"id": case.id, "sends": [f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in play(case)]}
