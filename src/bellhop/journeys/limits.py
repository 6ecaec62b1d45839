"""How much a guest hears from us: one message in so many hours, so many in a stay, the most
important first. Pure, so that a forecast says the same as the sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Candidate:
    """A message that counts and is still to go."""

    id: UUID
    stay_id: UUID | None
    goes_at: datetime
    priority: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What the guest has been sent: the last that counts, and how many for each stay."""

    last: datetime | None
    in_stay: Mapping[UUID | None, int]


def too_much(
    candidates: Sequence[Candidate], heard: Heard, pause: timedelta, per_stay: int
) -> dict[UUID, str]:
    """Of the messages that would go, those that will not, and why.

    In the order of time: one that follows the last too soon is dropped, and so is one that would
    stand in the way of a more important one. When more are left than a stay may get, the least
    important are dropped.
    """
    dropped: dict[UUID, str] = {}
    ordered = sorted(candidates, key=lambda each: (each.goes_at, -each.priority, each.id))
    last, left = heard.last, []
    for number, candidate in enumerate(ordered):
        until = candidate.goes_at + pause
        if last is not None and candidate.goes_at < last + pause:
            dropped[candidate.id] = "sent_lately"
        elif any(
            other.priority > candidate.priority and other.goes_at < until
            for other in ordered[number + 1 :]
        ):
            dropped[candidate.id] = "gives_way"
        else:
            last = candidate.goes_at
            left.append(candidate)
    for stay_id in {candidate.stay_id for candidate in left}:
        room = max(0, per_stay - heard.in_stay.get(stay_id, 0))
        mine = [candidate for candidate in left if candidate.stay_id == stay_id]
        mine.sort(key=lambda each: (-each.priority, each.goes_at, each.id))
        dropped |= {candidate.id: "enough_for_a_stay" for candidate in mine[room:]}
    return dropped
