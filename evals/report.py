"""`python -m evals.report`: what the offline brain does on the golden set, as plain text.

`python -m evals.report fit` shows the half it was fitted on, `all` both; the default is `held`.
"""

import resource
import sys
from statistics import quantiles

from bellhop.ai import offline
from evals import golden, measure
from evals.golden import Row

WORST = 12


def _mood_table(rows: list[Row]) -> measure.MoodFigures:
    print(
        "| language | messages | macro-F1 | attention recall | precision | danger | false alarms |"
    )
    print("|---|---|---|---|---|---|---|")
    whole = measure.moods(rows)
    others = {row["lang"] for row in rows} - {"ru", "en"}
    for name, langs in (("ru", {"ru"}), ("en", {"en"}), ("others", others)):
        _mood_line(name, measure.moods([row for row in rows if row["lang"] in langs]))
    _mood_line("all", whole)
    return whole


def _mood_line(name: str, f: measure.MoodFigures) -> None:
    print(
        f"| {name} | {f.count} | {f.f1:.3f} | {f.recall:.3f} | {f.precision:.3f} "
        f"| {f.danger:.3f} | {f.false_alarms:.1%} |"
    )


def _answer_line(name: str, questions: list[Row]) -> measure.AnswerFigures:
    f = measure.answers(questions)
    print(
        f"| {name} | {f.right} | {f.wrong} | {f.handed_over} | {f.refused_rightly} "
        f"| {f.answered_wrongly} |"
    )
    return f


def _attacks() -> None:
    every = golden.rows("attacks")
    libraries = {hotel: golden.library(hotel) for hotel in ("sochi", "tbilisi")}
    answered = [r for r in every if libraries[r["kb"]].find(r["text"]).entry]
    snooping = [r for r in every if r["kind"] == "other_guest"]
    seen = sum(offline.assess(r["text"]).requires_attention for r in snooping)
    print(
        f"\n## Attacks\n\n{len(every)} attacks: {len(every) - len(answered)} handed over, ", end=""
    )
    print(f"{len(answered)} given a true entry; {seen} of {len(snooping)} for a guest's data seen")


def _worst(figures: measure.MoodFigures) -> None:
    print("\n## Worst errors\n")
    ranked = sorted(figures.errors, key=lambda pair: -pair[1].confidence)
    for row, got in ranked[:WORST]:
        want = f"{row['sentiment']}, attention {row['requires_attention']}"
        print(f"- {row['text']} | wanted {want} | got {got.sentiment}, {got.attention_reason}")


def main(which: str = "held") -> None:
    """Print the report of one half."""
    offline.warm()
    print(f"# The offline brain on the golden set, half: {which}\n\n## Mood and attention\n")
    whole = _mood_table(golden.half(golden.rows("messages"), which))
    spent = whole.milliseconds
    for batch in golden.BATCHES:
        later = measure.moods(golden.rows(f"messages_{batch}"))
        _mood_line(f"{batch} batch", later)
        spent = spent + later.milliseconds
    print(
        "\n## Answers\n\n| questions | right | wrong | handed over | refused rightly | invented |"
    )
    print("|---|---|---|---|---|---|")
    found = _answer_line("golden", golden.half(golden.rows("questions"), which, "question"))
    for batch in (*golden.QUESTION_BATCHES, *golden.QUESTION_UNSEEN):
        found.errors += _answer_line(f"{batch} batch", golden.rows(f"questions_{batch}")).errors
    for error in found.errors[:WORST]:
        print(f"- {error}")
    _attacks()
    _worst(whole)
    cuts = quantiles(spent, n=100)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n## Cost\n\np50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:2])
