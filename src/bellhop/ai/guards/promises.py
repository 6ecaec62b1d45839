"""Promises nobody may make for the hotel, and deeds nobody did.

A commitment passes only when a fitting entry uses the same verb («Пришлём водителя»), or when it
says that staff are told and a person is indeed being called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bellhop.ai.guards.ground import Known
from bellhop.ai.guards.patterns import lines, patterns
from bellhop.ai.guards.text import clauses, is_denied, sentences
from bellhop.ai.subjects import share, topics

_FAVOURS = patterns("favours")
_LISTS = patterns("deeds")
_DONE, _COMING, _TOLD = _LISTS["done"], _LISTS["coming"], _LISTS["told"]
_HARMLESS = _LISTS["harmless"]
_SAME = tuple(tuple(line.split("|")) for line in lines("deeds")["same"])
_TOLD_IN_RUSSIAN = _LISTS["told_in_russian"]


def unkept(reply: str, near: Iterable[Known], *, calling: bool) -> Iterator[tuple[str, str]]:
    """Promises and deeds in a reply that no entry makes and nobody did."""
    entries = list(near)
    for sentence in sentences(reply):
        if sentence.endswith("?"):
            continue
        for clause in clauses(sentence.lower()):
            yield from _favours(clause, entries)
            yield from _deeds(clause, entries, around=sentence.lower(), calling=calling)


def _favours(clause: str, entries: list[Known]) -> Iterator[tuple[str, str]]:
    for kind, pattern in _FAVOURS.items():
        found = pattern.search(clause)
        if found is None or is_denied(clause, found.start()):
            continue
        if not any(_gives(pattern, each) for each in entries):
            yield kind, found[0]


def _gives(pattern: re.Pattern[str], entry: Known) -> bool:
    """Whether an answer names the favour, or gives its share where the question has named it."""
    if pattern.search(entry.answer):
        return True
    shares = any(each[0] == "percent" for each in entry.readings)
    return shares and pattern.search(entry.text) is not None


def _deeds(
    clause: str, entries: list[Known], *, around: str, calling: bool
) -> Iterator[tuple[str, str]]:
    for found in _DONE.finditer(clause):
        if _is_stated(clause, found, calling=calling) and not _quoted(found[0], entries):
            yield "promise", found[0]
    for found in _COMING.finditer(clause):
        if _is_stated(clause, found, calling=calling) and not _meant(
            clause, found, entries, around
        ):
            yield "promise", found[0]
    told = _TOLD_IN_RUSSIAN.search(clause)
    if told is not None and not calling and not _quoted(told[0], entries):
        yield "promise", told[0]


def _verb(found: re.Match[str]) -> str:
    return str(found[found.lastindex]) if found.lastindex else found[0]


def _is_stated(clause: str, found: re.Match[str], *, calling: bool) -> bool:
    """Whether it is said at all, and is more than that staff are told while they are."""
    verb = _verb(found)
    if _HARMLESS.fullmatch(verb) or is_denied(clause, found.start()):
        return False
    told = _TOLD.match(verb) or _TOLD_IN_RUSSIAN.search(found[0])
    return not (calling and told)


@lru_cache(maxsize=500)
def _beginnings(verb: str) -> tuple[str, ...]:
    """The verb without its ending, and the same deed in the other language."""
    own = verb[: max(4, len(verb) - 3)]
    for same in _SAME:
        if verb.startswith(same):
            return (own, *same)
    return (own,)


def _quoted(words: str, entries: list[Known]) -> bool:
    return any(words in each.answer for each in entries)


def _meant(clause: str, found: re.Match[str], entries: list[Known], around: str) -> bool:
    """Whether an entry uses the verb, in whatever ending, of something else in the clause too; of
    the sentence, where a clause is the verb alone («залог 1000 ₽, вернём при сдаче»)."""
    first = _verb(found).split()[0]
    stems = _beginnings(first)
    rest = topics(clause.replace(found[0], " ")) or topics(around.replace(found[0], " "))
    return any(
        any(stem in each.answer for stem in stems) and share(rest, each.about) for each in entries
    )
