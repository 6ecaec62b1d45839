"""What a text is about in the hotel's own terms: concepts, the kind of answer wanted, words."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bellhop.ai.offline import morphology
from bellhop.ai.offline.folding import fold
from bellhop.ai.offline.phrases import Hit, Phrases
from bellhop.ai.offline.spelling import Speller
from bellhop.ai.offline.wordlists import lines, load
from bellhop.ai.offline.words import Word, Words, take_apart

# How much a word outside the vocabulary matters, by part of speech; a noun names a thing.
_BY_SPEECH = {"NOUN": 0.9, "VERB": 0.3, "INFN": 0.3, "ADJF": 0.55, "ADJS": 0.4, "ADVB": 0.2}
_OTHER_WORD = 0.6
_CONTEXT_WEIGHT = 0.12
_PASSING = 0.45  # what is said before the question itself


@dataclass(frozen=True, slots=True)
class Term:
    """One thing said: concepts it may mean, or a word's stem."""

    concepts: frozenset[str]
    stem: str
    weight: float
    shown: str


@dataclass(slots=True)
class Meaning:
    """A text's terms and the kinds of answer it asks for or holds."""

    terms: list[Term] = field(default_factory=list)
    aspects: set[str] = field(default_factory=set)

    @property
    def concepts(self) -> set[str]:
        """Every concept named."""
        return {concept for term in self.terms for concept in term.concepts}

    @property
    def stems(self) -> set[str]:
        """Every other word's stem."""
        return {term.stem for term in self.terms if term.stem}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The curated vocabulary, compiled."""

    phrases: Phrases
    speller: Speller
    context: frozenset[str]
    kin: dict[str, frozenset[str]]
    not_in_passing: frozenset[str]
    filler: frozenset[str]

    def read(self, text: str, lang: str = "en") -> Meaning:
        """What the text is about. `lang` chooses the stemmer of words outside the vocabulary."""
        words = take_apart(text, self._also)
        hits = self.phrases.scan(words)
        meaning = Meaning(aspects={_name(h) for h in hits if h.rule.startswith("aspects.")})
        named = _longest([h for h in hits if not h.rule.startswith("aspects.")])
        weights = _sentence_weights(words)
        for (start, end), concepts in named.items():
            only_context = concepts <= self.context
            weight = _CONTEXT_WEIGHT if only_context else weights[words.row[start].sentence]
            shown = " ".join(word.raw for word in words.row[start:end])
            meaning.terms.append(Term(frozenset(concepts), "", weight, shown))
        covered = {i for h in hits for i in range(h.start, h.end)}
        for at, word in enumerate(words.row):
            if at not in covered and (term := self._other(word, lang, weights[word.sentence])):
                meaning.terms.append(term)
        return meaning

    def _also(self, folded: str, raw: str) -> str | None:
        """A second reading of a word: its typo mended, or its dictionary form."""
        mended = self.speller.mend(folded, raw)
        if mended or not morphology.is_russian(raw):
            return mended
        return morphology.lemma(raw)

    def _other(self, word: Word, lang: str, weight: float) -> Term | None:
        if self.filler & set(word.forms) or len(word.raw) < 3 or word.raw[0].isdigit():
            return None
        raw = word.raw if not morphology.is_russian(word.forms[0]) else _russian(word)
        speech = morphology.part_of_speech(raw)
        if speech in ("PREP", "CONJ", "PRCL", "INTJ", "NPRO"):
            return None
        own = _BY_SPEECH.get(speech, _OTHER_WORD) if speech else _OTHER_WORD
        return Term(frozenset(), morphology.lemma(raw, lang), own * weight, word.raw)


def _russian(word: Word) -> str:
    return word.raw if morphology.is_russian(word.raw) else word.forms[0]


def _name(hit: Hit) -> str:
    return hit.rule.partition(".")[2]


def _longest(hits: list[Hit]) -> dict[tuple[int, int], set[str]]:
    """Concepts by place; a hit inside a longer one ("check-out" in "late check-out") is dropped."""
    kept: dict[tuple[int, int], set[str]] = {}
    for hit in sorted(hits, key=lambda h: h.start - h.end):
        inside = any(
            a <= hit.start and hit.end <= b and (a, b) != (hit.start, hit.end) for a, b in kept
        )
        if not inside:
            kept.setdefault((hit.start, hit.end), set()).add(_name(hit))
    return kept


def _sentence_weights(words: Words) -> dict[int, float]:
    """Sentences that ask weigh fully; where some ask, the others are said in passing."""
    every = {word.sentence for word in words.row}
    return {s: 1.0 if not words.asked or s in words.asked else _PASSING for s in every}


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary file, compiled once per process."""
    book = load("concepts.yaml")
    rules = {
        f"{part}.{name}": lines(block)
        for part in ("things", "aspects", "context")
        for name, block in book[part].items()
    }
    phrases = Phrases.build(rules)
    filler = frozenset(fold(re.sub("['’]", "", word)) for word in book["filler"].split())
    common = frozenset(load("common_words.yaml")["words"].split()) | filler
    kin = {name: frozenset(others.split()) for name, others in book["kin"].items()}
    context = frozenset(book["context"])
    passing = frozenset(book["not_in_passing"].split())
    speller = Speller(phrases.literals(), common)
    return Vocabulary(phrases, speller, context, kin, passing, filler)
