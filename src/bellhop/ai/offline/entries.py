"""One entry against one question: how much of what was asked it speaks of.

An entry's score says how much of what the guest asked the entry speaks of (coverage), how much of
the entry's own question the guest asked (focus), and whether it holds the kind of answer wanted:
"how much" is not answered by an entry without a price. What nothing in the vocabulary tells,
the likeness of subjects tells (`hunches`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bellhop.ai.offline import hunches
from bellhop.ai.offline.hunches import TITLE, Leaning, joined, likeness, tells
from bellhop.ai.offline.kinds import LACKING, held
from bellhop.ai.offline.thesaurus import Senses, Sounds, all_senses, of_terms, senses, sounds
from bellhop.ai.offline.vocabulary import Meaning, Term, vocabulary
from bellhop.ai.offline.words import Word
from bellhop.ai.plain import Entry

IN_ANSWER = 0.75  # a word found only in the answer counts for so much
AKIN = 0.75  # a near relation of what was asked ("taxi", "transfer")
HINTED = 0.85
SAME_SENSE = 0.85
SAME_SOUND = 0.75
FOCUS = 0.42
LEANS = 0.7  # the likeness of subjects beside the words' own score
_NAMES = re.compile("[«“„][^»”“]*[»”“]")


@dataclass(slots=True)
class Indexed:
    """One entry, read."""

    entry: Entry
    asked: Meaning
    asked_concepts: set[str]
    asked_stems: set[str]
    told_concepts: set[str]
    told_stems: set[str]
    holds: set[str]
    leaning: Leaning
    tells: Leaning  # how surely some sentence of it is about each subject
    term_senses: list[Senses]  # of each term of its question
    asked_senses: Senses
    told_senses: Senses
    sounds: Sounds


@dataclass(slots=True)
class Asked:
    """A question, read: its terms, what each goes with, the kinds of answer it wants."""

    terms: list[Term]
    leanings: list[Leaning]
    aspects: set[str]
    leaning: Leaning
    words: list[Word]
    senses: list[Senses]  # of each term
    said_senses: list[Senses]  # of each word that has any
    echoes: list[Sounds]  # of each term: how the other alphabet would sound
    beyond: frozenset[str] = frozenset()
    odds: Leaning = field(default_factory=dict)


class Missed(NamedTuple):
    """A term of the question that the entry does not speak of."""

    term: Term
    weight: float
    strange: float  # how far from the entry's subjects
    telling: float  # how surely it tells a subject at all


@dataclass(slots=True)
class Scored:
    """An entry judged: by words, by subjects, and what of the question it does not speak of."""

    row: Indexed
    score: float = 0.0
    likeness: float = 0.0
    coverage: float = 0.0
    focus: float = 0.0
    lacking: float = 1.0
    missing: list[str] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    met: list[Term] = field(default_factory=list)

    @property
    def both(self) -> float:
        """Words and subjects together: by this entries are ranked."""
        return self.score + LEANS * self.likeness


def read(entry: Entry) -> Indexed:
    """An entry as it will be searched."""
    title = _NAMES.sub(" ", entry.question)  # the restaurant "Beach" is no beach
    book = vocabulary()
    named = book.read(title, entry.lang)
    asked, told = _titled(named), book.read(entry.answer, entry.lang)
    known = (asked.concepts, asked.stems, told.concepts, told.stems)
    lean = joined(hunches.leaning(named.words, TITLE), hunches.leaning(told.words))
    return Indexed(
        entry,
        asked,
        *known,
        holds=held(entry.answer),
        leaning=lean,
        tells=tells([named.words, *_sentences(told.words)]),
        term_senses=of_terms(asked.terms, named.words, senses(named.words)),
        asked_senses=all_senses(named.words),
        told_senses=all_senses(told.words),
        sounds=sounds([*named.words, *told.words]),
    )


def _sentences(row: list[Word]) -> list[list[Word]]:
    found: dict[int, list[Word]] = {}
    for word in row:
        found.setdefault(word.sentence, []).append(word)
    return list(found.values())


def judged(row: Indexed, asked: Asked, weights: Mapping[str, float]) -> Scored:
    """How well an entry answers. `weights`: how rare a concept or stem is among the entries."""
    found = Scored(row, likeness=likeness(asked.leaning, row.leaning))
    whole = spoken = 0.0
    met: set[str] = set()
    each = zip(asked.terms, asked.leanings, asked.senses, asked.echoes, strict=True)
    for term, lean, meant, echoes in each:
        weight = weighed(term, weights)
        strength = max(_strength(term, row), _alike(meant, echoes, row))
        whole += weight
        spoken += weight * strength
        if strength:
            met |= _met(term)
            found.met.append(term)
        else:
            telling = min(1.0, max(lean.values(), default=0.0))
            strange = 1.0 - likeness(lean, row.leaning)
            found.missed.append(Missed(term, weight, strange, telling))
            if weight >= 0.3:
                found.missing.append(term.shown)
    found.coverage = spoken / whole if whole else 0.0
    found.focus = _focus(row, met, frozenset[str]().union(*asked.senses), weights)
    found.score = found.coverage * (1 - FOCUS + FOCUS * found.focus)
    for aspect in sorted(asked.aspects - row.holds):
        found.lacking *= LACKING.get(aspect, 1.0)
        found.missing.append(aspect)
    found.score *= found.lacking
    found.score += 0.05 * len(asked.aspects & row.asked.aspects) if found.score else 0.0
    return found


def weighed(term: Term, rarity: Mapping[str, float]) -> float:
    """How much a term matters in this hotel."""
    if term.concepts:
        return term.weight * max(rarity.get(c, 1.0) for c in term.concepts)
    return term.weight * rarity.get(term.stem, 1.0)


def same_subject(one: Indexed, other: Indexed) -> bool:
    """Whether two entries answer the same question in two languages (or are one entry)."""
    if one is other:
        return True
    if one.entry.lang == other.entry.lang:
        return False
    if one.entry.topic and one.entry.topic == other.entry.topic:
        return True
    context = vocabulary().context
    first, second = one.asked_concepts - context, other.asked_concepts - context
    return bool(first) and len(first & second) / len(first | second) >= 0.5


def _focus(row: Indexed, met: set[str], meant: Senses, weights: Mapping[str, float]) -> float:
    """How much of the entry's own question the guest spoke of."""
    whole = got = 0.0
    for term, its_senses in zip(row.asked.terms, row.term_senses, strict=True):
        weight = weighed(term, weights)
        whole += weight
        got += weight if met & _names(term) or meant & its_senses else 0.0
    return got / whole if whole else 0.0


def _met(term: Term) -> set[str]:
    """What speaking of this term speaks of: itself and the larger things it belongs to."""
    wholes = (vocabulary().parts.get(concept, frozenset()) for concept in term.concepts)
    return set(_names(term)).union(*wholes)


def _titled(asked: Meaning) -> Meaning:
    """A bare title ("Arrival", "Cars") names the thing it usually stands for."""
    book = vocabulary()
    if asked.stems or asked.concepts - book.context:
        return asked
    terms: list[Term] = []
    for term in asked.terms:
        meant = frozenset(c for name in term.concepts for c in book.titles.get(name, ()))
        weight = 1.0 if meant else term.weight
        terms.append(Term(term.concepts | meant, "", weight, term.shown, term.words))
    return Meaning(terms, asked.aspects, asked.words)


def _names(term: Term) -> frozenset[str]:
    return term.concepts or frozenset({term.stem})


def _strength(term: Term, row: Indexed) -> float:
    if term.concepts:
        if term.concepts & row.asked_concepts:
            return 1.0
        if (term.concepts - vocabulary().not_in_passing) & row.told_concepts:
            return IN_ANSWER
        book = vocabulary()
        if any(_hinted(concept, row) for concept in term.concepts):
            return HINTED
        # a part whose words are known is not in an answer that says none of them
        vague = term.concepts - book.hints.keys()
        akin = {other for concept in vague for other in book.kin.get(concept, ())}
        if akin & row.asked_concepts:
            return AKIN
        return AKIN * IN_ANSWER if akin & row.told_concepts else 0.0
    if term.stem in row.asked_stems:
        return 1.0
    return IN_ANSWER if term.stem in row.told_stems else 0.0


def _alike(meant: Senses, echoes: Sounds, row: Indexed) -> float:
    """How well an entry says the same in other words, or in another alphabet."""
    if meant & row.asked_senses:
        return SAME_SENSE
    if meant & row.told_senses:
        return SAME_SENSE * IN_ANSWER
    return SAME_SOUND if echoes & row.sounds else 0.0


def _hinted(concept: str, row: Indexed) -> bool:
    """Whether an entry about the whole says a word of this part: check-in, "earlier: 30 euro"."""
    hint = vocabulary().hints.get(concept)
    wholes = vocabulary().parts.get(concept, frozenset()) | {concept}
    related = concept == "children" or bool(wholes & (row.asked_concepts | row.told_concepts))
    return bool(hint and related and hint.search(row.entry.answer))
