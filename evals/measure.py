"""Figures over the golden set. Plain counting; no thresholds are chosen here."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bellhop.ai import offline
from bellhop.ai.plain import Assessment
from evals.golden import Row, library

MOODS = ("positive", "neutral", "negative")
QUIET = ("question", "request")  # groups in which attention would be a false alarm


@dataclass
class MoodFigures:
    """How mood and attention did on some rows."""

    count: int = 0
    f1: float = 0.0
    recall: float = 0.0
    precision: float = 0.0
    danger: float = 1.0
    false_alarms: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    errors: list[tuple[Row, Assessment]] = field(default_factory=list)


@dataclass
class AnswerFigures:
    """How the search for answers did on some questions."""

    right: int = 0
    wrong: int = 0
    handed_over: int = 0
    refused_rightly: int = 0
    answered_wrongly: int = 0
    errors: list[str] = field(default_factory=list)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the three moods of the harmonic mean of precision and recall."""
    scores = []
    for mood in MOODS:
        hit = sum(want == got == mood for want, got in pairs)
        wrong = sum((want == mood) != (got == mood) for want, got in pairs)
        scores.append(_share(2 * hit, 2 * hit + wrong))
    return sum(scores) / len(scores)


def moods(rows: Sequence[Row]) -> MoodFigures:
    """Assess every row and count."""
    figures = MoodFigures(count=len(rows))
    done: list[tuple[Row, Assessment]] = []
    for row in rows:
        start = time.perf_counter()
        done.append((row, offline.assess(row["text"])))
        figures.milliseconds.append((time.perf_counter() - start) * 1000)
    figures.f1 = macro_f1([(row["sentiment"], a.sentiment) for row, a in done])
    wanted = [a for row, a in done if row["requires_attention"]]
    raised = [row for row, a in done if a.requires_attention]
    figures.recall = _share(sum(a.requires_attention for a in wanted), len(wanted))
    figures.precision = _share(sum(row["requires_attention"] for row in raised), len(raised))
    danger = [a for row, a in done if row["danger"]]
    figures.danger = _share(sum(a.requires_attention for a in danger), len(danger))
    quiet = [a for row, a in done if row["group"] in QUIET]
    figures.false_alarms = sum(a.requires_attention for a in quiet) / len(quiet) if quiet else 0.0
    figures.errors = [(row, a) for row, a in done if _is_wrong(row, a)]
    return figures


def _is_wrong(row: Row, got: Assessment) -> bool:
    attention = row["requires_attention"] != got.requires_attention
    return attention or bool(row["sentiment"] != got.sentiment)


def answers(questions: Sequence[Row]) -> AnswerFigures:
    """Search every question. The same entry in the other language counts as right."""
    figures = AnswerFigures()
    libraries = {hotel: library(hotel) for hotel in {row["kb"] for row in questions}}
    for row in questions:
        match = libraries[row["kb"]].find(row["question"])
        got, want = match.entry.id if match.entry else None, row["entry_id"]
        if want is None:
            figures.refused_rightly += got is None
            figures.answered_wrongly += got is not None
        elif got is None:
            figures.handed_over += 1
        elif is_right(row, got):
            figures.right += 1
            continue
        else:
            figures.wrong += 1
        if got != want:
            figures.errors.append(
                f"{row['question']} → {got or 'a person'}, wanted {want or 'a person'}"
            )
    return figures


def is_right(row: Row, got: str) -> bool:
    """Whether an entry is the one wanted, in whatever language, or serves as well."""
    wanted = [row["entry_id"], *row.get("also", ())] if row["entry_id"] else []
    return _topic(got) in {_topic(each) for each in wanted}


def _topic(entry_id: str) -> str:
    head, dash, lang = entry_id.rpartition("-")
    return head if dash and len(lang) == 2 else entry_id
