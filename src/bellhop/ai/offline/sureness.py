"""How sure an answer is: one chance out of all that was noticed, learned over many hotels.

The numbers are made by `python -m evals.sureness` from questions in `evals/`, each hotel judged by
what the other hotels taught, and kept in `rules/sureness.tsv`.
"""

import math
from functools import lru_cache
from importlib.resources import files

from bellhop.ai.offline.entries import Asked, Scored
from bellhop.ai.offline.hunches import covered, length
from bellhop.ai.offline.vocabulary import vocabulary

NOTICED = (
    "start",
    "words",
    "subjects",
    "words_and_subjects",
    "ahead_by_words",
    "ahead_by_subjects",
    "ahead",
    "alone",
    "things_missing",
    "nouns_missing",
    "rest_missing",
    "aside_missing",
    "strange_subjects",
    "named_missing",
    "kinds_lacking",
    "kinds_held",
    "kinds_wanted",
    "told",
    "long",
    "focus",
    "favour",
    "just_now",
    "which_one",
    "subjects_half",
    "subjects_most",
    "alone_half",
    "strange_third",
    "words_half",
    "named_missing_of_words",
    "subjects_told",
    "named_missing_of_subjects",
    "things_unsaid",
    "named_unsaid",
    "price_lacking",
    "short_unsaid",
    "short_lacking",
    "meant",
    "meant_elsewhere",
    "meant_with_words",
    "strange_softly",
    "much_unsaid",
    "long_unsaid",
    "nouns_missing_of_meant",
)
_SHORT = 8  # words: room for a question and no story
_NOUN = 0.5  # from this weight on, a word outside the vocabulary names a thing
_BEFORE, _AFTER = 1, 4
_EXPLAINED = 0.5  # a word stranger than this to an entry is not part of what it is about


def noticed(
    asked: Asked, best: Scored, rival: Scored | None, subject_rival: float, anywhere: float
) -> list[float]:
    """What speaks for and against the best entry. `subject_rival`: the likest other entry;
    `anywhere`: the best chance that an entry of the hotel speaks of the subject meant."""
    missing, strange, (named, unsaid) = _missing(best), _strange(asked, best), _named(asked, best)
    other_score, other_both = (rival.score, rival.both) if rival else (0.0, 0.0)
    alone = 1.0 - other_both / best.both if best.both else 0.0
    told = math.log1p(length(asked.leaning))
    things = sum(weight for term, weight, _ in best.missed if term.concepts)
    meant = covered(asked.odds, best.row.leaning)
    long = math.log1p(len(asked.words))
    short = float(len(asked.words) <= _SHORT)
    return [
        1.0,
        best.score,
        best.likeness,
        best.score * best.likeness,
        best.score - other_score,
        best.likeness - subject_rival,
        best.both - other_both,
        alone,
        missing["things"],
        missing["nouns"],
        missing["rest"],
        missing["aside"],
        strange,
        named,
        -math.log(best.lacking),
        min(2.0, len(asked.aspects & best.row.holds)),
        min(2.0, len(asked.aspects)),
        told,
        long,
        best.focus,
        *(float(name in asked.beyond) for name in ("favour", "just_now", "which_one")),
        max(0.0, best.likeness - 0.5),
        max(0.0, best.likeness - 0.7),
        max(0.0, alone - 0.5),
        max(0.0, strange - 0.3),
        max(0.0, best.score - 0.5),
        named * best.score,
        told * best.likeness,
        named * best.likeness,
        things,
        unsaid,
        float("price" in best.missing),
        short * things,
        -short * math.log(best.lacking),
        meant,
        anywhere - meant,
        meant * best.score,
        _strange_softly(asked, best),
        max(0.0, things - 1.0),
        things * long,
        missing["nouns"] * meant,
    ]


def _missing(best: Scored) -> dict[str, float]:
    """What the entry does not speak of, by how much it matters: words beside what it does speak of
    narrow the question, words of another clause tell the guest's story."""
    near = {word.clause for term in best.met for word in term.words}
    near |= {w.clause for t, _, strange in best.missed if strange < _EXPLAINED for w in t.words}
    found = dict.fromkeys(("things", "nouns", "rest", "aside"), 0.0)
    for term, weight, strange in best.missed:
        beside = not near or any(word.clause in near for word in term.words)
        kind = "things" if term.concepts else "nouns" if weight >= _NOUN else "rest"
        found[kind if beside or kind == "rest" else "aside"] += weight * strange
    return found


def _named(asked: Asked, best: Scored) -> tuple[float, float]:
    """How much is missing of what stands right beside "is there", "how much is" and the like:
    what nothing explains, and all that the entry does not say."""
    beside: set[int] = set()
    openers = vocabulary().openers
    for at, word in enumerate(asked.words):
        if openers & set(word.forms):
            beside |= {id(other) for other in asked.words[max(0, at - _BEFORE) : at + _AFTER + 1]}
    missed = [
        (weight, strange)
        for term, weight, strange in best.missed
        if (term.concepts or weight >= _NOUN) and any(id(word) in beside for word in term.words)
    ]
    return sum(weight * strange for weight, strange in missed), sum(w for w, _ in missed)


def _strange(asked: Asked, best: Scored) -> float:
    """The share of the question's subjects that the entry is not about."""
    row, whole = best.row.leaning, sum(asked.leaning.values())
    other = sum(share for subject, share in asked.leaning.items() if subject not in row)
    return other / whole if whole else 0.0


def _strange_softly(asked: Asked, best: Scored) -> float:
    """The same, where an entry speaks little of most of its subjects."""
    row, whole = best.row.leaning, sum(asked.leaning.values())
    most = max(row.values(), default=1.0)
    known = sum(x * min(1.0, 4 * row.get(s, 0.0) / most) for s, x in asked.leaning.items())
    return 1 - known / whole if whole else 0.0


@lru_cache(maxsize=1)
def weights() -> list[float]:
    """What each thing noticed is worth, in the order of `NOTICED`."""
    source = files("bellhop.ai.offline").joinpath("rules", "sureness.tsv")
    lines = source.read_text(encoding="utf-8").splitlines()
    told = dict(line.split("\t") for line in lines)
    return [float(told[name]) for name in NOTICED]


def chance(found: list[float], learned: list[float]) -> float:
    """The chance that the entry answers."""
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(learned, found, strict=True))))
