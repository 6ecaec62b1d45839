"""What became of each line, for a clerk to read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file. `outcome` as of guests.Put; `reason` for refused ones; `note` for what
    is worth a look although it was taken."""

    number: int
    external_id: str
    outcome: str
    who: str = ""
    reason: str = ""
    note: str = ""
    changes: tuple[str, ...] = ()
    stay_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`columns`: our field -> theirs. `unused`: columns nobody understood."""

    columns: dict[str, str]
    unused: tuple[str, ...]
    dry_run: bool
    lines: list[Line] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        counted = Counter(line.outcome for line in self.lines)
        names = ("created", "changed", "same", "stale", "refused")
        return {name: counted.get(name, 0) for name in names}

    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.outcome == "refused"]

    def noted(self) -> list[Line]:
        return [line for line in self.lines if line.note]
