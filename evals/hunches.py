"""`python -m evals.hunches`: makes `rules/hunches.tsv` anew.

It learns from `lessons/subjects.txt`, words that go with a subject, and from `lessons/asked.tsv`,
how guests ask about it. Groups of the thesaurus are counted like words.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import bellhop.ai.offline as offline_room
from bellhop.ai.offline.hunches import group
from bellhop.ai.offline.morphology import is_known, is_russian, lemma
from bellhop.ai.offline.spelling import near
from bellhop.ai.offline.thesaurus import stands_for

HERE = Path(__file__).parent / "lessons"
SOURCE, ASKED = HERE / "subjects.txt", HERE / "asked.tsv"
TALK = (HERE / "en.txt", HERE / "ru.txt")  # what guests say of anything at all
TARGET = Path(offline_room.__file__).parent / "rules" / "hunches.tsv"
NAMES, GOES_WITH = 6.0, 2.1  # a word written by hand is worth so many questions that use it
UNKNOWN = 1.5  # a word met once may mean anything: so many questions of no subject
OF_ANYTHING = 0.3  # a use in other talk counts so much against a word
LEAST = 0.04  # a smaller share of a word tells nothing
LEAST_PAIRS = 2  # questions of one subject that use a pair
MOST = 2  # words that are looked up together
COMMON = 0.012  # a word used in a larger share of all questions makes no pair: "in pool"
TYPO_FROM, SPELT = 6, 4  # letters of a slip, and questions that spell the word right
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
    numbers, common = subjects(), _common()
    for line in _lines(SOURCE):
        name, _, words = line.partition(":")
        for item in words.replace("|", " ").split():
            said = _lemmas(item.replace("_", " "))
            if len(said) > MOST:
                said = [word for word in said if word not in common]
            if not said:
                continue
            key = " ".join(said[:MOST])
            weight = NAMES if item.endswith("+") else GOES_WITH
            found[key][numbers[name]] = max(found[key].get(numbers[name], 0.0), weight)
    return found


def _questions() -> list[list[str]]:
    """Subject, language and text of every question heard."""
    return [line.split("\t") for line in _lines(ASKED)]


def _common() -> set[str]:
    """Words that a question about anything uses."""
    questions = _questions()
    uses = Counter(word for _, _, text in questions for word in set(_lemmas(text)))
    return {word for word, count in uses.items() if count > COMMON * len(questions)}


def asked() -> Counts:
    """In how many questions about each subject a word, or a pair of neighbours, is used."""
    words, pairs, numbers = defaultdict(Counter[int]), defaultdict(Counter[int]), subjects()
    questions, common = _questions(), _common()
    slips = _slips([text for _, _, text in questions])
    for name, _, text in questions:
        said = [slips.get(word, word) for word in _lemmas(text)]
        for word in set(said):
            if len(word) > 1 and not word.isdigit():
                words[word][numbers[name]] += 1
        for meant in {sense for word in said for sense in stands_for(word)}:
            words[group(meant)][numbers[name]] += 1
        for one, other in set(pairwise(said)):
            if one not in common and other not in common:
                pairs[f"{one} {other}"][numbers[name]] += 1
    telling = {pair: each for pair, each in pairs.items() if max(each.values()) >= LEAST_PAIRS}
    return {word: dict(each) for word, each in (words | telling).items()}


def _slips(texts: Iterable[str]) -> dict[str, str]:
    """Words met once that are a slip of a common one: "resturant", "чемадан"."""
    raws = Counter(raw for text in texts for raw in set(_WORD.findall(text.lower())))
    uses: Counter[str] = Counter()
    for raw, count in raws.items():
        uses[lemma(raw)] += count
    common = defaultdict(list)
    for word, count in uses.items():
        if count >= SPELT and len(word) >= TYPO_FROM:
            common[word[0]].append(word)
    found = {}
    for raw in raws:
        word = lemma(raw)
        strange = not is_known(raw) if is_russian(raw) else len(raw) > TYPO_FROM
        if strange and uses[word] == 1 and len(word) >= TYPO_FROM and word.isalpha():
            meant = next((other for other in common[word[0]] if near(word, other, 1)), None)
            if meant:
                found[word] = meant
    return found


def shares(by_hand: Counts, heard: Counts, talk: Counter[str]) -> Counts:
    """What share of each word speaks of each subject; a word of many subjects tells little."""
    found: Counts = {}
    for word in by_hand.keys() | heard.keys():
        hand, uses = by_hand.get(word, {}), heard.get(word, {})
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
