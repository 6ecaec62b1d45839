"""Which rungs of the ladder are due: a calculation over what is known, without a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bellhop.alerts.models import AlertCall
from bellhop.hotels.ladder import Rung

FIRST_PAUSE_SECONDS = 60
MOST_TRIES = 6
WEIGHT = {"waiting": 0, "warn": 1, "danger": 2}


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now, and when to look again: None when nobody is left."""

    now: list[Rung]
    again_at: datetime | None


def climb(
    ladder: Sequence[Rung],
    calls: Sequence[AlertCall],
    *,
    severity: str,
    called_at: datetime,
    now: datetime,
    desk_open: bool,
) -> Step:
    """`calls` are those of this round. A rung is called once, and again after growing pauses when
    that failed. When the hours leave nobody to call, everybody is: an alert that nobody gets is
    worse than one at the wrong hour. Danger knows no hours."""
    due_at = due_rungs(ladder, calls, severity=severity, called_at=called_at, desk_open=desk_open)
    return Step(
        [rung for rung, due in due_at.items() if due <= now],
        min((due for due in due_at.values() if due > now), default=None),
    )


def due_rungs(
    ladder: Sequence[Rung],
    calls: Sequence[AlertCall],
    *,
    severity: str,
    called_at: datetime,
    desk_open: bool,
) -> dict[Rung, datetime]:
    """Every rung that is still to be called, and when."""
    mine = [rung for rung in ladder if WEIGHT[severity] >= WEIGHT[rung.least]]
    awake = [rung for rung in mine if _at_this_hour(rung, severity, desk_open=desk_open)]
    due_at = {rung: _due(rung, calls, called_at) for rung in awake or mine}
    return {rung: due for rung, due in due_at.items() if due is not None}


def _at_this_hour(rung: Rung, severity: str, *, desk_open: bool) -> bool:
    if severity == "danger" or rung.hours == "always":
        return True
    return rung.hours == ("open" if desk_open else "closed")


def _due(rung: Rung, calls: Sequence[AlertCall], called_at: datetime) -> datetime | None:
    tries = [call for call in calls if call.rung_id == rung.id]
    if any(call.state in ("told", "queued") for call in tries) or len(tries) >= MOST_TRIES:
        return None
    if tries:
        pause = FIRST_PAUSE_SECONDS * 2 ** (len(tries) - 1)
        return max(call.at for call in tries) + timedelta(seconds=pause)
    return called_at + timedelta(seconds=rung.after_seconds)
