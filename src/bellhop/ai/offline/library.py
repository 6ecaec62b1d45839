"""The hotel's own answers, searched. Sure enough, or handed over: never a guess.

Every entry is judged by what it says (`entries`); how sure the best one is, all that was noticed
decides together (`sureness`). A thing the entry does not mention ("is the pool heated?") makes it
unsure.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bellhop.ai.offline import sureness
from bellhop.ai.offline.beyond import beyond
from bellhop.ai.offline.entries import Asked, Scored, judged, read, rivals, same_subject
from bellhop.ai.offline.hunches import covered, leaning, length, odds
from bellhop.ai.offline.language import detect_language
from bellhop.ai.offline.spelling import near
from bellhop.ai.offline.vocabulary import Term, vocabulary
from bellhop.ai.plain import Entry, Match

SURE = 0.66  # chosen by the curve of rights, wrongs and inventions, see docs/decisions
OTHER_LANGUAGE = 0.8  # the guest's own language is preferred down to this share of the best score
LEAST_LEANING = 0.2


class Library:
    """A hotel's entries, read once per knowledge version. Holds no outside resource."""

    def __init__(self, entries: Sequence[Entry], *, lang: str = "en") -> None:
        self.lang = lang
        self.rows = [read(entry) for entry in entries]
        known = Counter(c for row in self.rows for c in row.asked_concepts | row.told_concepts)
        known.update(s for row in self.rows for s in row.asked_stems | row.told_stems)
        top = math.log(2 + len(self.rows))
        self._rarity = {
            name: max(0.45, math.log(1 + (1 + len(self.rows)) / (1 + count)) / top)
            for name, count in known.items()
        }
        stems = {s for row in self.rows for s in row.asked_stems | row.told_stems}
        self._stems = dict.fromkeys(sorted(stems))  # in one order, so that typos mend alike

    def find(self, question: str, *, lang: str | None = None) -> Match:
        """The entry that answers the question, or none: then a person is called.

        The score is the chance that the best entry answers.
        """
        guest = lang or detect_language(question, self.lang)
        asked = self.asked(question, guest)
        if not self.rows or not asks(asked):
            return Match(None, 0.0, 0.0, ("nothing_asked",))
        best, others, found = self.weighed(asked, guest)
        chance = sureness.chance(found, sureness.weights())
        reasons = [f"missing:{shown}" for shown in best.missing]
        if chance < SURE:
            reasons.append("below_threshold")
        runner_up = others[0].both / best.both if others and best.both else 0.0
        entry = best.row.entry if chance >= SURE else None
        return Match(entry, round(chance, 3), round(runner_up * chance, 3), tuple(reasons))

    def asked(self, question: str, guest: str) -> Asked:
        """A question, read."""
        meaning = vocabulary().read(question, guest)
        terms = [self._mended(term) for term in meaning.terms]
        leanings = [leaning(term.words) for term in terms]
        lean = leaning(meaning.words)
        said = meaning.words
        return Asked(terms, leanings, meaning.aspects, lean, said, beyond(question), odds(said))

    def weighed(
        self, asked: Asked, guest: str, without: frozenset[str] = frozenset()
    ) -> tuple[Scored, list[Scored], list[float]]:
        """The best entry, the others best first, and what was noticed of the best. `without`:
        entries as if they were not there."""
        rows = [row for row in self.rows if row.entry.id not in without]
        ranked = sorted((judged(row, asked, self._rarity) for row in rows), key=lambda s: -s.both)
        best = _in_guests_language(ranked, guest, asked.aspects)
        others = rivals(best, ranked)
        likest = max((other.likeness for other in others), default=0.0)
        anywhere = max(covered(asked.odds, row.leaning) for row in rows)
        rival = others[0] if others else None
        found = sureness.noticed(asked, best, rival, likest, anywhere)
        return best, others, found

    def _mended(self, term: Term) -> Term:
        """A word outside the vocabulary read as the nearest word of the entries."""
        stem = term.stem
        if not stem or stem in self._stems or len(stem) < 5:
            return term
        for other in self._stems:
            if other[0] == stem[0] and len(other) >= 5 and near(stem, other, 1 + (len(stem) > 8)):
                return replace(term, stem=other)
        return term


def asks(asked: Asked) -> bool:
    """Whether a question speaks of anything."""
    named = any(term.weight >= 0.3 for term in asked.terms)
    return named or length(asked.leaning) >= LEAST_LEANING


def _in_guests_language(ranked: list[Scored], guest: str, aspects: set[str]) -> Scored:
    best = ranked[0]
    wanted = aspects & best.row.holds
    if best.row.entry.lang == guest:
        return best
    for other in ranked[1:]:
        if other.both < OTHER_LANGUAGE * best.both:
            break
        same = other.row.entry.lang == guest and same_subject(other.row, best.row)
        if same and wanted <= other.row.holds:
            return other
    return best


def spoken_of(text: str, lang: str) -> frozenset[str]:
    """What a question speaks of, in any language: concepts, and stems of words outside the
    vocabulary. Places and persons that any question may name are left out."""
    found = vocabulary().read(text, lang)
    named = found.concepts - vocabulary().context
    return frozenset(named or found.concepts) | found.stems
