"""`python -m evals.thesaurus`: makes `rules/thesaurus.tsv` anew from `lessons/thesaurus.txt`.

A line of that file: a group's name, Russian words, English words; the parts of an expression are
joined by underscores. `python -m evals.hunches` reads the table too, so run it afterwards.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

import bellhop.ai.offline as offline_room
from bellhop.ai.offline.morphology import lemma
from bellhop.ai.offline.thesaurus import LONGEST

SOURCE = Path(__file__).parent / "lessons" / "thesaurus.txt"
TARGET = Path(offline_room.__file__).parent / "rules" / "thesaurus.tsv"
_PART = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def table(lines: list[str]) -> dict[str, set[str]]:
    """Words and expressions in their dictionary forms: the names of their groups."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        name, _, words = line.partition(":")
        if not words or line.startswith("#"):
            continue
        for word in words.replace("|", " ").lower().split():
            parts = _PART.findall(word.replace("_", " "))
            if 0 < len(parts) <= LONGEST:
                found[" ".join(map(lemma, parts))].add(name.strip())
    return found


def main() -> int:
    """Write the table."""
    found = table(SOURCE.read_text(encoding="utf-8").splitlines())
    lines = [f"{word}\t{' '.join(sorted(names))}" for word, names in sorted(found.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words and expressions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
