"""`python -m evals.hunches`: makes `rules/hunches.tsv` anew.

It learns from `lessons/subjects.txt`, words that go with a subject, and from `lessons/asked.tsv`,
how guests ask about it.
"""

import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import bellhop.ai.offline as offline_room
from bellhop.ai.offline.morphology import lemma

HERE = Path(__file__).parent / "lessons"
SOURCE, ASKED = HERE / "subjects.txt", HERE / "asked.tsv"
TALK = (HERE / "en.txt", HERE / "ru.txt")  # what guests say of anything at all
TARGET = Path(offline_room.__file__).parent / "rules" / "hunches.tsv"
NAMES, GOES_WITH = 6.0, 2.1  # a word written by hand is worth so many questions that use it
UNKNOWN = 1.5  # a word met once may mean anything: so many questions of no subject
OF_ANYTHING = 0.3  # a use in other talk counts so much against a word
LEAST = 0.04  # a smaller share of a word tells nothing
LEAST_PAIRS = 3  # questions of one subject that use a pair
_WORD = re.compile(r"[^\W_]+")

Counts = dict[str, dict[int, float]]


def subjects() -> dict[str, int]:
    """The subjects' names and numbers."""
    names = dict.fromkeys(line.partition(":")[0] for line in _lines(SOURCE))
    return {name: number for number, name in enumerate(names)}


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _lemmas(text: str) -> list[str]:
    return [lemma(word) for word in _WORD.findall(text.lower())]


def written() -> Counts:
    """Every word or pair written by hand: the subjects it stands for or goes with."""
    found: Counts = defaultdict(dict)
    numbers = subjects()
    for line in _lines(SOURCE):
        name, _, words = line.partition(":")
        for item in words.replace("|", " ").split():
            key = " ".join(_lemmas(item.replace("_", " "))[:2])
            weight = NAMES if item.endswith("+") else GOES_WITH
            found[key][numbers[name]] = max(found[key].get(numbers[name], 0.0), weight)
    return found


def asked() -> Counts:
    """In how many questions about each subject a word, or a pair of neighbours, is used."""
    words, pairs, numbers = defaultdict(Counter[int]), defaultdict(Counter[int]), subjects()
    for line in _lines(ASKED):
        name, _, text = line.split("\t")
        said = _lemmas(text)
        for word in set(said):
            if len(word) > 1 and not word.isdigit():
                words[word][numbers[name]] += 1
        for one, other in set(pairwise(said)):
            pairs[f"{one} {other}"][numbers[name]] += 1
    telling = {pair: each for pair, each in pairs.items() if max(each.values()) >= LEAST_PAIRS}
    return {word: dict(each) for word, each in (words | telling).items()}


def shares(by_hand: Counts, heard: Counts, talk: Counter[str]) -> Counts:
    """What share of each word speaks of each subject; a word of many subjects tells little."""
    found: Counts = {}
    for word in by_hand.keys() | heard.keys():
        hand, uses = by_hand.get(word, {}), heard.get(word, {})
        if " " in word and not hand and max(uses.values()) < LEAST_PAIRS:
            continue
        every = {s: hand.get(s, 0.0) + uses.get(s, 0.0) for s in hand.keys() | uses.keys()}
        whole = sum(every.values()) + UNKNOWN + (0.0 if hand else OF_ANYTHING * talk[word])
        told = {s: n / whole for s, n in every.items() if s in hand or n / whole >= LEAST}
        if told:
            found[word] = told
    return found


def main() -> int:
    """Write the table."""
    talk = Counter(w for path in TALK for line in _lines(path) for w in set(_lemmas(line)))
    found = shares(written(), asked(), talk)
    lines = [
        "\t".join([word, *(f"{subject}:{share:.3f}" for subject, share in sorted(each.items()))])
        for word, each in sorted(found.items())
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words and pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
