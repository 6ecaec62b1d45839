"""Long texts are pasted, not written: what matters in them is found by single words first.

Every word of the text is looked at, cheaply; the places where words of danger stand close together
are read in full with the text's beginning and end. A text of 9,000 characters costs no more than a
short one and hides nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bellhop.ai.offline import translit
from bellhop.ai.offline.folding import fold, one_script
from bellhop.ai.offline.phrases import Element, compile_pattern

WHOLE = 480  # characters up to which a text is read in full
_HEAD, _TAIL = 120, 80
_BUDGET = 16  # words read in full for other troubles
_MOST = 800  # words searched for danger
_KEPT = 4
_REMEMBERED = 20_000
_WIDEST = 8  # words between two steps of a rule, at most
_AROUND = 4  # words read on each side of a find
_ALONE, _SEED, _TROUBLE, _PART = 4, 3, 2, 1
_OF_DANGER = (_ALONE, _SEED, _PART)
_SHORTEST = 3
_TYPO_FROM = 5
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff]|[^\\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’][^\\W_]+)*"
)
_HAN = re.compile("[\u3400-\u9fff]{2,}")

Literals = set[tuple[str, bool]]  # a folded word, and whether it is only the beginning


def _literals(element: Element) -> Literals:
    """Words with which this step may be met; nothing when it may be met by anything."""
    if element.gap or element.anchor or element.negated or element.number or element.group:
        return set()
    found = {(word, False) for word in element.exact} | {(head, True) for head in element.heads}
    for inner in element.inner:
        steps = [_literals(step) for step in inner]
        found |= max(steps, key=_telling, default=set())
    return found


def _telling(step: AbstractSet[tuple[str, bool]]) -> int:
    return min((len(word) for word, _ in step), default=0)


@dataclass(frozen=True, slots=True)
class _Weighed:
    whole: dict[str, int]
    heads: dict[str, int]

    def of(self, word: str) -> int:
        found = self.whole.get(word, 0)
        for end in range(_SHORTEST, len(word) + 1):
            found = max(found, self.heads.get(word[:end], 0))
        return found


class Digest:
    """Knows the words of danger, and shortens long texts without losing them."""

    def __init__(self, danger: Iterable[str], trouble: Iterable[str]) -> None:
        self._weighed = _Weighed({}, {})
        self._losses: set[str] = set()
        self._steps: dict[str, set[tuple[int, int]]] = {}  # word to the rules and steps it serves
        self._needed: list[int] = []  # how many steps each rule cannot do without
        self._han: set[str] = set()
        for line in danger:
            self._han |= set(_HAN.findall(line))
            self._learn([_literals(step) for step in compile_pattern(line)])
        for line in trouble:
            steps = [_literals(step) for step in compile_pattern(line)]
            self._note(max(steps, key=_telling, default=set()), _TROUBLE)
        self._seen: dict[str, int] = {}

    def _learn(self, steps: list[Literals]) -> None:
        seed = max(steps, key=_telling, default=set())
        needed = [step for step in steps if _telling(step) >= _SHORTEST]
        for number, step in enumerate(needed):
            for word, begins in step:
                key = word + "*" if begins else word
                self._steps.setdefault(key, set()).add((len(self._needed), number))
        self._needed.append(len(needed))
        for step in steps:
            self._note(step, _PART)
        alone = sum(_telling(step) >= _SHORTEST for step in steps) == 1
        self._note(seed, _ALONE if alone else _SEED)
        for word, _ in seed if alone else ():
            if len(word) >= _TYPO_FROM:
                self._losses |= {word} | {word[:i] + word[i + 1 :] for i in range(1, len(word))}

    def _note(self, literals: Literals, weight: int) -> None:
        for word, begins in literals:
            if len(word) >= _SHORTEST:
                book = self._weighed.heads if begins else self._weighed.whole
                book[word] = max(weight, book.get(word, 0))

    def _weight(self, raw: str) -> int:
        known = self._seen.get(raw)
        if known is not None:
            return known
        bare = raw.replace("'", "").replace("’", "")
        word = fold(one_script(bare))
        weight = self._weighed.of(word)
        if bare.isascii() and len(bare) >= _SHORTEST:
            weight = max(weight, self._weighed.of(fold(translit.to_cyrillic(bare))))
        if weight < _SEED and len(word) >= _TYPO_FROM and self._is_slip(word):
            weight = _SEED
        if len(self._seen) < _REMEMBERED:
            self._seen[raw] = weight
        return weight

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - one digest lives as long as its process
    def _serves(self, raw: str) -> frozenset[tuple[int, int]]:
        """The rules of danger, and their steps, that a word as written may fill."""
        bare = raw.replace("'", "").replace("’", "")
        readings = [fold(one_script(bare))]
        if bare.isascii():
            readings.append(fold(translit.to_cyrillic(bare)))
        keys = [word[:end] + "*" for word in readings for end in range(1, len(word) + 1)]
        return frozenset(pair for key in keys + readings for pair in self._steps.get(key, ()))

    def _is_backed(self, raw: Sequence[str], weights: Sequence[int], at: int) -> bool:
        """Whether the words around hold all that some rule of danger needs."""
        own = self._serves(raw[at])
        if not own:
            return _accompanied(weights, at)  # a typo: no rule is known by it
        rules = {rule for rule, _ in own}
        places = range(max(0, at - _WIDEST), min(len(raw), at + _WIDEST + 1))
        around = {pair for place in places if weights[place] for pair in self._serves(raw[place])}
        met = Counter(rule for rule, _ in around if rule in rules)
        return any(count >= self._needed[rule] for rule, count in met.items())

    def _is_slip(self, word: str) -> bool:
        """Whether the word, or its beginning, is one slip away from a word of danger."""
        starts = (word, word[:-1], word[:-2])
        return any(
            start[:i] + start[i + 1 :] in self._losses
            for start in starts
            if len(start) >= _TYPO_FROM
            for i in range(1, len(start))
        )

    def of(self, text: str, alarms: Callable[[str], str]) -> str:
        """The text itself when short, else its beginning, its telling places and its end.

        `alarms` gives back what in a stretch speaks of danger; it is always kept.
        """
        if len(text) <= WHOLE:
            return text
        low = text.lower()
        found = list(_WORD.finditer(low))
        raw = [match.group() for match in found]
        weights = [self._weight(word) for word in raw]
        self._weigh_han(low, found, weights)

        def piece(place: tuple[int, int]) -> str:
            return text[found[place[0]].start() : found[place[1]].end()]

        seeds = [at for at, weight in enumerate(weights) if weight >= _SEED]
        sure = [at for at in seeds if weights[at] == _ALONE or self._is_backed(raw, weights, at)]
        dangers = map(piece, _places(weights, raw, sure, budget=_MOST))
        kept = list(islice(filter(None, map(alarms, dangers)), _KEPT))
        telling = [at for at, weight in enumerate(weights) if weight >= _TROUBLE]
        troubles = _places(weights, raw, telling, budget=_BUDGET)
        ends = _cut(text[:_HEAD]), _cut(text[: -_TAIL - 1 : -1])[::-1]
        return "\n".join([ends[0], *kept, *map(piece, troubles), ends[1]])

    def _weigh_han(self, low: str, found: Sequence[re.Match[str]], weights: list[int]) -> None:
        places = {low.find(phrase) for phrase in self._han} if _HAN.search(low) else set()
        for at, match in enumerate(found):
            if match.start() in places:
                weights[at] = _ALONE


def _cut(start: str) -> str:
    """The text up to where a sentence ends, or a word: half a phrase means something else."""
    for marks in (".!?\n", " "):
        at = max(start.rfind(mark) for mark in marks)
        if at > len(start) // 2:
            return start[:at]
    return start


def _accompanied(weights: Sequence[int], at: int) -> bool:
    """Whether another word of danger stands near: few words mean danger alone."""
    return sum(1 for weight in weights[max(0, at - 8) : at + 9] if weight in _OF_DANGER) > 1


def _places(
    weights: Sequence[int], raw: Sequence[str], telling: Iterable[int], *, budget: int
) -> list[tuple[int, int]]:
    """The stretches around telling words, in their order, up to a budget of words.

    The strongest words come first. What is said again in the same words is read once: a pasted
    text repeats itself.
    """
    said: set[tuple[str, ...]] = set()
    taken: set[int] = set()
    for at in sorted(telling, key=lambda place: -weights[place]):
        around = tuple(raw[max(0, at - 1) : at + 2])
        if around in said:
            continue
        said.add(around)
        first, last = max(0, at - _AROUND), min(len(raw) - 1, at + _AROUND)
        while last + 1 < len(raw) and weights[last] and last < at + 2 * _AROUND:
            last += 1  # "fire" without "exit" means something else
        taken |= set(range(first, last + 1))
        if len(taken) >= budget:
            break
    stretches: list[tuple[int, int]] = []
    for at in sorted(taken):
        if stretches and stretches[-1][1] == at - 1:
            stretches[-1] = (stretches[-1][0], at)
        else:
            stretches.append((at, at))
    return stretches
