"""How guards cut a reply: sentences, clauses, negation, and phrases several guards share."""

from __future__ import annotations

import re

from bellhop.ai.secrets_filled import PLACEHOLDER

__all__ = ["ALWAYS", "PLACEHOLDER", "clauses", "is_denied", "sentences"]

ALWAYS = re.compile(
    r"\b24\s?/\s?7\b|\b24\s?[x×]\s?7\b|\b24[\s-]?hours?(?:\s+(?:a|per)\s+day)?\b(?!\s+(?:before|in"
    r" advance|ahead|of))|\b24-hour\b|\b24\s?часа(?:\s+в\s+сутки)?|around the clock|round the clock"
    r"|day and night|дн[её]м и ночью|круглосуточн\w*|\b(?:at )?any (?:time|hour)\b|\ball (?:day|night)"
    r"\b|(?<!\w)в любое время|когда угодно|(?<!\w)весь день|(?<!\w)всю ночь|whenever you (?:want|like)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\sa-zа-яё])|\n+")
_CLAUSE = re.compile(r"\s*(?:[,;:—]|\s[-–]\s|\bbut\b|\bhowever\b|(?<!\w)(?:но|однако)(?!\w))\s*")
_DENIAL = re.compile(
    r"(?<!\w)(?:not|no|never|cannot|can't|don't|doesn't|isn't|aren't|won't|unable|without|neither|nor"
    r"|не|нет|нельзя|без|ни|невозможно|isnt|dont|cant)(?!\w)|n't\b",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; "p.m. in" and "ул. Приморская" are rarely cut."""
    return [each.strip() for each in _SENTENCE.split(text) if each.strip()]


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence between commas, dashes and "but"."""
    return [each for each in _CLAUSE.split(sentence) if each]


def is_denied(clause: str, at: int) -> bool:
    """Whether the words at that place are denied within their clause."""
    return _DENIAL.search(clause, max(0, at - 40), at) is not None
