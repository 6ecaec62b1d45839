"""What one rule does for one stay: the moment it goes, or the reason why it does not.

No table and no clock is known here, so the real tick, `journeys simulate` and a preview decide
with the same lines. Whoever calls hands over what was decided before, and when the news came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bellhop.journeys.walltime import Hours, wait_out
from bellhop.journeys.when import Anchors, When, due_moment

Late = Literal["skip", "now", "merge"]


@dataclass(frozen=True, slots=True)
class Terms:
    """When a rule speaks, and how it behaves around that moment. `quiet`: stretches of the day
    that it waits out. `in_stay`: worth nothing once the guest is gone."""

    when: When
    quiet: tuple[Hours, ...] = ()
    in_stay: bool = False
    late: Late = "skip"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`due`: the moment the rule names. `known_at`: since when that very moment has been known.
    `goes_at` is set when it will be sent, `reason` when it will not."""

    due: datetime | None
    known_at: datetime
    goes_at: datetime | None = None
    reason: str | None = None


def decide(
    terms: Terms,
    anchors: Anchors,
    at: datetime,
    *,
    before: Verdict | None = None,
    barred: str | None = None,
) -> Verdict:
    """What to do about an unsent message after the news of `at`.

    `barred` says why nothing may go (the stay is cancelled, the guest said stop). It also forgets
    since when the moment was known: when the bar falls, the moment is news again.

    A moment that changed is news. One that is past when it becomes news is skipped, or goes at
    once when the rule says so; one that is exactly now goes. What waits out quiet hours was due
    before: the moment itself must not be past, not the end of the waiting.
    """
    if barred:
        return Verdict(None, at, reason=barred)
    due = due_moment(terms.when, anchors)
    if due is None:
        return Verdict(None, at, reason="no_moment")
    return settle(terms, anchors, due, at, before=before)


def settle(
    terms: Terms,
    anchors: Anchors,
    due: datetime,
    at: datetime,
    *,
    before: Verdict | None = None,
) -> Verdict:
    """The same for a moment that is known already: of an event, of a cron line."""
    known_at = before.known_at if before is not None and before.due == due else at
    is_late = due < known_at
    if is_late and terms.late == "skip":
        return Verdict(due, known_at, reason="past")
    goes_at = wait(known_at if is_late else due, terms.quiet, anchors)
    if terms.in_stay and anchors.checkout is not None and goes_at >= anchors.checkout:
        return Verdict(due, known_at, reason="after_checkout")
    overdue = before is not None and before.due == due and before.goes_at == goes_at
    if goes_at < at and not overdue:
        # it was held off until its moment had gone by, and what held it off is gone
        return Verdict(due, known_at, reason="past")
    return Verdict(due, known_at, goes_at=goes_at)


def wait(moment: datetime, quiet: tuple[Hours, ...], anchors: Anchors) -> datetime:
    """The first moment from this one on that lies in none of the quiet stretches."""
    for _ in range(len(quiet) + 1):
        later = moment
        for hours in quiet:
            later = wait_out(later, hours, anchors.zone)
        if later == moment:
            break
        moment = later
    return moment
