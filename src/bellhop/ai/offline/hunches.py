"""What a text's words usually go with: a hunch of its subject where nothing names it.

"LPs", "turntable" and "проигрыватель" lean the same way. The table is made by
`python -m evals.hunches` from `evals/lessons/subjects.txt`: subjects hotels are asked about, with
the words guests and hotels use around them in Russian and English, and from
`evals/lessons/asked.tsv`: how guests ask about each.
"""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from bellhop.ai.offline.morphology import is_known, is_russian, lemma
from bellhop.ai.offline.spelling import near
from bellhop.ai.offline.thesaurus import stands_for
from bellhop.ai.offline.words import Word

Leaning = dict[int, float]  # how much of a text speaks of each subject
Table = dict[str, tuple[tuple[int, float], ...]]
_SUBJECTS = 100  # about as many as the table has, for one that a single word names
_TRUST = 1.2  # words of one question tell partly the same
_TYPO_FROM = 6  # letters
TITLE = 2.0  # the words of an entry's question weigh so much more than those of its answer


@lru_cache(maxsize=1)
def table() -> Table:
    """Words, and pairs of words, in their dictionary form: subjects and how much they tell."""
    source = files("bellhop.ai.offline").joinpath("rules", "hunches.tsv")
    found: Table = {}
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            word, *told = line.rstrip("\n").split("\t")
            found[word] = tuple(
                (int(subject), float(share))
                for subject, _, share in (each.partition(":") for each in told)
            )
    return found


def _base(word: Word) -> str:
    """The form of a word that the table knows, or its dictionary form."""
    known = table()
    forms = dict.fromkeys((word.raw, *word.forms))
    bases = [lemma(form) for form in forms]
    found = next((base for base in bases if base in known), None)
    return found or _mended(word.raw, bases[0])


@lru_cache(maxsize=1)
def _by_letter() -> dict[str, list[str]]:
    """Words a typo may have meant, by their first letter."""
    found: dict[str, list[str]] = {}
    for word in table():
        if len(word) >= _TYPO_FROM and word.isalpha():
            found.setdefault(word[0], []).append(word)
    return found


@lru_cache(maxsize=5_000)
def _mended(raw: str, base: str) -> str:
    """An unknown word as the word of the table it is one slip away from."""
    if len(base) < _TYPO_FROM or not base.isalpha() or (is_russian(raw) and is_known(raw)):
        return base
    return next((other for other in _by_letter().get(base[0], ()) if near(base, other, 1)), base)


def group(name: str) -> str:
    """A group of the thesaurus as the table names it: it speaks for words nobody has asked with."""
    return f"#{name}"


def _telling(row: Iterable[Word]) -> Iterator[str]:
    """The words, pairs and groups of words that say something of a subject, each once."""
    known, bases = table(), [_base(word) for word in row]
    paired: set[int] = set()
    found: dict[str, None] = {}
    for gap in (1, 2):
        for at in range(len(bases) - gap):
            pair = f"{bases[at]} {bases[at + gap]}"
            if pair in known:
                found[pair] = None
                paired |= {at, at + gap}
    for at, base in enumerate(bases):
        if at in paired:
            continue
        for name in (base,) if base in known else map(group, sorted(stands_for(base))):
            if name in known:
                found[name] = None
    return iter(found)


def leaning(row: Iterable[Word], weight: float = 1.0) -> Leaning:
    """What the words of a text go with."""
    known, lean = table(), Leaning()
    for word in _telling(row):
        for subject, share in known[word]:
            lean[subject] = lean.get(subject, 0.0) + weight * share
    return lean


def odds(row: Iterable[Word]) -> Leaning:
    """How likely each subject is the one meant, out of all that hotels are asked about. What is
    left to one is the chance that nothing is meant that the words tell of."""
    known, told = table(), Leaning()
    for word in _telling(row):
        for subject, share in known[word]:
            told[subject] = told.get(subject, 0.0) + math.log1p(_SUBJECTS * share)
    risen = {subject: math.exp(_TRUST * each) - 1 for subject, each in told.items()}
    whole = _SUBJECTS + sum(risen.values())
    return {subject: each / whole for subject, each in risen.items()}


def tells(passages: Iterable[Iterable[Word]]) -> Leaning:
    """How surely some passage of a text is about each subject."""
    found = Leaning()
    for passage in passages:
        for subject, chance in odds(passage).items():
            found[subject] = 1 - (1 - found.get(subject, 0.0)) * (1 - chance)
    return found


def told_of(chances: Leaning, telling: Leaning) -> float:
    """The chance that what is meant is a subject that a text tells of."""
    return sum(chance * telling.get(subject, 0.0) for subject, chance in chances.items())


def joined(one: Leaning, other: Leaning) -> Leaning:
    """Two texts' leanings as one text's."""
    return {s: one.get(s, 0.0) + other.get(s, 0.0) for s in one.keys() | other.keys()}


def length(lean: Leaning) -> float:
    """How much a text says of subjects at all."""
    return math.sqrt(sum(share * share for share in lean.values()))


def likeness(one: Leaning, other: Leaning) -> float:
    """From 0, nothing in common, to 1, the same subjects in the same shares."""
    common = sum(share * other[subject] for subject, share in one.items() if subject in other)
    return common / (length(one) * length(other)) if common else 0.0
