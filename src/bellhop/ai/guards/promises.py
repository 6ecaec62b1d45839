"""Promises nobody may make for the hotel, and deeds nobody did.

A commitment passes only when a fitting entry uses the same verb («Пришлём водителя»), or when it
says that staff are told and a person is indeed being called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bellhop.ai.guards.ground import Known
from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.text import clauses, is_denied, sentences

_FAVOURS = patterns("favours")
_LISTS = patterns("deeds")
_DEEDS, _TOLD, _HARMLESS = _LISTS["deeds"], _LISTS["told"], _LISTS["harmless"]
_TOLD_IN_RUSSIAN = _LISTS["told_in_russian"]


def unkept(reply: str, near: Iterable[Known], *, calling: bool) -> Iterator[tuple[str, str]]:
    """Promises and deeds in a reply that no entry makes and nobody did."""
    entries = list(near)
    for sentence in sentences(reply):
        if sentence.endswith("?"):
            continue
        for clause in clauses(sentence.lower()):
            yield from _favours(clause, entries)
            yield from _deeds(clause, entries, calling=calling)


def _favours(clause: str, entries: list[Known]) -> Iterator[tuple[str, str]]:
    for kind, pattern in _FAVOURS.items():
        found = pattern.search(clause)
        if found is None or is_denied(clause, found.start()):
            continue
        if not any(pattern.search(each.text) for each in entries):
            yield kind, found[0]


def _deeds(clause: str, entries: list[Known], *, calling: bool) -> Iterator[tuple[str, str]]:
    for found in _DEEDS.finditer(clause):
        verb = found[found.lastindex] if found.lastindex else found[0]
        if _HARMLESS.fullmatch(verb) or is_denied(clause, found.start()):
            continue
        if (calling and _TOLD.match(verb)) or _in_entries(verb, entries):
            continue
        yield "promise", found[0]
    told = _TOLD_IN_RUSSIAN.search(clause)
    if told is not None and not calling and not _in_entries(told[0], entries):
        yield "promise", told[0]


def _in_entries(verb: str, entries: list[Known]) -> bool:
    """Whether the hotel itself uses the verb, in whatever ending."""
    first = verb.split(maxsplit=1)[0]
    stem = first[: max(4, len(first) - 3)]
    return any(stem in each.text for each in entries)
