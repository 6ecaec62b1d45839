"""What became of an event."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

LATER = "later"
"""It speaks of a message that is not known yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`fate` is kept on the event. `think_about`: a conversation whose moment is now.
    `for_operator`: kind, subject and words of an operator's alert, raised after the commit."""

    fate: str
    think_about: UUID | None = None
    reason: str = ""
    for_operator: tuple[str, str, str] | None = None
