"""How guards cut a reply: sentences, clauses, negation, and phrases several guards share."""

from __future__ import annotations

import re

from bellhop.ai.guards.patterns import patterns
from bellhop.ai.secrets_filled import PLACEHOLDER

__all__ = ["ALWAYS", "DENIAL", "PLACEHOLDER", "clauses", "is_denied", "sentences"]

_LISTS = patterns("shared")
ALWAYS = re.compile(_LISTS["always"].pattern, re.IGNORECASE)
DENIAL = re.compile(_LISTS["denial"].pattern, re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\sa-zа-яё])|\n+")
_CLAUSE = re.compile(
    r"\s*(?:[,;:](?!\d)|—|\s[-–]\s|\bbut\b|\bhowever\b|(?<!\w)(?:но|однако)(?!\w))\s*"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; "p.m. in" and "ул. Приморская" are rarely cut."""
    return [each.strip() for each in _SENTENCE.split(text) if each.strip()]


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence between commas, dashes and "but"."""
    return [each for each in _CLAUSE.split(sentence) if each]


def is_denied(clause: str, at: int) -> bool:
    """Whether the words at that place are denied within their clause."""
    return DENIAL.search(clause, max(0, at - 40), at) is not None
