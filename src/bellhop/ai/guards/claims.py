"""What may only be said when an entry says so: free, included, allowed, open, available, always.

Both replies and entries are read clause by clause. A claim carries the subjects of its clause, or,
where the clause names none, those spoken of just before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.text import ALWAYS, clauses, is_denied, sentences
from bellhop.ai.guards.whens import without_days
from bellhop.ai.subjects import subjects, topics

_LISTS = patterns("claims")
_KINDS = {
    kind: _LISTS[kind]
    for kind in ("free", "included", "allowed", "open", "vacant", "available", "may", "has", "yes")
} | {"always": ALWAYS}
# "If a room is free" claims no free room.
_UNCERTAIN = {kind: each for kind, each in _KINDS.items() if kind != "vacant"}
_HARMLESS = _LISTS["harmless"]
_QUESTION = re.compile(r"\?\s*$")
# Kinds that another kind of an entry says as well.
SAID_BY: dict[str, frozenset[str]] = {
    "free": frozenset({"free"}),
    "included": frozenset({"included"}),
    "allowed": frozenset({"allowed", "may", "yes"}),
    "open": frozenset({"open", "hours", "always"}),
    "vacant": frozenset({"vacant"}),
    "always": frozenset({"always"}),
}
# Subjects that a clause often names in passing, while it speaks of another.
PASSING = frozenset({"#checkin", "#checkout", "#late", "#early", "#payment", "#reception"})
REFUSES, STRICT, LIMITS = (_LISTS[name] for name in ("refuses", "strict", "limits"))

# "Foreign cards, Mastercard included, don't go through" includes nothing in a price.
_LISTED = re.compile(
    r"(?<=,)\s[\w ]{2,40} included(?=, (?:\w+ ){0,3}(?:cannot|not|\w+n't)(?!\w))"
    r"|(?<=,) including [\w ]{2,40}(?=, (?:\w+ ){0,3}(?:cannot|not|\w+n't)(?!\w))"
    r"|(?<=,) включая [\w ]{2,40}(?=, (?:\w+ ){0,3}(?:не|нельзя)(?!\w))"
)

# A sentence that begins so speaks of what came before it.
_SHARED = patterns("shared")
_POINTS_BACK, _LIGHT, _CONDITION = (_SHARED[name] for name in ("points_back", "light", "condition"))


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, what it is about, and the words that make it.

    `inherited`: its own clause names no subject. `first`: it stands in the text's first sentence.
    """

    kind: str
    about: frozenset[str]
    words: str
    clause: str
    inherited: bool = False
    first: bool = True


def claims(text: str, before: frozenset[str] = frozenset()) -> list[Claim]:
    """The claims of a text already brought to one spelling, questions and denials left out."""
    found: list[Claim] = []
    about = before
    for number, sentence in enumerate(sentences(text)):
        if _QUESTION.search(sentence):
            continue
        spoken = _LISTED.sub(" ", sentence.lower())
        for place, clause in enumerate(clauses(spoken)):
            own = subjects(topics(clause))
            if not own and place == 0 and not _says_nothing(clause, sentence):
                own = _own_words(clause) | (before if number == 0 else frozenset())
            # "On the day of departure it is free": an entry goes on about the same thing.
            passing = bool(before) and place > 0 and own <= PASSING
            about = own | about if passing else own or about
            kinds = _UNCERTAIN if _CONDITION.search(sentence.lower()) else _KINDS
            made = _claims_of(clause, kinds)
            found.extend(
                Claim(kind, about, words, clause, not own, number == 0) for kind, words in made
            )
    return found


def _says_nothing(clause: str, sentence: str) -> bool:
    """A clause that points back, sets a condition or is a mere pleasantry names no thing."""
    return bool(
        _POINTS_BACK.match(clause)
        or _CONDITION.match(clause.strip())
        or (sentence.endswith("!") and len(sentence) < 60 and not _claims_anything(clause))
    )


def _claims_anything(clause: str) -> bool:
    return any(True for _ in _claims_of(clause, _KINDS))


def _own_words(clause: str) -> frozenset[str]:
    """What a clause is about when it names no known subject: its own words, the light ones out."""
    bare = _LIGHT.sub(" ", without_days(clause))
    return frozenset(each for each in topics(bare) if each[0] != "#")


def _claims_of(clause: str, kinds: dict[str, re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    spoken = _HARMLESS.sub(" ", clause)
    for kind, pattern in kinds.items():
        each = pattern.search(spoken)
        if each is not None and (kind == "always" or not is_denied(spoken, each.start())):
            yield kind, each[0].strip()
