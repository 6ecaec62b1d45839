"""`python -m evals.sureness`: makes `rules/sureness.tsv` anew from the questions of this folder.

Every question to a hotel tells which of the likely entries was right, or that none was; once more
with its answer taken out of the hotel's entries, so that no answer is right. The vocabulary has
since learned most of the older questions' words, so some of their things are read as unknown words
here: an answer must be sure for guests nobody has heard. `curve` shows, for hotels judged by
weights learned from the others, what each threshold brings.
"""

import math
import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bellhop.ai.offline as offline_room
from bellhop.ai.offline.entries import Asked, Scored
from bellhop.ai.offline.hunches import leaning
from bellhop.ai.offline.language import detect_language
from bellhop.ai.offline.library import Library, asks
from bellhop.ai.offline.morphology import lemma
from bellhop.ai.offline.sureness import (
    WITHOUT,
    Noticed,
    chances,
    noticed,
    noticed_of_question,
)
from bellhop.ai.offline.vocabulary import Term
from evals import golden
from evals.measure import is_right

TARGET = Path(offline_room.__file__).parent / "rules" / "sureness.tsv"
UNTOLD = 0.3  # a question whose answer was taken out of the hotel's entries counts so much
UNHEARD = 0.45  # share of the things of older questions that are read as unknown words
OLDER = 0.8  # each of the two readings of an older question counts so much
FRESH = 3.0  # and a late question
UNANSWERABLE = 2.0  # one that nothing answers counts for so many others
ROUNDS = 15
STEP = 0.15
RESTRAINT = 5.0  # pulls the weights towards nothing
FOLDS = 4
_UNNAMED = 0.6
_WORTH_SAYING = 0.2
_LEAST = 0.002  # a weight nearer to nothing is not kept


@dataclass(slots=True)
class Case:
    """One reading of a question: what was noticed of each likely entry and of the question, and
    which entries are right."""

    hotel: str
    answerable: bool
    right: list[bool]
    entries: list[Noticed]
    question: Noticed
    share: float
    fresh: bool
    untold: bool = False


def _as_unknown(term: Term) -> Term:
    stem = lemma(term.words[0].raw)
    return replace(term, concepts=frozenset(), stem=stem, weight=_UNNAMED * term.weight)


def _unheard(asked: Asked, dice: random.Random) -> Asked:
    terms = [
        _as_unknown(term)
        if term.concepts and term.weight >= _WORTH_SAYING and dice.random() < UNHEARD
        else term
        for term in asked.terms
    ]
    return replace(asked, terms=terms, leanings=[leaning(term.words) for term in terms])


def cases() -> list[Case]:
    """Every question to every hotel, older ones in two readings."""
    dice, found = random.Random(5), []
    libraries: dict[str, Library] = {}
    for batch in ("questions", *(f"questions_{name}" for name in golden.QUESTION_BATCHES)):
        fresh = batch.removeprefix("questions_") in golden.QUESTION_FRESH
        for row in golden.rows(batch):
            library = libraries.setdefault(row["kb"], golden.library(row["kb"]))
            guest = detect_language(row["question"], library.lang)
            asked = library.asked(row["question"], guest)
            for heard in (asked,) if fresh else (asked, _unheard(asked, dice)):
                if asks(heard):
                    found += _case(row, library, heard, fresh=fresh)
    return found


def _case(row: golden.Row, library: Library, asked: Asked, *, fresh: bool) -> Iterator[Case]:
    """A question as it was asked, and with its answers taken out."""
    answerable = row["entry_id"] is not None
    likely = library.likely(asked)
    right = [is_right(row, each.row.entry.id) for each in likely]
    share = (FRESH if fresh else OLDER) * (1.0 if answerable else UNANSWERABLE)
    entries, question = _noticed(library, asked, likely)
    yield Case(row["kb"], answerable, right, entries, question, share, fresh)
    if any(right):
        answers = frozenset(r.entry.id for r in library.rows if is_right(row, r.entry.id))
        others = library.likely(asked, answers)
        entries, _ = _noticed(library, asked, others)
        none = [False] * len(others)
        yield Case(row["kb"], False, none, entries, question, UNTOLD, fresh, untold=True)


def _noticed(
    library: Library, asked: Asked, likely: Sequence[Scored]
) -> tuple[list[Noticed], Noticed]:
    rarity = library.sense_rarity
    entries = [noticed(asked, each, rarity) for each in likely]
    return entries, noticed_of_question(asked, rarity)


def fit(examples: Sequence[Case]) -> Noticed:
    """Weights under which the right entries, or none, are likeliest: steps down the slope, each as
    long as the slopes met so far allow (Adagrad, Duchi et al. 2011)."""
    scale = _spreads(examples)
    weights = dict.fromkeys(scale, 0.0)
    steep = dict.fromkeys(scale, 1e-3)
    whole = sum(case.share for case in examples)
    order, dice = list(examples), random.Random(7)
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for case in order:
            pull = RESTRAINT * case.share / whole
            for name, slope in _slopes(case, weights).items():
                # a weight is worth its value times the spread of what it weighs
                spread = scale[name]
                down = slope / spread - pull * weights[name] * spread
                steep[name] += down * down
                moved = weights[name] + STEP * down / math.sqrt(steep[name]) / spread
                # what is missing never speaks for an answer, however few cases there were
                weights[name] = min(0.0, moved) if name.startswith(WITHOUT) else moved
    return weights


def _spreads(examples: Sequence[Case]) -> dict[str, float]:
    """How much each thing noticed varies; a concept that is missing counts as it is."""
    heard: dict[str, list[float]] = defaultdict(list)
    many = 0
    for case in examples:
        many += len(case.entries)
        for each in case.entries:
            for name, value in each.items():
                heard[name].append(value)
    questions: dict[str, list[float]] = defaultdict(list)
    for case in examples:
        for name, value in case.question.items():
            questions[name].append(value)
    spreads = {name: _spread(values, many) for name, values in heard.items()}
    spreads |= {name: _spread(values, len(examples)) for name, values in questions.items()}
    return {name: 1.0 if name.startswith(WITHOUT) else s for name, s in spreads.items()}


def _spread(values: Sequence[float], many: int) -> float:
    """The standard deviation of values among `many`, the others nothing; one for a constant."""
    mean = sum(values) / many
    return math.sqrt(max(0.0, sum(v * v for v in values) / many - mean * mean)) or 1.0


def _slopes(case: Case, weights: Noticed) -> Noticed:
    """How the weights must change to make what is true likelier, times the case's share."""
    told = chances(case.entries, case.question, weights)
    nothing = 1.0 - sum(told)
    hit = sum(c for c, right in zip(told, case.right, strict=True) if right)
    found: dict[str, float] = defaultdict(float)
    known = any(case.right)
    aims = [
        (chance / hit if known and right and hit else 0.0)
        for chance, right in zip(told, case.right, strict=True)
    ]
    for each, chance, aim in zip(case.entries, told, aims, strict=True):
        if pull := case.share * (aim - chance):
            for name, value in each.items():
                found[name] += pull * value
    pull = case.share * (float(not known) - nothing)
    for name, value in case.question.items():
        found[name] += pull * value
    return found


def curve(every: Sequence[Case]) -> None:
    """What each threshold brings to hotels the weights have not seen."""
    judged: dict[bool, list[tuple[float, bool, Case]]] = defaultdict(list)
    hotels = sorted({case.hotel for case in every})
    for fold in range(FOLDS):
        held = set(hotels[fold::FOLDS])
        weights = fit([case for case in every if case.hotel not in held])
        for case in every:
            if case.hotel in held and not case.untold:
                told = chances(case.entries, case.question, weights)
                first = max(range(len(told)), key=told.__getitem__)
                judged[case.fresh].append((told[first], case.right[first], case))
    for fresh, found in sorted(judged.items()):
        print("late hotels" if fresh else "older hotels")
        asked = sum(case.answerable for _, _, case in found)
        others = len(found) - asked
        for threshold in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
            told_now = [(right, case) for chance, right, case in found if chance >= threshold]
            right = sum(right for right, _ in told_now)
            wrong = sum(case.answerable and not right for right, case in told_now)
            invented = sum(not case.answerable for _, case in told_now)
            print(
                f"{threshold:.2f}: right {right / asked:.1%}, wrong {wrong / asked:.1%},"
                f" invented {invented / others:.1%}"
            )


def main() -> int:
    """Write the weights, or show the curve."""
    every = cases()
    if "curve" in sys.argv[1:]:
        curve(every)
        return 0
    weights = fit(every)
    kept = {name: worth for name, worth in weights.items() if abs(worth) >= _LEAST}
    lines = [f"{name}\t{worth:.4f}" for name, worth in sorted(kept.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(line for line in lines if not line.startswith(WITHOUT)))
    print(f"log-likelihood {statistics.fmean(_likelihood(case, weights) for case in every):.4f}")
    return 0


def _likelihood(case: Case, weights: Noticed) -> float:
    told = chances(case.entries, case.question, weights)
    hit = sum(c for c, right in zip(told, case.right, strict=True) if right)
    return math.log(max(1e-3, hit if any(case.right) else 1.0 - sum(told)))


if __name__ == "__main__":
    sys.exit(main())
