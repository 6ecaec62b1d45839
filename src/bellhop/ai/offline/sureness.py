"""How sure an answer is: every likely entry against the others, and against none of them.

What is noticed of an entry gives it a weight, what is noticed of the question gives one to "no
entry answers"; the chances are their shares (a softmax). The numbers are made by
`python -m evals.sureness` from the questions in `evals/` and kept in `rules/sureness.tsv`.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from bellhop.ai.offline.entries import Asked, Scored
from bellhop.ai.offline.hunches import told_of
from bellhop.ai.offline.thesaurus import Senses
from bellhop.ai.offline.vocabulary import Term, vocabulary

Noticed = dict[str, float]
WITHOUT = "without:"  # and a concept: the question names it and the entry does not
_NOUN = 0.5  # from this weight on, a word outside the vocabulary names a thing
_BEFORE, _AFTER = 1, 4
_EXPLAINED = 0.5  # a word stranger than this to an entry is not part of what it is about
_SENSE_IN_ANSWER = 0.8
_SENSE_NOWHERE = 0.8  # the weight of a sense that no entry of the hotel has
_MUCH_LIKE = 0.5


def noticed(asked: Asked, best: Scored, rarity: Mapping[str, float]) -> Noticed:
    """What speaks for and against one entry. `rarity`: how rare each sense of the thesaurus is
    among the hotel's entries."""
    shared, met, missing = _senses(asked.said_senses, best, rarity)
    return {
        "likeness": best.likeness,
        "much_likeness": max(0.0, best.likeness - _MUCH_LIKE),
        "coverage": best.coverage,
        "focus": best.focus,
        "words_and_subjects": best.both,
        "speaks_of_it": told_of(asked.odds, best.row.tells),
        "strange_subjects": _strange(asked, best),
        "named_unsaid": _named_unsaid(asked, best),
        "kinds_lacking": -math.log(best.lacking),
        "price_lacking": float("price" in best.missing),
        "senses_shared": shared,
        "senses_shared_and_words": shared * best.score,
        "senses_met": met,
        "senses_missing": missing,
        **_missing(best),
    }


def noticed_of_question(asked: Asked, rarity: Mapping[str, float]) -> Noticed:
    """What speaks for and against that no entry answers."""
    nowhere = sum(not any(sense in rarity for sense in each) for each in asked.said_senses)
    return {
        "asked": 1.0,
        "asked_long": math.log1p(len(asked.words)),
        "asked_surest_subject": max(asked.odds.values(), default=0.0),
        "asked_subjects": sum(asked.odds.values()),
        "asked_things": float(len(asked.terms)),
        "asked_senses": float(len(asked.said_senses)),
        "asked_senses_nowhere": float(nowhere),
        **{f"asked_{name}": 1.0 for name in asked.beyond},
    }


def chances(entries: Sequence[Noticed], question: Noticed, learned: Noticed) -> list[float]:
    """The chance of each entry to be the answer; what is left to one is that none is."""
    told = [*(_weight(each, learned) for each in entries), _weight(question, learned)]
    most = max(told)
    risen = [math.exp(each - most) for each in told]
    whole = sum(risen)
    return [each / whole for each in risen[:-1]]


def _weight(found: Noticed, learned: Noticed) -> float:
    """What all that was noticed is worth."""
    return sum(value * learned.get(name, 0.0) for name, value in found.items())


def _senses(
    said: Sequence[Senses], best: Scored, rarity: Mapping[str, float]
) -> tuple[float, float, float]:
    """The share of what was said that the entry says in these or other words, how much that is,
    and how much is missing."""
    row, whole, met, missing = best.row, 0.0, 0.0, 0.0
    for each in said:
        most = max((rarity[sense] for sense in each if sense in rarity), default=_SENSE_NOWHERE)
        titled = max((rarity[sense] for sense in each & row.asked_senses), default=0.0)
        told = max((rarity[sense] for sense in each & row.told_senses), default=0.0)
        got = max(titled, _SENSE_IN_ANSWER * told)
        whole, met, missing = whole + most, met + got, missing + max(0.0, most - got)
    return (met / whole if whole else 0.0), met, missing


def _missing(best: Scored) -> Noticed:
    """What the entry does not speak of, by how much it matters: words beside what it does speak of
    narrow the question, words of another clause tell the guest's story."""
    near = {word.clause for term in best.met for word in term.words}
    near |= {w.clause for each in best.missed if each.strange < _EXPLAINED for w in each.term.words}
    found: Noticed = dict.fromkeys(
        ("things_missing", "nouns_missing", "rest_missing", "told_things", "vague_words"), 0.0
    )
    for term, weight, strange, telling in best.missed:
        beside = not near or any(word.clause in near for word in term.words)
        kind = _kind(term, weight)
        if beside or kind == "rest_missing":
            found[kind] += weight * strange
        if term.concepts:
            found["told_things"] += weight * telling
            for concept in term.concepts:
                name = WITHOUT + concept
                found[name] = max(found.get(name, 0.0), weight)
        else:
            found["vague_words"] += weight * (1 - telling)
    return found


def _kind(term: Term, weight: float) -> str:
    if term.concepts:
        return "things_missing"
    return "nouns_missing" if weight >= _NOUN else "rest_missing"


def _named_unsaid(asked: Asked, best: Scored) -> float:
    """How much the entry does not say of what stands right beside "is there" and the like."""
    beside: set[int] = set()
    openers = vocabulary().openers
    for at, word in enumerate(asked.words):
        if openers & set(word.forms):
            beside |= {id(other) for other in asked.words[max(0, at - _BEFORE) : at + _AFTER + 1]}
    return sum(
        weight
        for term, weight, *_ in best.missed
        if (term.concepts or weight >= _NOUN) and any(id(word) in beside for word in term.words)
    )


def _strange(asked: Asked, best: Scored) -> float:
    """The share of the question's subjects that the entry is not about."""
    row, whole = best.row.leaning, sum(asked.leaning.values())
    other = sum(share for subject, share in asked.leaning.items() if subject not in row)
    return other / whole if whole else 0.0


@lru_cache(maxsize=1)
def weights() -> Noticed:
    """What each thing noticed is worth."""
    source = files("bellhop.ai.offline").joinpath("rules", "sureness.tsv")
    lines = source.read_text(encoding="utf-8").splitlines()
    told = (line.split("\t") for line in lines)
    return {name: float(worth) for name, worth in told}
