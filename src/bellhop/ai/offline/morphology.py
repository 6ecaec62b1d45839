"""Word forms: Russian by dictionary, the Latin languages by stem. Loaded once, at first use."""

import re
from functools import lru_cache
from typing import Any

import pymorphy3
import snowballstemmer

from bellhop.ai.offline.folding import fold

_STEMMED = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "tr": "turkish",
}
_RUSSIAN = re.compile("^[а-яё]+$")


@lru_cache(maxsize=1)
def _russian() -> Any:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=8)
def _stemmer(lang: str) -> Any:
    return snowballstemmer.stemmer(_STEMMED.get(lang, "english"))


def is_russian(word: str) -> bool:
    """Whether a lower-case word is written in Russian letters only."""
    return _RUSSIAN.match(word) is not None


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Whether the Russian dictionary has this form; words of one or two letters count as known."""
    return len(word) < 3 or bool(_russian().word_is_known(word))


@lru_cache(maxsize=20_000)
def lemma(word: str, lang: str = "en") -> str:
    """The folded dictionary form of a Russian word, the stem of another."""
    if is_russian(word):
        return fold(_russian().parse(word)[0].normal_form)
    return fold(str(_stemmer(lang).stemWord(word)))


@lru_cache(maxsize=20_000)
def part_of_speech(word: str) -> str:
    """NOUN, VERB, INFN, ADJF … of a Russian word; empty for others."""
    return str(_russian().parse(word)[0].tag.POS or "") if is_russian(word) else ""


@lru_cache(maxsize=20_000)
def is_imperative(word: str) -> bool:
    """Whether a lower-case Russian word tells somebody politely to do something."""
    if not is_russian(word) or not word.endswith(("те", "тесь")):
        return False
    return "impr" in _russian().parse(word)[0].tag
