"""Nothing about other guests, and nothing about how the reply is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.text import sentences
from bellhop.ai.rules import RULES

_SHINGLE = 6
_WORD = re.compile(r"\w+")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+([A-Z]\w+)"
    r"|(?:[Гг]осподин\w*|[Гг]оспож\w+|[Гг]-н\w*|[Гг]-ж\w+)\s+([А-ЯЁ]\w+)"
)
_NAMED = re.compile(
    r"\b([A-ZА-Я][a-zа-я]+) [A-ZА-Я][a-zа-я]+\b(?=[^.!?]{0,20}\b(?:checked|arrived|stays?|staying"
    r"|lives?|left|booked|засел|жив[уе]т|прожив|приехал|выехал|остановил|забронир))"
)
_LISTS = patterns("secrecy")
_OTHERS, _DECLINES, _INSTRUCTIONS = (
    _LISTS[name] for name in ("others", "declines", "instructions")
)


def others(reply: str, knowledge: str) -> Iterator[tuple[str, str]]:
    """Names, rooms and movements of somebody who is not the guest."""
    for sentence in sentences(reply):
        for found in (*_TITLE.finditer(sentence), *_NAMED.finditer(sentence)):
            name = next(each for each in found.groups() if each).lower()
            if name[:4] not in knowledge:
                yield "other_guest", found[0]
        lowered = sentence.lower()
        spoken = _OTHERS.search(lowered)
        if spoken is None or spoken[0] in knowledge:
            continue
        if not _DECLINES.search(lowered):
            yield "other_guest", spoken[0]


def instructions(reply: str, canary: str) -> Iterator[tuple[str, str]]:
    """The prompt, its private mark, or talk of either."""
    squeezed = "".join(_WORD.findall(reply)).lower().replace("_", "")
    mark = canary.rpartition("-")[2].lower()
    if any(part in squeezed for part in (mark[:8], mark[8:])):
        yield "canary", "private mark"
    spoken = _INSTRUCTIONS.search(reply.lower())
    if spoken is not None:
        yield "instructions", spoken[0]
    elif not _shingles_of_rules().isdisjoint(_shingles(reply)):
        yield "instructions", "words of the rules"


@lru_cache(maxsize=1)
def _shingles_of_rules() -> frozenset[tuple[str, ...]]:
    # The two example replies are what a good answer looks like; they may well be repeated.
    return frozenset(_shingles(RULES.partition("\nExamples\n")[0]))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
