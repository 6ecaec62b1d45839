"""How many of what the guest said: «нас трое на 2 часа» is three persons and two hours."""

from __future__ import annotations

import re
from collections import defaultdict

from bellhop.ai.guards.patterns import lines
from bellhop.ai.guards.words import SMALL, UNITS
from bellhop.ai.subjects import topics

Counts = dict[str, frozenset[int]]
_NUMBER = "|".join(sorted(map(re.escape, SMALL), key=len, reverse=True))
_COUNTED = re.compile(
    rf"(?<![\w.,:+-])(?:(\d{{1,3}})|({_NUMBER}))(?![\d:]|[.,]\d)[\s-]+([^\W\d_]+)(?:\s+([^\W\d_]+))?"
)
_UNIT = {name: re.compile(pattern) for name, pattern in UNITS.items()}
# A night's stay is charged by the day or by the night alike.
_SAME = {"night": "day"}
_LINES = lines("counts")
_WORDS = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)"), int(number))
    for line in _LINES["persons"]
    for number, _, words in (line.partition(" "),)
)
_PERSONS = re.compile(rf"(?<!\w)(?:{'|'.join(_LINES['of us'])})")
_AGE = re.compile(r"(?<!\w)(?:лет|года?|years?|yo|y\.o|летн\w*)(?!\w)")


def unit_of(word: str) -> str:
    """The name of a unit: one of the common ones, else what the noun means."""
    for name, pattern in _UNIT.items():
        if pattern.fullmatch(word):
            return _SAME.get(name, name)
    found = sorted(topics(word))
    return found[0] if found else ""


def counts_in(text: str) -> Counts:
    """The counts of a text in lower case, by unit. Ages are no counts."""
    found: dict[str, set[int]] = defaultdict(set)
    for each in _COUNTED.finditer(text):
        number = int(each[1]) if each[1] else SMALL[each[2]]
        if _AGE.match(each[3]):
            continue
        # "two beautiful kayaks" counts kayaks: the second word may be the thing.
        for word in filter(None, (each[3], each[4])):
            found[_person(unit_of(word))].add(number)
    for pattern, number in _WORDS:
        if pattern.search(text):
            found["person"].add(number)
    for each in _PERSONS.finditer(text):
        said = each[each.lastindex or 0]
        found["person"].add(int(said) if said.isdecimal() else SMALL.get(said, 0))
    found.pop("", None)
    return {unit: frozenset(numbers - {0}) for unit, numbers in found.items()}


def _person(unit: str) -> str:
    return "child" if unit == "#child" else unit
