"""All guards in one go."""

from __future__ import annotations

from dataclasses import dataclass

from bellhop.ai.thought import Question


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reply may rest on. `calling`: a person is called about this message."""

    question: Question
    cited: tuple[str, ...] = ()
    calling: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Guards passed, and those tripped with what tripped them."""

    passed: tuple[str, ...] = ()
    tripped: tuple[tuple[str, str], ...] = ()


def check(reply: str, grounds: Grounds) -> Verdict:
    """Every guard's opinion of a reply."""
    return Verdict(passed=("sketch",) if reply and grounds else ())
