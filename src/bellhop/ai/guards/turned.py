"""What an entry denies and a reply affirms: a lift where there is none, lunch that is not included.

A thing counts as affirmed when a clause names it without any denial or doubt. It may be affirmed
where another clause of the cited entries says the same of the same things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bellhop.ai.guards.grounding import MOST_CITED, Standing
from bellhop.ai.guards.groups import Group, groups_in, groups_of
from bellhop.ai.guards.patterns import lines, patterns
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.guards.text import DENIAL, sentences
from bellhop.ai.plain import Entry
from bellhop.ai.subjects import subjects, topics

_LISTS = patterns("turned")
_DENIES, _MILD, _PRICED, _DOUBTS, _LEAVE = (
    _LISTS[name] for name in ("denies", "mild", "priced", "doubts", "leave")
)
_MONEY = re.compile(r"\d\s*(?:euros?|dollars?|евро|доллар\w*)")
_WISHES = re.compile(
    r"\b(?:safe (?:travels?|trip|journey|flight|drive|stay|and sound)|stay safe)\b"
)
_BOASTED = frozenset(f"#{each}" for line in lines("turned")["boasted"] for each in line.split())


@dataclass(frozen=True, slots=True)
class Denied:
    """What a clause denies. `own`: its subjects; `whole`: with those its entry is about."""

    own: frozenset[str]
    whole: frozenset[str]
    price_only: bool
    words: frozenset[str]
    """All topics of the clause, stems too."""
    entry: frozenset[str]
    """The subjects of the whole entry."""


def turned(reply: str, standing: Standing) -> Iterator[tuple[str, str]]:
    """The words of a reply that affirm what a cited entry denies."""
    known = standing.ground.by_id
    cited = [known[each].entry for each in standing.cited[:MOST_CITED] if each in known]
    denied = [each for entry in cited for each in denials(entry)]
    granted = [each for entry in cited for each in grants(entry)]
    words = [each for entry in cited for each in granted_words(entry)]
    for group in affirmed(reply):
        said = _said(group, reply, standing)
        around = said | subjects(standing.asked)
        # "You may take her along" speaks of the dog that the guest has named.
        meant = around if _LEAVE.search(group.text) else said
        for each in denied:
            against = _speaks_against(each, group, said, around) and not any(
                meant & each.whole <= one for one in granted
            )
            if against or _says_the_same(each, group, words):
                yield "denied", group.text[:60]
                break


def _said(group: Group, reply: str, standing: Standing) -> frozenset[str]:
    """What a clause is about; a bare "she may" is about what the guest asked."""
    if not group.own and _LEAVE.search(group.text) and not DENIAL.search(reply.lower()):
        return subjects(standing.asked)
    return group.own


def _speaks_against(
    denied: Denied, group: Group, said: frozenset[str], around: frozenset[str]
) -> bool:
    if not denied.own & said:
        return False
    if denied.price_only and not _PRICED.search(group.text):
        return False
    return len((denied.whole | denied.entry) & around) >= min(2, len(denied.whole))


def _says_the_same(denied: Denied, group: Group, granted: list[frozenset[str]]) -> bool:
    """Whether a clause says word for word what the entry denies: "we do refund when it rains"."""
    said = topics(group.text)
    shared = denied.words & said
    if denied.price_only or not shared:
        return False
    leave = denied.words <= said and _LEAVE.search(group.text) is not None
    if not leave and (len(shared) < 2 or 3 * len(shared) < 2 * len(denied.words)):
        return False
    return not any(len(each & said) > len(shared) or shared <= each for each in granted)


@lru_cache(maxsize=8_000)
def granted_words(entry: Entry) -> tuple[frozenset[str], ...]:
    """All topics of each clause of an entry that denies nothing."""
    return tuple(topics(each.text) for each in groups_in(entry) if not _is_denial(each))


def affirmed(reply: str) -> Iterator[Group]:
    """The groups of a reply that affirm what they name."""
    for sentence in sentences(reply):
        if sentence.endswith("?"):
            continue
        denied = False
        for group in groups_of(sentence):
            # "Not in the restaurant, the pool or the bar": a list goes on with its denial.
            listed = denied and len(group.text.split()) < 6
            denied = listed or bool(DENIAL.search(group.text) or _DOUBTS.search(group.text))
            if not denied and (group.own or topics(group.text) or _LEAVE.search(group.text)):
                yield group


@lru_cache(maxsize=8_000)
def denials(entry: Entry) -> tuple[Denied, ...]:
    """What an entry's answer denies."""
    general = subjects(topics(spelled(entry.question)))
    every = general | subjects(topics(spelled(entry.answer)))
    return tuple(
        Denied(
            group.own or group.about,
            (group.own or group.about) | (general if group.own else frozenset()),
            _PRICED.search(group.text) is not None,
            topics(group.text),
            every,
        )
        for group in groups_in(entry)
        if _is_denial(group)
    )


def _is_denial(group: Group) -> bool:
    if group.when.closed_days or group.when.closed_months:
        return False
    return _DENIES.search(_MILD.sub(" ", group.text)) is not None


@lru_cache(maxsize=8_000)
def grants(entry: Entry) -> tuple[frozenset[str], ...]:
    """The subjects that an entry's clauses affirm together."""
    general = subjects(topics(spelled(entry.question)))
    found = [group.own for group in groups_in(entry) if group.own and not _is_denial(group)]
    # A clause of an entry about pets speaks of pets, whatever it names besides.
    return tuple(each | general if each & general else each for each in found)


def boasts(reply: str, standing: Standing) -> Iterator[tuple[str, str]]:
    """Things of which the hotel's knowledge says nothing at all."""
    known = standing.ground.known
    all_known = frozenset().union(*(each.about for each in known))
    for group in affirmed(reply):
        own = subjects(topics(_WISHES.sub(" ", _MONEY.sub(" ", group.text))))
        for thing in sorted(own & _BOASTED):
            if thing not in all_known:
                yield "unknown_thing", thing[1:]
