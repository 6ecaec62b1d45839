"""What belongs together in a text: the things, the days and the figures of each of its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bellhop.ai.guards.facts import Fact, Reading, facts_in
from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.guards.text import clauses, sentences
from bellhop.ai.guards.whens import When, joined, when
from bellhop.ai.plain import Entry
from bellhop.ai.subjects import subjects, topics

Role = tuple[str, ...]
# Two figures joined by "and" are two groups: "adults pay 10 and children 5".
_BOTH = re.compile(r"(?<=\S)\s+(?:and|while|whereas|и|а)\s+(?=\S)")
_SORRY = re.compile(rf",?\s*{patterns('turned')['sorry'].pattern}\s*,?")
_ENDS = re.compile(r"(?:\b(?:until|till|to|by|till)|(?<!\w)(?:до|по)|[-–—])\s*$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_KINDS = {"price": "money", "time": "time", "percent": "percent", "number": "number"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with all its readings, and what it plays: a price, the end of hours, an age."""

    readings: frozenset[Reading]
    role: Role
    words: str

    def matches(self, other: Figure) -> bool:
        return bool(self.readings & other.readings)


@dataclass(frozen=True, slots=True)
class Group:
    """A clause. `about`: its subjects, or those spoken of before where it names none."""

    sentence: int
    text: str
    own: frozenset[str]
    about: frozenset[str]
    when: When
    figures: tuple[Figure, ...]


@lru_cache(maxsize=4_000)
def groups_of(text: str) -> tuple[Group, ...]:
    """The groups of a text of one spelling."""
    return tuple(_groups(text, frozenset()))


@lru_cache(maxsize=8_000)
def groups_in(entry: Entry) -> tuple[Group, ...]:
    """The groups of an entry's answer; where it names no subject, its question does."""
    return tuple(_groups(spelled(entry.answer), subjects(topics(spelled(entry.question)))))


def _groups(text: str, about: frozenset[str]) -> Iterator[Group]:
    for number, sentence in enumerate(sentences(text)):
        days = months = feasts = None
        for clause in _parts(joined(_SORRY.sub(" ", sentence.lower()))):
            own = subjects(topics(clause))
            about = own or about
            said = when(clause)
            # A day named stands for what follows it in the sentence.
            days, months = said.days or days, said.months or months
            feasts = said.feasts or feasts
            said = When(days, months, feasts, said.closed_days, said.closed_months)
            yield Group(number, clause, own, about, said, tuple(_figures(clause)))


def _parts(sentence: str) -> Iterator[str]:
    for clause in _whole(clauses(sentence)):
        start = 0
        for each in _BOTH.finditer(clause):
            left, right = clause[start : each.start()], clause[each.end() :]
            if _counts(left) and _counts(right) and _WORD.search(right):
                yield left
                start = each.end()
        yield clause[start:]


def _whole(parts: list[str]) -> list[str]:
    """A lone day and what is said of it after a dash are one: "Monday — closed"."""
    found: list[str] = []
    for part in parts:
        lone = found and len(found[-1]) < 25 and not _counts(found[-1])
        if lone and (when(found[-1]).named and not subjects(topics(found[-1]))):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _counts(text: str) -> bool:
    return any(each.isdigit() for each in text)


def _figures(clause: str) -> Iterator[Figure]:
    for fact in facts_in(clause):
        if fact.kind in _KINDS:
            yield Figure(frozenset(fact.readings), _role(fact, clause), fact.words)


def _role(fact: Fact, clause: str) -> Role:
    kind = str(fact.readings[0][0])
    if kind == "time":
        ends = _ENDS.search(clause, 0, fact.at) or _ENDS.search(
            fact.words[:-1].rstrip("0123456789:. ")
        )
        return ("time", "end" if ends else "start")
    if kind == "number":
        return ("number", str(fact.readings[0][2]))
    return (kind,)
