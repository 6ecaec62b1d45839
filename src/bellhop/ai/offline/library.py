"""The hotel's own answers, searched. Sure enough, or handed over: never a guess.

An entry's score says how much of what the guest asked the entry speaks of (coverage), how much of
the entry's own question the guest asked (focus), and whether it holds the kind of answer wanted:
"how much" is not answered by an entry without a price. A thing the entry does not mention ("is the
pool heated?") lowers coverage below the threshold.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bellhop.ai.offline.kinds import LACKING, held
from bellhop.ai.offline.language import detect_language
from bellhop.ai.offline.spelling import near
from bellhop.ai.offline.vocabulary import Meaning, Term, vocabulary
from bellhop.ai.plain import Entry, Match

THRESHOLD = 0.55  # fitted on one half of the golden questions (evals), see docs/decisions
ALONE = 0.40  # enough when the entry speaks of all that was asked and no other comes near
MARGIN = 0.03  # two entries closer than this: nobody can say which is meant
IN_ANSWER = 0.75  # a word found only in the answer counts for so much
AKIN = 0.75  # a near relation of what was asked ("taxi", "transfer")
HINTED = 0.85
FOCUS = 0.42
RIVAL = 0.6  # of the best score: a rival below it is no rival
OTHER_LANGUAGE = 0.8  # the guest's own language is preferred down to this share of the best score


@dataclass(slots=True)
class _Indexed:
    """One entry, read."""

    entry: Entry
    asked: Meaning
    asked_concepts: set[str]
    asked_stems: set[str]
    told_concepts: set[str]
    told_stems: set[str]
    holds: set[str]


@dataclass(slots=True)
class _Scored:
    row: _Indexed
    score: float
    missing: list[str]


class Library:
    """A hotel's entries, read once per knowledge version. Holds no outside resource."""

    def __init__(self, entries: Sequence[Entry], *, lang: str = "en") -> None:
        self.lang = lang
        self._rows = [_read(entry) for entry in entries]
        known = Counter(c for row in self._rows for c in row.asked_concepts | row.told_concepts)
        known.update(s for row in self._rows for s in row.asked_stems | row.told_stems)
        top = math.log(2 + len(self._rows))
        self._rarity = {
            name: max(0.45, math.log(1 + (1 + len(self._rows)) / (1 + count)) / top)
            for name, count in known.items()
        }
        self._stems = {s for row in self._rows for s in row.asked_stems | row.told_stems}

    def find(self, question: str, *, lang: str | None = None) -> Match:
        """The entry that answers the question, or none: then a person is called."""
        guest = lang or detect_language(question, self.lang)
        asked = vocabulary().read(question, guest)
        terms = [self._mended(term) for term in asked.terms]
        if not any(term.weight >= 0.3 for term in terms) or not self._rows:
            return Match(None, 0.0, 0.0, ("nothing_asked",))
        ranked = sorted(
            (self._score(row, terms, asked.aspects) for row in self._rows),
            key=lambda s: -s.score,
        )
        best = self._in_guests_language(ranked, guest, asked.aspects)
        rival = next((s.score for s in ranked if not _same_subject(s.row, best.row)), 0.0)
        reasons = [f"missing:{shown}" for shown in best.missing]
        alone = not best.missing and best.score >= ALONE and rival < RIVAL * best.score
        sure = alone or best.score >= THRESHOLD
        if not sure:
            reasons.append("below_threshold")
        elif best.score - rival < MARGIN:
            sure = False
            reasons.append("two_entries_alike")
        return Match(
            best.row.entry if sure else None, round(best.score, 3), round(rival, 3), tuple(reasons)
        )

    def _mended(self, term: Term) -> Term:
        """A word outside the vocabulary read as the nearest word of the entries."""
        stem = term.stem
        if not stem or stem in self._stems or len(stem) < 5:
            return term
        for other in self._stems:
            if other[0] == stem[0] and len(other) >= 5 and near(stem, other, 1 + (len(stem) > 8)):
                return Term(term.concepts, other, term.weight, term.shown)
        return term

    def _weight(self, term: Term) -> float:
        if term.concepts:
            return term.weight * max(self._rarity.get(c, 1.0) for c in term.concepts)
        return term.weight * self._rarity.get(term.stem, 1.0)

    def _score(self, row: _Indexed, terms: Iterable[Term], aspects: set[str]) -> _Scored:
        whole = spoken = 0.0
        missing: list[str] = []
        met: set[str] = set()
        for term in terms:
            weight = self._weight(term)
            strength = _strength(term, row)
            whole += weight
            spoken += weight * strength
            met |= _met(term) if strength else set()
            if not strength and weight >= 0.3:
                missing.append(term.shown)
        coverage = spoken / whole if whole else 0.0
        score = coverage * (1 - FOCUS + FOCUS * self._focus(row, met))
        for aspect in sorted(aspects - row.holds):
            score *= LACKING.get(aspect, 1.0)
            missing.append(aspect)
        score += 0.05 * len(aspects & row.asked.aspects) if score else 0.0
        return _Scored(row, score, missing)

    def _focus(self, row: _Indexed, met: set[str]) -> float:
        """How much of the entry's own question the guest spoke of."""
        whole = got = 0.0
        for term in row.asked.terms:
            weight = self._weight(term)
            whole += weight
            got += weight if met & _names(term) else 0.0
        return got / whole if whole else 0.0

    @staticmethod
    def _in_guests_language(ranked: list[_Scored], guest: str, aspects: set[str]) -> _Scored:
        best = ranked[0]
        wanted = aspects & best.row.holds
        if best.row.entry.lang == guest:
            return best
        for other in ranked[1:]:
            if other.score < OTHER_LANGUAGE * best.score:
                break
            same = other.row.entry.lang == guest and _same_subject(other.row, best.row)
            if same and wanted <= other.row.holds:
                return other
        return best


def spoken_of(text: str, lang: str) -> frozenset[str]:
    """What a question speaks of, in any language: concepts, and stems of words outside the
    vocabulary. Places and persons that any question may name are left out."""
    found = vocabulary().read(text, lang)
    named = found.concepts - vocabulary().context
    return frozenset(named or found.concepts) | found.stems


def _met(term: Term) -> set[str]:
    """What speaking of this term speaks of: itself and the larger things it belongs to."""
    wholes = (vocabulary().parts.get(concept, frozenset()) for concept in term.concepts)
    return set(_names(term)).union(*wholes)


def _titled(asked: Meaning) -> Meaning:
    """A bare title ("Arrival", "Cars") names the thing it usually stands for."""
    book = vocabulary()
    if asked.stems or asked.concepts - book.context:
        return asked
    terms = []
    for term in asked.terms:
        meant = frozenset(c for name in term.concepts for c in book.titles.get(name, ()))
        weight = 1.0 if meant else term.weight
        terms.append(Term(term.concepts | meant, "", weight, term.shown))
    return Meaning(terms, asked.aspects)


_NAMES = re.compile("[«“„][^»”“]*[»”“]")


def _read(entry: Entry) -> _Indexed:
    title = _NAMES.sub(" ", entry.question)  # the restaurant "Beach" is no beach
    asked = _titled(vocabulary().read(title, entry.lang))
    told = vocabulary().read(entry.answer, entry.lang)
    known = (asked.concepts, asked.stems, told.concepts, told.stems)
    return _Indexed(entry, asked, *known, held(entry.answer))


def _names(term: Term) -> frozenset[str]:
    return term.concepts or frozenset({term.stem})


def _strength(term: Term, row: _Indexed) -> float:
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


def _hinted(concept: str, row: _Indexed) -> bool:
    """Whether an entry about the whole says a word of this part: check-in, "earlier: 30 euro"."""
    hint = vocabulary().hints.get(concept)
    wholes = vocabulary().parts.get(concept, frozenset()) | {concept}
    related = concept == "children" or bool(wholes & (row.asked_concepts | row.told_concepts))
    return bool(hint and related and hint.search(row.entry.answer))


def _same_subject(one: _Indexed, other: _Indexed) -> bool:
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
