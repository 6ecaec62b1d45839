"""The golden set: labelled messages, hotels' knowledge, questions and attacks.

Each text belongs to one of two halves by its hash, so that nobody chooses: rules and thresholds
are fitted on `fit`, figures are reported on `held`.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from bellhop.ai.offline import Library
from bellhop.ai.plain import Entry

HERE = Path(__file__).parent
Row = dict[str, Any]
# Batches after the first set, in the order in which they were written and first measured.
EARLY = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
# Written after the rules stood: by these the learned scales judge the rules.
LATE = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth")
# The scales have not learned from these, all but the seventeenth written independently. Some rules
# were mended and the thresholds chosen with a view of them; only the last was met as strangers are.
UNSEEN = ("seventeenth", "eighteenth", "twentieth", "twentysecond", "twentyeighth")
BATCHES = (*EARLY, *LATE, *UNSEEN)
QUESTION_LATE = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth")
# Written independently; few of their words, or none, have entered the vocabulary.
QUESTION_FRESH = (
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twentyfirst",
    "twentysecond",
    "twentythird",
    "twentyfourth",
    "twentyfifth",
    "twentysixth",
    "twentyseventh",
    "twentyninth",
    "thirtieth",
    "thirtyfirst",
    "thirtysecond",
    "thirtythird",
    "thirtyfourth",
)
# Written independently, nothing learned from them: six hotels' guests who ask as most do, and three
# hotels' of whom half use slang or only hint at what they want.
QUESTION_UNSEEN = ("thirtyfifth", "thirtysixth", "thirtyseventh")
QUESTION_BATCHES = (*EARLY[:1], "fourth", *EARLY[4:], *QUESTION_LATE, *QUESTION_FRESH)


def rows(name: str) -> list[Row]:
    """One JSON-lines file of the golden set."""
    return [orjson.loads(line) for line in (HERE / f"{name}.jsonl").read_bytes().splitlines()]


def half_of(text: str) -> str:
    """`fit` or `held`, by hash."""
    return "held" if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 else "fit"


def half(every: Iterable[Row], which: str, key: str = "text") -> list[Row]:
    """The rows of one half, or all."""
    return [row for row in every if which == "all" or half_of(row[key]) == which]


def entries(hotel: str) -> tuple[list[Entry], str]:
    """A hotel's entries and its own language."""
    book = orjson.loads((HERE / "knowledge" / f"{hotel}.json").read_bytes())
    found = [Entry(e["id"], e["question"], e["answer"], e["lang"]) for e in book["entries"]]
    return found, book["lang"]


def library(hotel: str) -> Library:
    """A hotel's entries, ready to be searched."""
    found, lang = entries(hotel)
    return Library(found, lang=lang)
