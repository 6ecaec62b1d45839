"""What rules cannot foresee, learned from examples: words and letters weighed, rules heard.

Two steps, both plain sums. The first weighs words, pairs of words and letters of a message. The
second weighs that opinion together with what the rules found. The numbers are made by
`python -m evals.learn` from the texts in `evals/` and kept in `rules/learned.tsv`.
"""

import math
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from bellhop.ai.offline.morphology import is_russian, lemma
from bellhop.ai.offline.words import Word, Words

HEADS = ("negative", "neutral", "positive", "attention")
Opinion = tuple[float, float, float, float]  # one number a head; above zero speaks for it
_SHORTEST, _LONGEST = 3, 4  # letters in a piece of a word
_SCALE = 1000.0


def _base(word: Word) -> str:
    """The dictionary form of a word, a typo mended; English stays as it is."""
    best = word.forms[-1] if len(word.forms) > 1 and word.forms[0] != word.raw else word.raw
    best = best if is_russian(best) else word.forms[0]
    return lemma(best) if is_russian(best) else best


def _tokens(words: Words) -> list[str]:
    """Words in their dictionary form, with the marks that end sentences, then faces."""
    found: list[str] = []
    for at, word in enumerate(words.row):
        found.append(_base(word))
        last = at + 1 == len(words.row) or words.row[at + 1].sentence != word.sentence
        if last and word.sentence in words.asked:
            found.append("?")
        if last and word.sentence in words.shouted:
            found.append("!")
    return found + [c for c in words.text if unicodedata.category(c) == "So"]


@lru_cache(maxsize=4000)
def _pieces(word: str) -> tuple[str, ...]:
    shown = f" {word} "
    return tuple(
        "~" + shown[at : at + size]
        for size in range(_SHORTEST, _LONGEST + 1)
        for at in range(len(shown) - size + 1)
    )


def features(words: Words) -> tuple[Counter[str], Counter[str]]:
    """What is counted in a message: words with pairs of words, and pieces of words."""
    tokens = _tokens(words)
    said = Counter(tokens)
    said.update(f"{one} {other}" for one, other in pairwise(tokens))
    return said, Counter(piece for word in words.row for piece in _pieces(word.forms[0]))


@dataclass(slots=True)
class Scales:
    """The weights of every feature, and those of the second step."""

    places: dict[str, int] = field(default_factory=dict)
    rarity: "array[float]" = field(default_factory=lambda: array("f"))
    weights: "array[float]" = field(default_factory=lambda: array("f"))
    start: list[float] = field(default_factory=lambda: [0.0] * len(HEADS))
    second: dict[str, list[float]] = field(default_factory=dict)

    def vector(self, words: Words) -> list[tuple[int, float]]:
        """The known features of a message; each block of them has length one."""
        found: list[tuple[int, float]] = []
        for block in features(words):
            told = list(self._weighed(block))
            length = math.sqrt(sum(value * value for _, value in told)) or 1.0
            found += [(place, value / length) for place, value in told]
        return found

    def _weighed(self, block: Mapping[str, int]) -> Iterator[tuple[int, float]]:
        for name, count in block.items():
            place = self.places.get(name)
            if place is not None:
                yield place, (1 + math.log(count)) * self.rarity[place]

    def first_opinion(self, words: Words) -> Opinion:
        """What the words and letters say, without the rules."""
        sums = list(self.start)
        for place, value in self.vector(words):
            for head in range(len(HEADS)):
                sums[head] += value * self.weights[place * len(HEADS) + head]
        return (sums[0], sums[1], sums[2], sums[3])

    def second_opinion(self, first: Opinion, facts: Iterable[str]) -> Opinion:
        """The first opinion and the rules' findings (`facts`) weighed together."""
        sums = list(self.second["start"])
        for name, value in zip(HEADS, first, strict=True):
            self._add(sums, name, value)
        for fact in facts:
            self._add(sums, f"={fact}", 1.0)
        return (sums[0], sums[1], sums[2], sums[3])

    def _add(self, sums: list[float], name: str, value: float) -> None:
        for head, weight in enumerate(self.second.get(name, ())):
            sums[head] += value * weight


def chance(score: float) -> float:
    """A score as a chance from 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def read(lines: Iterable[str]) -> Scales:
    """Scales from their file: `#1` and `#2` lines first, then one feature a line."""
    scales = Scales()
    for line in lines:
        name, *numbers = line.rstrip("\n").split("\t")
        values = [int(number) / _SCALE for number in numbers]
        if name == "#1":
            scales.start = values
        elif name.startswith("#2"):
            scales.second[name[3:]] = values
        else:
            scales.places[name] = len(scales.places)
            scales.rarity.append(values[0])
            scales.weights.extend(values[1:])
    return scales


def written(scales: Scales) -> Iterator[str]:
    """The file's lines."""

    def row(name: str, values: Iterable[float]) -> str:
        return "\t".join([name, *(str(round(value * _SCALE)) for value in values)]) + "\n"

    yield row("#1", scales.start)
    for name, values in scales.second.items():
        yield row(f"#2 {name}", values)
    for name, place in scales.places.items():
        at = place * len(HEADS)
        yield row(name, (scales.rarity[place], *scales.weights[at : at + len(HEADS)]))


@lru_cache(maxsize=1)
def scales() -> Scales:
    """The scales of this version."""
    source = files("bellhop.ai.offline").joinpath("rules", "learned.tsv")
    with source.open(encoding="utf-8") as lines:
        return read(lines)
