"""Running jobs by hand: the hints that left with commits, in order, until none is left."""

from __future__ import annotations

from dataclasses import dataclass, field

from bellhop.jobs import Hint, Job
from bellhop.worker.slots import Errand
from bellhop.worker.steps import run

MOST_STEPS = 200


@dataclass(slots=True)
class Walk:
    """`hints` are waiting; `done` were run. Hints with a moment in the future wait for `later`."""

    hints: list[Hint] = field(default_factory=list)
    done: list[Hint] = field(default_factory=list)

    async def on(self, *, later: bool = False) -> None:
        """Run what is due now; with `later`, what has a moment too (whose row says if it is)."""
        for _ in range(MOST_STEPS):
            due = [hint for hint in self.hints if later or hint.at is None]
            if not due:
                return
            hint = due[0]
            self.hints.remove(hint)
            self.done.append(hint)
            await run(Errand(hint.job.value, hint.hotel_id, hint.row_id))
        raise AssertionError("the jobs never end")

    def of(self, job: Job) -> list[Hint]:
        return [hint for hint in (*self.done, *self.hints) if hint.job is job]
