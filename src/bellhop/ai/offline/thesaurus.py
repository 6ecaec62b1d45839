"""Different words for one thing: "терьер", "pooch" and "dog"; and words that sound the same.

The groups are written by hand (`evals/lessons/thesaurus.txt`) and kept in `rules/thesaurus.tsv`,
made by `python -m evals.thesaurus`: a word or an expression in its dictionary form, the groups it
stands in. A name in the other alphabet ("Кольцово", "Koltsovo") is known by its sound.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from bellhop.ai.offline.morphology import is_russian, lemma
from bellhop.ai.offline.vocabulary import Term
from bellhop.ai.offline.words import Word

Senses = frozenset[str]
Sounds = frozenset[tuple[bool, str]]  # whether a word is in Russian letters, and its sound
LONGEST = 3  # words of one expression
_SOUND_FROM = 4  # letters: shorter words sound alike by chance
_CONSONANTS = 3
_SOUNDS = str.maketrans("абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeejzijklmnoprstufhcqwwieua", "ьъ")
_SPELT = (
    ("shch", "w"), ("sch", "w"), ("sh", "w"), ("zh", "j"), ("kh", "h"), ("ts", "c"), ("tz", "c"),
    ("ch", "q"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("x", "ks"),
)  # fmt: skip
_VOWELS = re.compile("[jyieoau]+")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1)
def groups() -> dict[str, Senses]:
    """Words and expressions in their dictionary forms: the groups they stand in."""
    source = files("bellhop.ai.offline").joinpath("rules", "thesaurus.tsv")
    found, shared = dict[str, Senses](), dict[str, Senses]()
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            word, names = line.rstrip("\n").split("\t")
            if names not in shared:
                shared[names] = frozenset(map(sys.intern, names.split()))
            found[word] = shared[names]
    return found


def stands_for(base: str) -> Senses:
    """The groups of one word, or of words of an expression with a space between, in their
    dictionary forms (`morphology.lemma`)."""
    return groups().get(base, frozenset())


def senses(row: Sequence[Word]) -> list[Senses]:
    """What each word of a text may stand for, alone or in an expression of two or three."""
    bases = [dict.fromkeys(lemma(form) for form in (word.raw, *word.forms)) for word in row]
    found: list[Senses] = [frozenset()] * len(row)
    taken = [False] * len(row)
    for size in range(LONGEST, 1, -1):
        for at in range(len(row) - size + 1):
            meant = stands_for(" ".join(next(iter(base)) for base in bases[at : at + size]))
            for one in range(at, at + size if meant else at):
                found[one] |= meant
                taken[one] = True
    for at, base in enumerate(bases):
        if not taken[at]:
            found[at] = found[at].union(*map(stands_for, base))
    return found


def all_senses(row: Sequence[Word]) -> Senses:
    """What the words of a text may stand for."""
    return frozenset[str]().union(*senses(row))


def of_terms(terms: Iterable[Term], row: Sequence[Word], heard: Sequence[Senses]) -> list[Senses]:
    """What each term of a text may stand for: all its words together ("leave our bags" is no
    leaving). `heard`: what each word does."""
    by_word = dict(zip(map(id, row), heard, strict=True))
    words = ([by_word[id(word)] for word in term.words] for term in terms)
    return [frozenset.intersection(*each) if each else frozenset() for each in words]


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """What a lower-case word sounds like in any alphabet: "кольцово" and "koltsovo" alike; empty
    if that is too little to tell words apart."""
    if len(word) < _SOUND_FROM or not word.isalpha():
        return ""
    said = word.translate(_SOUNDS)
    if not is_russian(word):
        for written, heard in _SPELT:
            said = said.replace(written, heard)
    said = _TWICE.sub(r"\1", _VOWELS.sub("a", said)).rstrip("a")
    return said if len(said) - said.count("a") >= _CONSONANTS else ""


def sounds(row: Iterable[Word]) -> Sounds:
    """The sounds of a text's words."""
    told = ((is_russian(word.raw), sound(lemma(word.raw))) for word in row)
    return frozenset((russian, heard) for russian, heard in told if heard)


def echoes(row: Iterable[Word]) -> Sounds:
    """The same sounds in the other alphabet."""
    return frozenset((not russian, heard) for russian, heard in sounds(row))
