"""`python -m evals.sureness`: makes `rules/sureness.tsv` anew from the questions of this folder.

Every question to a hotel tells whether the best entry was right; once more with its answer taken
out of the hotel's entries, so that no answer is right. The vocabulary has since learned
most of the older questions' words, so some of their things are read as unknown words here: an
answer must be sure for guests nobody has heard. `curve` shows, for every hotel judged by weights
learned from the others, what each threshold brings.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bellhop.ai.offline as offline_room
from bellhop.ai.offline.entries import Asked
from bellhop.ai.offline.hunches import leaning
from bellhop.ai.offline.language import detect_language
from bellhop.ai.offline.library import Library, asks
from bellhop.ai.offline.morphology import lemma
from bellhop.ai.offline.sureness import NOTICED, chance
from bellhop.ai.offline.vocabulary import Term
from evals import golden
from evals.measure import is_right

TARGET = Path(offline_room.__file__).parent / "rules" / "sureness.tsv"
UNTOLD = 0.3  # a question whose answer was taken out of the hotel's entries counts so much
UNHEARD = 0.45  # share of the things of older questions that are read as unknown words
READINGS = 3  # of each older question
FRESH = 3.0  # a late question counts for so many older ones
UNANSWERABLE = 2.0  # and a late one that nothing answers for so many late ones
ROUNDS = 12
RESTRAINT = 0.7  # pulls the weights towards nothing
_UNNAMED = 0.6
_WORTH_SAYING = 0.2


@dataclass(slots=True)
class Case:
    """One reading of a question: what was noticed of the best entry, and whether it was right."""

    hotel: str
    answerable: bool
    right: bool
    found: list[float]
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
    """Every question to every hotel, older ones in several readings."""
    dice, found = random.Random(5), []
    libraries: dict[str, Library] = {}
    for batch in ("questions", *(f"questions_{name}" for name in golden.QUESTION_BATCHES)):
        fresh = batch.removeprefix("questions_") in golden.QUESTION_FRESH
        for row in golden.rows(batch):
            library = libraries.setdefault(row["kb"], golden.library(row["kb"]))
            guest = detect_language(row["question"], library.lang)
            asked = library.asked(row["question"], guest)
            for reading in range(1 if fresh else READINGS):
                heard = _unheard(asked, dice) if reading else asked
                if not asks(heard):
                    continue
                best, _, noticed = library.weighed(heard, guest)
                right = is_right(row, best.row.entry.id)
                answerable = row["entry_id"] is not None
                share = FRESH if fresh else 1 / READINGS
                share *= UNANSWERABLE if fresh and not answerable else 1.0
                found.append(Case(row["kb"], answerable, right, noticed, share, fresh))
            if answerable:
                answers = {r.entry.id for r in library.rows if is_right(row, r.entry.id)}
                _, _, noticed = library.weighed(asked, guest, frozenset(answers))
                found.append(Case(row["kb"], False, False, noticed, UNTOLD, fresh, untold=True))
    return found


def fit(examples: Sequence[Case]) -> list[float]:
    """Logistic weights, by Newton's steps."""
    size = len(NOTICED)
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-RESTRAINT * w if i else 0.0 for i, w in enumerate(weights)]
        bend = [
            [RESTRAINT * (i == j and i > 0) + 1e-9 * (i == j) for j in range(size)]
            for i in range(size)
        ]
        for case in examples:
            p = chance(case.found, weights)
            pull, stiff = case.share * (case.right - p), case.share * p * (1 - p)
            for i, x in enumerate(case.found):
                if x:
                    slope[i] += pull * x
                    row, sx = bend[i], stiff * x
                    for j, y in enumerate(case.found):
                        row[j] += sx * y
        step = _solved(bend, slope)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights


def _solved(matrix: list[list[float]], wanted: list[float]) -> list[float]:
    """The x for which matrix·x is what is wanted, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, wanted, strict=True)]
    size = len(rows)
    for at in range(size):
        top = max(range(at, size), key=lambda r: abs(rows[r][at]))
        rows[at], rows[top] = rows[top], rows[at]
        for other in range(size):
            if other != at and rows[other][at]:
                share = rows[other][at] / rows[at][at]
                rows[other] = [a - share * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def curve(every: Sequence[Case]) -> None:
    """What each threshold brings to hotels the weights have not seen."""
    judged: dict[bool, list[tuple[float, Case]]] = defaultdict(list)
    for hotel in sorted({case.hotel for case in every}):
        weights = fit([case for case in every if case.hotel != hotel])
        for case in every:
            if case.hotel == hotel and not case.untold:
                judged[case.fresh].append((chance(case.found, weights), case))
    for fresh, pairs in sorted(judged.items()):
        print("late hotels" if fresh else "older hotels")
        asked = sum(c.share for _, c in pairs if c.answerable)
        others = sum(c.share for _, c in pairs if not c.answerable)
        for threshold in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
            told = [c for p, c in pairs if p >= threshold]
            right = sum(c.share for c in told if c.right)
            wrong = sum(c.share for c in told if c.answerable and not c.right)
            invented = sum(c.share for c in told if not c.answerable)
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
    lines = [f"{name}\t{weight:.4f}" for name, weight in zip(NOTICED, weights, strict=True)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
