"""The console's words: English in the code and the templates, Russian in the catalogues here.

A catalogue is a TOML file, one for each part of the console. A plain text stands as
`"English" = "Русский"`; one with a number as `"{n} chat|{n} chats" = ["{n} чат", "{n} чата",
"{n} чатов"]`, in the order of the language's plural forms (one, few, many).
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from babel import Locale

from bellhop import alerts

LANGUAGES = {"en": "English", "ru": "Русский"}
FORMS = ("one", "few", "many")
NUMBER = "n"


class Words:
    """One language. Called with an English text it gives that text's own words, with `{names}`
    filled in; a text of two forms ("{n} chat|{n} chats") is chosen by `n`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._known = catalogue(language)
        self._plural = Locale.parse(language).plural_form

    def __call__(self, text: str, /, **values: Any) -> str:
        found = self._known.get(text, text)
        if isinstance(found, list):
            found = found[FORMS.index(self._form(values[NUMBER]))]
        elif "|" in found and NUMBER in values:
            found = found.split("|")[0 if self._plural(values[NUMBER]) == "one" else 1]
        return found.format(**values) if values else found

    def _form(self, number: int) -> str:
        form = self._plural(number)
        return form if form in FORMS else "many"


@functools.cache
def words(language: str) -> Words:
    return Words(language if language in LANGUAGES else "en")


@functools.cache
def catalogue(language: str) -> dict[str, str | list[str]]:
    """All texts of a language; English is what stands in the code."""
    known: dict[str, str | list[str]] = {}
    for file in sorted((Path(__file__).parent / language).glob("*.toml")):
        known.update(tomllib.loads(file.read_text()))
    if language == "ru":
        known.update(alerts.REASONS.values())
    return known


def best_language(accepted: str) -> str:
    """Of what a browser asks for (Accept-Language), the first that is spoken here."""
    for part in accepted.split(","):
        language = part.split(";")[0].strip().lower()[:2]
        if language in LANGUAGES:
            return language
    return "en"
