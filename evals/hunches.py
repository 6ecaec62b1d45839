"""`python -m evals.hunches`: makes `rules/hunches.tsv` anew from `lessons/subjects.txt`."""

import math
import re
import sys
from collections import defaultdict
from pathlib import Path

import bellhop.ai.offline as offline_room
from bellhop.ai.offline.morphology import lemma

SOURCE = Path(__file__).parent / "lessons" / "subjects.txt"
TARGET = Path(offline_room.__file__).parent / "rules" / "hunches.tsv"
NAMES, GOES_WITH = 1.0, 0.35
_WORD = re.compile(r"[^\W_]+")


def told(text: str) -> dict[str, dict[int, float]]:
    """Every word or pair of the lessons: the subjects it stands for, 1 where it names one."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    subjects: dict[str, int] = {}
    for line in lines:
        subject = subjects.setdefault(line.partition(":")[0], len(subjects))
        for item in line.partition(":")[2].replace("|", " ").split():
            words = [lemma(word) for word in _WORD.findall(item.lower().replace("_", " "))]
            key, weight = " ".join(words[:2]), NAMES if item.endswith("+") else GOES_WITH
            found[key][subject] = max(found[key].get(subject, 0.0), weight)
    return found


def weighed(found: dict[str, dict[int, float]]) -> dict[str, dict[int, float]]:
    """The same, with words that stand for many subjects telling less of each."""
    subjects = 1 + max(subject for each in found.values() for subject in each)
    weights: dict[str, dict[int, float]] = {}
    for word, each in found.items():
        rarity = math.log(1 + subjects / len(each)) / math.log(1 + subjects)
        length = math.sqrt(sum(share * share for share in each.values()))
        scale = max(each.values()) * rarity / length
        weights[word] = {subject: share * scale for subject, share in each.items()}
    return weights


def main() -> int:
    """Write the table."""
    weights = weighed(told(SOURCE.read_text(encoding="utf-8")))
    lines = [
        "\t".join([word, *(f"{subject}:{share:.3f}" for subject, share in sorted(each.items()))])
        for word, each in sorted(weights.items())
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words and pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
