"""Typos: an unknown word is read as the nearest word the rules know.

Distances are found by deletions (a typo and the right word meet when both lose a letter), so
looking a word up costs a few dozen dictionary look-ups and no walk over the list.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from bellhop.ai.offline.morphology import is_known, is_russian

SHORTEST = 5
TWO_FROM = 9  # letters from which two slips are forgiven
_LATIN = re.compile("^[a-z]+$")


def _losing_one(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def near(one: str, other: str, limit: int) -> bool:
    """Whether two words are within `limit` slips (add, lose, change, swap two letters)."""
    if abs(len(one) - len(other)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > limit:
            return False
        before, row = row, now
    return row[-1] <= limit


class Speller:
    """Mends words towards a fixed list of literals: whole words and beginnings of words."""

    def __init__(self, literals: Iterable[tuple[str, bool]], common: Iterable[str] = ()) -> None:
        self._common = frozenset(common)
        wanted = sorted({(w, b) for w, b in literals if len(w) >= SHORTEST and w.isalpha()})
        self._literals = [w for w, _ in wanted]
        self._open = [begins for _, begins in wanted]
        self._whole = {w for w, b in wanted if not b}
        self._heads = {w for w, b in wanted if b}
        self._by_loss: dict[str, list[int]] = {}
        for number, word in enumerate(self._literals):
            if is_russian(word) or _LATIN.match(word):
                for key in self._keys(word):
                    self._by_loss.setdefault(key, []).append(number)
        self.mend = lru_cache(maxsize=10_000)(self._mend)

    @staticmethod
    def _keys(word: str) -> set[str]:
        keys = {word} | _losing_one(word)
        if len(word) >= TWO_FROM:
            keys |= {shorter for key in list(keys) for shorter in _losing_one(key)}
        return keys

    def _fine(self, folded: str, raw: str) -> bool:
        if len(folded) < SHORTEST - 1 or folded in self._whole or folded in self._common:
            return True
        if any(folded[:n] in self._heads for n in range(SHORTEST, len(folded) + 1)):
            return True
        if is_russian(folded):
            return is_known(raw) or is_known(folded)
        return _LATIN.match(folded) is None or len(folded) < SHORTEST

    def _mend(self, folded: str, raw: str) -> str | None:
        """The literal meant by an unknown word, or None."""
        if self._fine(folded, raw):
            return None
        best: tuple[int, int, str] | None = None
        for part in {folded, *(folded[:n] for n in range(SHORTEST, len(folded)))}:
            for key in self._keys(part):
                for number in self._by_loss.get(key, ()):
                    word = self._literals[number]
                    found = self._judge(word, part, folded, begins=self._open[number])
                    if found and (best is None or found < best):
                        best = found
        return best[2] if best else None

    @staticmethod
    def _judge(word: str, part: str, folded: str, *, begins: bool) -> tuple[int, int, str] | None:
        if part != folded and not begins:
            return None
        if word[0] != folded[0] and (word[0].isascii() or word[1:3] != folded[1:3]):
            return None  # a wrong first letter is rare; "eight" is not "fight"
        limit = 2 if len(word) >= TWO_FROM and len(part) >= TWO_FROM - 1 else 1
        for slips in range(limit + 1):
            if near(part, word, slips):
                return (slips, -len(word), word)
        return None
