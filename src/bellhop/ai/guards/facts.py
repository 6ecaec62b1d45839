"""The facts a text states: money, times, dates, figures, links, phones, streets.

A figure may be read in several ways ("12.10" is a time, a date or a decimal), so a fact carries
all its readings; it is covered when one of them is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from bellhop.ai.guards import calendar, figures
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.guards.text import ALWAYS, PLACEHOLDER

Reading = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact: its guard's name, its possible readings, its words and where they stand."""

    kind: str
    readings: tuple[Reading, ...]
    words: str
    at: int


_TLD = (
    "com|ru|net|org|рф|io|me|app|info|hotel|hotels|travel|ge|uk|de|tr|es|fr|kz|by|ua|cn|online|site"
    "|club|shop|link|ly|gg|xyz|co|example|test|biz|eu|it|us|dev|page|store|top|pro|su|am|az|uz|kg"
)
_LINK = re.compile(
    rf"(?:https?|ftp)://[^\s<>\"']+|\bwww\.[^\s<>\"']+"
    rf"|(?<![\w@.-])(?:[\w-]+\.)+(?:{_TLD})(?![\w])(?:/[^\s<>\"']*)?",
    re.IGNORECASE,
)
_SPOKEN_LINK = re.compile(r"\b[\w-]{3,}\s+(?:dot|точка)\s+(?:com|ru|net|org|ge)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z]\w{2,}")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\s().-]{0,3}\d){6,17}(?!\w)")
_LIST_MARK = re.compile(r"(?m)^\s*\d{1,2}[.)]\s+(?=\D)")
_STREET = re.compile(
    r"\b([A-Z][\w'-]+)\s+(?:Street|St\.|Avenue|Ave\b|Road|Rd\b|Lane|Boulevard|Blvd|Square|Embankment)"
    r"|(?:[Уу]лиц\w{1,2}|[Уу]л\.|[Пп]роспект\w{0,2}|[Пп]р-т|[Пп]ереул\w{2,3}|[Пп]лощад\w{1,2}"
    r"|[Нн]абережн\w{2,3}|[Шш]оссе|[Бб]ульвар\w{0,2})\s+«?([А-ЯЁ][\w-]+)"
    r"|([А-ЯЁ][\w-]+(?:ая|ой|ую|ий|ом))\s+(?:улиц\w|ул\.|площад\w|набережн\w+)"
)


def facts(text: str) -> list[Fact]:
    """Every fact of a text that was not yet brought to one spelling."""
    return facts_in(spelled(text))


def facts_in(text: str) -> list[Fact]:
    """Every fact, each figure read once: what one pattern took is gone for the next."""
    found: list[Fact] = []
    text = PLACEHOLDER.sub(_blank, text)
    text = _taken(text, _EMAIL, "email", lambda each: [("email", each[0].lower())], found)
    text = _taken(text, _LINK, "link", lambda each: [("link", link(each[0]))], found)
    text = _taken(text, _SPOKEN_LINK, "link", lambda each: [("link", each[0].lower())], found)
    text = _taken(text, _HANDLE, "link", lambda each: [("link", each[0].lower())], found)
    text = _taken(text, _STREET, "address", _street, found, keep=True)
    text = ALWAYS.sub(_blank, _LIST_MARK.sub(_blank, text))
    if any(each.isdigit() for each in text):
        text = _figures(text, found)
    for kind, pattern, read in figures.IN_WORDS:
        text = _taken(text, pattern, kind, read, found)
    for start, words, readings in calendar.words_in(text):
        found.append(Fact("date", tuple(readings), words, start))
    return found


def _figures(text: str, found: list[Fact]) -> str:
    for kind, pattern, read in figures.BEFORE_PHONES:
        text = _taken(text, pattern, kind, read, found)
    text = _taken(text, _PHONE, "phone", _phone, found)
    for kind, pattern, read in figures.AFTER_PHONES:
        text = _taken(text, pattern, kind, read, found)
    return text


def _taken(
    text: str,
    pattern: re.Pattern[str],
    kind: str,
    read: Callable[[re.Match[str]], Iterable[Reading]],
    found: list[Fact],
    *,
    keep: bool = False,
) -> str:
    def take(each: re.Match[str]) -> str:
        readings = tuple(read(each))
        if not readings:
            return each[0]
        found.append(Fact(kind, readings, each[0].strip(), each.start()))
        return each[0] if keep else _blank(each)

    return pattern.sub(take, text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def link(text: str) -> str:
    """A link without what does not matter: scheme, www, the stop after it."""
    bare = re.sub(r"^(?:https?|ftp)://", "", text.lower().rstrip(".,;:!?)»\"'"))
    return bare.removeprefix("www.").rstrip("/")


def _phone(found: re.Match[str]) -> list[Reading]:
    digits = re.sub(r"\D", "", found[0])
    # 8 900 … and +7 900 … are one Russian number: the last ten digits tell.
    return [("phone", digits[-10:])] if len(digits) >= 7 else []


def _street(found: re.Match[str]) -> list[Reading]:
    name = next(each for each in found.groups() if each)
    return [("street", name.lower().replace("ё", "е")[:5])]
