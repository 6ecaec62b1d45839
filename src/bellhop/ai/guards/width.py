"""Whether a reply goes further than its entries: "large dogs too", "until the evening", "anyone".

No figure betrays such a reply. Each kind of widening a reply uses must stand in an entry about the
same thing, where nothing denies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bellhop.ai.guards.ground import Known
from bellhop.ai.guards.grounding import Standing, related
from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.text import ALWAYS, DENIAL, clauses, sentences
from bellhop.ai.subjects import topics

_KINDS = patterns("wider")
_HARMLESS = patterns("claims")["harmless"]
_QUESTION = re.compile(r"\?\s*$")
_ROUND_THE_CLOCK = frozenset({"whenever", "evening", "morning", "longer"})


def widened(reply: str, standing: Standing) -> Iterator[tuple[str, str]]:
    """The words by which a reply goes too far."""
    for sentence in sentences(reply):
        if _QUESTION.search(sentence):
            continue
        for clause in clauses(sentence.lower()):
            spoken = _HARMLESS.sub(" ", clause)
            for kind, found in _used(spoken):
                if not _stands(kind, _fitting(standing, sentence)):
                    yield "widened", found


def _fitting(standing: Standing, sentence: str) -> list[Known]:
    """The entries about the same thing; of these the cited ones, where there are any."""
    near = related(standing, topics(sentence))
    return [each for each in near if each.entry.id in standing.cited] or near


def _used(clause: str) -> Iterator[tuple[str, str]]:
    for kind, pattern in _KINDS.items():
        found = pattern.search(clause)
        if found is None:
            continue
        rest = clause[: found.start()] + " " * len(found[0]) + clause[found.end() :]
        if not DENIAL.search(rest):
            yield kind, found[0]


def _stands(kind: str, entries: Iterable[Known]) -> bool:
    for each in entries:
        if kind == "anywhere" and _stands("rooms", [each]):
            return True
        if kind in _ROUND_THE_CLOCK and ALWAYS.search(each.answer):
            return True
        if any(used == kind for clause in clauses(each.text.lower()) for used, _ in _used(clause)):
            return True
    return False
