"""The prices of a text, each with what it is charged for: "€4 per person per night"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bellhop.ai.guards.counts import unit_of
from bellhop.ai.guards.facts import Fact, facts_in
from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.plain import Entry
from bellhop.ai.subjects import subjects, topics

_PER = re.compile(
    r"\W{0,2}(?<!\.)(?<!;)\s*(?:(?<!\w)(?:per|a|an|each|every|в|за|с|на|and|и)\s+|/\s*)"
    r"(?:кажд\w+\s+|одн\w+\s+|one\s+|1\s+)?([^\W\d_]+)"
)
_ANY_UNIT = re.compile(r"(?<!\w)(?:per|a|an|each|в|за|с)\s+([^\W\d_]+)")
_PIECE = re.compile(r"\s*(?:each|apiece|за штуку|штука|шт\.?)(?!\w)")
_LISTS = patterns("rates")
_TIERED, _GROUP, _CHILD = (_LISTS[name] for name in ("tiered", "group", "child"))
_MOST = re.compile(
    r"(?:max(?:imum)?(?: of)?|at most|(?:not|no) more than|не (?:более|больше)|максимум)"
    r"(?: чем)?\s+(\d+)"
)
_CUT = re.compile(r"[,;:]\s|[.!?]\s|\s(?:and|и|а|or|или)\s")
_TIMES = frozenset({"hour", "day", "min"})


@dataclass(frozen=True, slots=True)
class Rate:
    """A price. `units`: what it multiplies with. `whole`: charged for all together. `most`: no
    count above it is charged so. `children_apart`: the entry says something else of children."""

    value: float
    currency: str
    units: frozenset[str]
    whole: bool = False
    most: int = 1_000
    children_apart: bool = False
    about: frozenset[str] = frozenset()


@lru_cache(maxsize=8_000)
def rates_in(entry: Entry) -> tuple[Rate, ...]:
    """The prices of an entry's answer."""
    text = spelled(entry.answer).lower()
    return tuple(rate for _, rate in rates_of(text))


@lru_cache(maxsize=8_000)
def units_named(entry: Entry) -> frozenset[str]:
    """Every unit by which an entry charges: "€24 per adult and €12 per child, per day"."""
    text = spelled(entry.answer).lower()
    return frozenset(unit_of(each[1]) for each in _ANY_UNIT.finditer(text)) - {""}


def rates_of(text: str) -> Iterator[tuple[Fact, Rate]]:
    """The prices of a text of one spelling in lower case, in their order."""
    most = min((int(each[1]) for each in _MOST.finditer(text)), default=1_000)
    tiered = _TIERED.search(text) is not None
    children = _CHILD.search(text) is not None
    for fact in sorted(facts_in(text), key=lambda each: each.at):
        kind, value, *rest = fact.readings[0]
        if kind != "money":
            continue
        tail = text[fact.at + len(fact.words) :]
        units = _units(tail)
        stepped = tiered and bool(units & _TIMES)
        units = units - _TIMES if tiered else units
        whole = stepped or _GROUP.search(tail[:40]) is not None
        about = subjects(topics(_CUT.split(text[: fact.at].rstrip(" —–-"))[-1]))
        yield fact, Rate(float(str(value)), str(rest[0]), units, whole, most, children, about)


def _units(tail: str) -> frozenset[str]:
    units: set[str] = set()
    for _ in range(3):
        piece = _PIECE.match(tail)
        found = _PER.match(tail)
        if found is None and piece is None:
            break
        unit = "piece" if piece else unit_of(found[1]) if found else ""
        if not unit:
            break
        units.add("child" if unit == "#child" else unit)
        tail = tail[(piece or found).end() :]  # type: ignore[union-attr]
    return frozenset(units)
