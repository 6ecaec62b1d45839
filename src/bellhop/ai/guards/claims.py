"""What may only be said when an entry says so: free, included, allowed, open, available, always.

Both replies and entries are read clause by clause. A claim carries the subjects of its clause, or,
where the clause names none, those spoken of just before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.text import ALWAYS, clauses, is_denied, sentences
from bellhop.ai.subjects import subjects, topics

_LISTS = patterns("claims")
_KINDS = {
    kind: _LISTS[kind]
    for kind in ("free", "included", "allowed", "open", "vacant", "available", "may", "has", "yes")
} | {"always": ALWAYS}
_HARMLESS = _LISTS["harmless"]
_QUESTION = re.compile(r"\?\s*$")
# Kinds that another kind of an entry says as well.
SAID_BY: dict[str, frozenset[str]] = {
    "free": frozenset({"free"}),
    "included": frozenset({"included"}),
    "allowed": frozenset({"allowed", "may", "free"}),
    "open": frozenset({"open", "hours", "always"}),
    "vacant": frozenset({"vacant"}),
    "always": frozenset({"always"}),
}
REFUSES, STRICT, LIMITS = (_LISTS[name] for name in ("refuses", "strict", "limits"))


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, what it is about, and the words that make it."""

    kind: str
    about: frozenset[str]
    words: str
    clause: str


def claims(text: str, before: frozenset[str] = frozenset()) -> list[Claim]:
    """The claims of a text already brought to one spelling, questions and denials left out."""
    found: list[Claim] = []
    about = before
    for sentence in sentences(text):
        if _QUESTION.search(sentence):
            continue
        for clause in clauses(sentence):
            own = subjects(topics(clause))
            about = own or about
            found.extend(_claims_of(clause, about))
    return found


def _claims_of(clause: str, about: frozenset[str]) -> list[Claim]:
    spoken = _HARMLESS.sub(" ", clause.lower())
    found = []
    for kind, pattern in _KINDS.items():
        each = pattern.search(spoken)
        if each is not None and (kind == "always" or not is_denied(spoken, each.start())):
            found.append(Claim(kind, about, each[0].strip(), clause))
    return found
