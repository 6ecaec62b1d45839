"""How long things took, so that days can be added up: a histogram of growing steps."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

GROWTH = 1.1
"""Each step is a tenth longer than the one before, so a percentile is right within a tenth."""


@dataclass(slots=True)
class Spread:
    """Counts by step; step n holds what took up to GROWTH**n seconds."""

    steps: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Spread:
        made = cls()
        for each in seconds:
            made.steps[_step(each)] += 1
        return made

    @classmethod
    def from_json(cls, kept: dict[str, int]) -> Spread:
        return cls(Counter({int(step): count for step, count in kept.items()}))

    def to_json(self) -> dict[str, int]:
        return {str(step): count for step, count in sorted(self.steps.items())}

    def add(self, other: Spread) -> None:
        self.steps.update(other.steps)

    @property
    def count(self) -> int:
        return self.steps.total()

    def percentile(self, share: float) -> float | None:
        """The seconds within which this share of all was done; None when nothing was."""
        wanted = math.ceil(self.count * share)
        for step in sorted(self.steps):
            wanted -= self.steps[step]
            if wanted <= 0:
                return GROWTH**step
        return None


def _step(seconds: float) -> int:
    return math.ceil(math.log(seconds, GROWTH)) if seconds > 1 else 0
