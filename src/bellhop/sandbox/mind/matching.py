"""Which knowledge entries answer a question, by shared features."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from bellhop.sandbox.mind.reading import Entry
from bellhop.sandbox.mind.subjects import words

SUBJECT_WEIGHT = 3.0
ANSWER_SHARE = 0.3
# "#price" and the like say how something is asked, not what about.
MANNERS = frozenset({"#price", "#late", "#early", "#pay", "#password"})
ENOUGH = 0.55


@dataclass(frozen=True, slots=True)
class _Read:
    entry: Entry
    asked: frozenset[str]
    told: frozenset[str]


@lru_cache(maxsize=128)
def _library(entries: tuple[Entry, ...]) -> tuple[tuple[_Read, ...], dict[str, float]]:
    reads = tuple(_Read(e, words(e.question), words(e.answer)) for e in entries)
    seen = Counter(feature for read in reads for feature in read.asked | read.told)
    rarity = {feature: math.log(1 + len(reads) / times) for feature, times in seen.items()}
    return reads, rarity


def _weight(feature: str, rarity: dict[str, float]) -> float:
    known = rarity.get(feature, 1.0)
    return known * SUBJECT_WEIGHT if feature[0] == "#" and feature not in MANNERS else known


def _score(read: _Read, asked: frozenset[str], rarity: dict[str, float], lang: str) -> float:
    whole = sum(_weight(feature, rarity) for feature in asked) or 1.0
    hit = sum(_weight(feature, rarity) for feature in asked & read.asked)
    hit += ANSWER_SHARE * sum(
        _weight(feature, rarity) for feature in (asked & read.told) - read.asked
    )
    subjects = {f for f in asked & read.asked if f[0] == "#"} - MANNERS
    share = hit / whole
    if not subjects and share < ENOUGH:
        return 0.0
    # Spare words of the entry's own question count a little against it.
    share -= 0.02 * len(read.asked - asked)
    return share + (0.25 if read.entry.lang == lang else 0.0)


def best(entries: tuple[Entry, ...], question: str, lang: str) -> list[Entry]:
    """The entry that answers, and one more where the guest asked about two things."""
    asked = words(question)
    if not asked or not entries:
        return []
    reads, rarity = _library(entries)
    ranked = sorted(
        ((score, read) for read in reads if (score := _score(read, asked, rarity, lang)) > 0),
        key=lambda pair: -pair[0],
    )
    if not ranked:
        return []
    first = ranked[0][1]
    left = {f for f in asked - first.asked - first.told if f[0] == "#"} - MANNERS
    for _, read in ranked[1:]:
        if left & read.asked and read.entry.lang == first.entry.lang:
            return [first.entry, read.entry]
    return [first.entry]
