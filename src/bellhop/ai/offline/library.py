"""The hotel's own answers, searched. Sure enough, or handed over: never a guess.

Every entry is judged by what it says (`entries`); the likely ones are weighed against one another
and against none (`sureness`). A thing the entry does not mention ("is the pool heated?") makes it
unsure.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bellhop.ai.offline import sureness
from bellhop.ai.offline.beyond import beyond
from bellhop.ai.offline.entries import Asked, Scored, judged, read, same_subject
from bellhop.ai.offline.hunches import leaning, length, odds
from bellhop.ai.offline.language import detect_language
from bellhop.ai.offline.spelling import near
from bellhop.ai.offline.thesaurus import echoes, of_terms, senses
from bellhop.ai.offline.vocabulary import Term, vocabulary
from bellhop.ai.plain import Entry, Match

SURE = 0.65  # chosen by the curve of rights, wrongs and inventions, see docs/decisions
OTHER_LANGUAGE = 0.8  # the guest's own language is preferred down to this share of the best score
LEAST_LEANING = 0.2
PRICE = "price"  # asked for, it is told or a person tells it
LIKELY = 12  # entries that are weighed against one another


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
        of_senses = Counter(x for row in self.rows for x in row.asked_senses | row.told_senses)
        size = 1 + len(self.rows)
        self.sense_rarity = {
            sense: math.log(size / (1 + count)) / math.log(size)
            for sense, count in of_senses.items()
        }
        stems = {s for row in self.rows for s in row.asked_stems | row.told_stems}
        self._stems = dict.fromkeys(sorted(stems))  # in one order, so that typos mend alike

    def find(self, question: str, *, lang: str | None = None) -> Match:
        """The entry that answers the question, or none: then a person is called.

        The score is the chance that the best entry answers, the runner-up's that another does.
        """
        guest = lang or detect_language(question, self.lang)
        asked = self.asked(question, guest)
        if not self.rows or not asks(asked):
            return Match(None, 0.0, 0.0, ("nothing_asked",))
        best, chance, other = self.surest(asked, guest)
        reasons = [f"missing:{shown}" for shown in best.missing]
        sure = chance >= SURE and PRICE not in best.missing
        if not sure:
            reasons.append("below_threshold")
        entry = best.row.entry if sure else None
        return Match(entry, round(chance, 3), round(other, 3), tuple(reasons))

    def asked(self, question: str, guest: str) -> Asked:
        """A question, read."""
        meaning = vocabulary().read(question, guest)
        said, heard = meaning.words, senses(meaning.words)
        terms = [self._mended(term) for term in meaning.terms]
        return Asked(
            terms,
            leanings=[leaning(term.words) for term in terms],
            aspects=meaning.aspects,
            leaning=leaning(said),
            words=said,
            senses=of_terms(terms, said, heard),
            said_senses=[each for each in heard if each],
            echoes=[echoes(term.words) for term in terms],
            beyond=beyond(question),
            odds=odds(said),
        )

    def surest(self, asked: Asked, guest: str) -> tuple[Scored, float, float]:
        """The entry most likely to answer, in the guest's language where it is told in both; its
        chance, and the chance of the likeliest entry about something else."""
        likely = self.likely(asked)
        found = [sureness.noticed(asked, each, self.sense_rarity) for each in likely]
        question = sureness.noticed_of_question(asked, self.sense_rarity)
        told = sureness.chances(found, question, sureness.weights())
        ranked = sorted(zip(told, likely, strict=True), key=lambda pair: -pair[0])
        first = ranked[0][1]
        alike = [pair for pair in ranked if same_subject(pair[1].row, first.row)]
        others = [chance for chance, each in ranked if not same_subject(each.row, first.row)]
        best = _in_guests_language([each for _, each in alike], guest, asked.aspects)
        return best, sum(chance for chance, _ in alike), max(others, default=0.0)

    def likely(self, asked: Asked, without: frozenset[str] = frozenset()) -> list[Scored]:
        """The entries worth weighing against one another, best first. `without`: entries as if
        they were not there."""
        rows = [row for row in self.rows if row.entry.id not in without]
        scored = (judged(row, asked, self._rarity) for row in rows)
        return sorted(scored, key=lambda each: -each.both)[:LIKELY]

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


def _in_guests_language(alike: list[Scored], guest: str, aspects: set[str]) -> Scored:
    """Of entries that tell the same, the one in the guest's language, if it tells what is asked."""
    best = alike[0]
    wanted = aspects & best.row.holds
    if best.row.entry.lang == guest:
        return best
    for other in alike[1:]:
        near = other.both >= OTHER_LANGUAGE * best.both
        if near and other.row.entry.lang == guest and wanted <= other.row.holds:
            return other
    return best


def spoken_of(text: str, lang: str) -> frozenset[str]:
    """What a question speaks of, in any language: concepts, and stems of words outside the
    vocabulary. Places and persons that any question may name are left out."""
    found = vocabulary().read(text, lang)
    named = found.concepts - vocabulary().context
    return frozenset(named or found.concepts) | found.stems
