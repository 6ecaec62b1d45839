"""Wall times of a hotel's zone and the moments they mean, on the days when clocks change too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WallTime = time
"""For fields that are themselves called `time`."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of each day in wall times, [start, end); across midnight when it ends before it
    starts. None at all when both are equal."""

    start: time
    end: time

    def hold(self, wall: time) -> bool:
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end


def moment_at(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The moment when the hotel's clock shows this. A wall time that is left out when clocks go
    forward moves forward by as much (02:30 becomes 03:30); of one that comes twice when they go
    back the first counts."""
    return datetime.combine(day, wall, tzinfo=zone).replace(fold=0).astimezone(UTC)


def wait_out(moment: datetime, quiet: Hours, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    local = moment.astimezone(zone)
    if not quiet.hold(local.time()):
        return moment
    day = local.date()
    if quiet.end <= local.time():
        day += timedelta(days=1)
    ends = datetime.combine(day, quiet.end, tzinfo=zone)
    if ends.astimezone(UTC) <= moment:  # clocks went back: this wall time comes a second time
        ends = ends.replace(fold=1)
    return ends.astimezone(UTC)
