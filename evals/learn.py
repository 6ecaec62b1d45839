"""`python -m evals.learn`: makes `rules/learned.tsv` anew from the texts of this folder.

The first step learns from everything. The second, which weighs the first against the rules,
learns from texts the first has not seen (five folds) and the rules were not mended on.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bellhop.ai.offline as offline_room
from bellhop.ai.offline.assess import facts
from bellhop.ai.offline.learned import HEADS, Opinion, Scales, chance, features, written
from bellhop.ai.offline.mood import look
from bellhop.ai.offline.rulebook import rulebook
from bellhop.ai.offline.words import Words
from evals import golden, lessons
from evals.golden import Row

TARGET = Path(offline_room.__file__).parent / "rules" / "learned.tsv"
FOLDS = 5
RARE_WORD, RARE_PIECE = 2, 4  # seen less often, a feature is left out
COMPOSED_WEIGHT = 0.3
ROUNDS = 15
COST = 0.3  # how far weights may go; larger trusts the examples more
CALIBRATION_ROUNDS = 150
RESTRAINT = 3.0  # pulls the second step's weights towards nothing

Vector = list[tuple[int, float]]
Example = tuple[Vector, list[bool], float]


def _wanted(row: Row) -> list[bool]:
    return [*(row["sentiment"] == mood for mood in HEADS[:3]), row["requires_attention"]]


def fit(examples: Sequence[Example], size: int, cost: float) -> tuple[list[float], list[float]]:
    """The widest margin between yes and no, for every head: weights, and the starting sums.

    Dual coordinate descent with squared hinge loss (Hsieh and others, 2008).
    """
    heads = len(HEADS)
    weights = [0.0] * (size * heads)
    start = [0.0] * heads
    balance = _balance(examples)
    dice = random.Random(3)
    order = list(range(len(examples)))
    pulls = [[0.0] * heads for _ in examples]
    lengths = [1 + sum(value * value for _, value in vector) for vector, _, _ in examples]
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for number in order:
            vector, wanted, share = examples[number]
            for head in range(heads):
                side = 1.0 if wanted[head] else -1.0
                soft = 0.5 / (cost * share * balance[head][wanted[head]])
                score = start[head] + sum(v * weights[p * heads + head] for p, v in vector)
                pull = pulls[number][head]
                slope = side * score - 1 + soft * pull
                now = max(0.0, pull - slope / (lengths[number] + soft))
                if now != pull:
                    step = (now - pull) * side
                    pulls[number][head] = now
                    start[head] += step
                    for place, value in vector:
                        weights[place * heads + head] += step * value
    return weights, start


def calibrate(examples: Sequence[Example], size: int) -> tuple[list[list[float]], list[float]]:
    """Logistic weights of every head for few features, and the starting sums: chances are true."""
    balance = _balance(examples)
    columns, start = [], []
    for head in range(len(HEADS)):
        shares = balance[head] if head < len(HEADS) - 1 else (1.0, 1.0)
        weights, spent = [0.0] * (size + 1), [1e-8] * (size + 1)
        for _ in range(CALIBRATION_ROUNDS):
            slopes = [RESTRAINT * weight for weight in weights]
            slopes[size] = 0.0
            for vector, wanted, _ in examples:
                score = weights[size] + sum(value * weights[place] for place, value in vector)
                pull = (chance(score) - wanted[head]) * shares[wanted[head]]
                slopes[size] += pull
                for place, value in vector:
                    slopes[place] += pull * value
            for at, slope in enumerate(slopes):
                spent[at] += slope * slope
                weights[at] -= 0.3 * slope / math.sqrt(spent[at])
        columns.append(weights[:size])
        start.append(weights[size])
    return [list(row) for row in zip(*columns, strict=True)], start


def _balance(examples: Sequence[Example]) -> list[tuple[float, float]]:
    """Both answers of a head weigh the same, however rare one is."""
    whole = sum(share for _, _, share in examples)
    found = []
    for head in range(len(HEADS)):
        yes = sum(share for _, wanted, share in examples if wanted[head])
        found.append((whole / (2 * (whole - yes)), whole / (2 * yes)))
    return found


def _vocabulary(texts: Sequence[Words]) -> Scales:
    scales = Scales()
    for block, rare in ((0, RARE_WORD), (1, RARE_PIECE)):
        seen = Counter(name for words in texts for name in features(words)[block])
        for name in sorted(name for name, count in seen.items() if count >= rare):
            scales.places[name] = len(scales.places)
            scales.rarity.append(math.log((1 + len(texts)) / (1 + seen[name])) + 1)
    return scales


def first_step(rows: Sequence[tuple[Row, Words, float]]) -> Scales:
    """The weights of words and pieces."""
    scales = _vocabulary([words for _, words, _ in rows])
    examples = [(scales.vector(words), _wanted(row), share) for row, words, share in rows]
    weights, scales.start = fit(examples, len(scales.places), COST)
    scales.weights.extend(weights)
    return scales


def _second_step(opinions: Sequence[tuple[Row, Opinion]]) -> dict[str, list[float]]:
    names: dict[str, int] = {name: place for place, name in enumerate(HEADS)}
    examples: list[Example] = []
    for row, opinion in opinions:
        said = [f"={fact}" for fact in facts(look(row["text"]))]
        vector = list(enumerate(opinion))
        vector += [(names.setdefault(name, len(names)), 1.0) for name in said]
        examples.append((vector, _wanted(row), 1.0))
    weights, start = calibrate(examples, len(names))
    return {"start": start} | {name: weights[place] for name, place in names.items()}


def _read(rows: Sequence[Row], share: float) -> list[tuple[Row, Words, float]]:
    return [(r, rulebook().read(r["text"]), share) for r in rows if r["lang"] in lessons.LANGS]


def _batches(names: Sequence[str]) -> list[Row]:
    return [row for name in names for row in golden.rows(f"messages_{name}")]


def main() -> None:
    """Learn, and write the file."""
    old = _read(golden.rows("messages") + _batches(golden.EARLY), 1.0)
    new = _read(_batches(golden.LATE) + lessons.written(), 1.0)
    old += _read(lessons.composed(), COMPOSED_WEIGHT)
    opinions: list[tuple[Row, Opinion]] = []
    for fold in range(FOLDS):
        known = [one for at, one in enumerate(new) if at % FOLDS != fold]
        scales = first_step(old + known)
        opinions += [(row, scales.first_opinion(words)) for row, words, _ in new[fold::FOLDS]]
        print(f"fold {fold + 1} of {FOLDS}: {len(scales.places)} features", file=sys.stderr)
    ready = first_step(old + new)
    ready.second = _second_step(opinions)
    TARGET.write_text("".join(written(ready)), encoding="utf-8")


if __name__ == "__main__":
    main()
