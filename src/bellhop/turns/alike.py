"""Questions that ask the same, told by what they speak of and not by their letters."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from bellhop import ai

ALIKE = 0.6
"""Of all that two questions speak of, so much is common."""
REMEMBERED = 5_000


def alike(questions: Sequence[tuple[str, str]]) -> list[list[int]]:
    """(words, language) of each; their places in groups, each group and all of them in the order
    given."""
    groups: list[tuple[frozenset[str], list[int]]] = []
    for place, (words, lang) in enumerate(questions):
        spoken = _subjects(words, lang)
        for known, places in groups:
            if _close(known, spoken):
                places.append(place)
                break
        else:
            groups.append((spoken, [place]))
    return [places for _, places in groups]


def _close(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


@functools.lru_cache(maxsize=REMEMBERED)
def _subjects(words: str, lang: str) -> frozenset[str]:
    """What is spoken of; for words that speak of nothing known, the words themselves."""
    return ai.spoken_of(words, lang) or frozenset(words.casefold().split())
