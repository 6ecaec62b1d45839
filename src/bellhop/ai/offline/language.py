"""Which language a guest writes in: by script, then by letters and frequent words."""

import re
from functools import lru_cache

from bellhop.ai.offline import translit
from bellhop.ai.offline.folding import visible
from bellhop.ai.offline.wordlists import load

SHORT = 12  # letters below which the chat's last known language is the better witness
LONGEST = 500  # letters that tell a language; more only take time
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-zà-ɏ]")
_KAZAKH = re.compile("[әғқңөұүһі]")
_UKRAINIAN = re.compile("[їєґ]")
_LETTERS = {
    "de": "äöüß",
    "tr": "ığşçöü",
    "es": "ñ¿¡áíóú",
    "fr": "éèêàçùœâîô",
    "it": "èàòùì",
    "pt": "ãõç",
    "pl": "łąęśżźćń",
}


@lru_cache(maxsize=1)
def _stop_words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words.split()) for lang, words in load("languages.yaml").items()}


def _count(words: list[str], lang: str) -> float:
    return sum(1.0 for word in words if word in _stop_words()[lang])


def _cyrillic(low: str, words: list[str]) -> str:
    if len(_UKRAINIAN.findall(low)) and not _KAZAKH.search(low.replace("і", "")):
        return "uk"
    if _KAZAKH.search(low) or _count(words, "kk") > _count(words, "ru"):
        return "kk"
    return "ru"


def _latin(low: str, words: list[str], hint: str | None) -> str:
    if translit.looks_russian(re.findall("[a-z']+", low)) or translit.is_wrong_layout(low):
        return "ru"
    scores = {lang: _count(words, lang) for lang in _stop_words() if lang not in ("ru", "kk")}
    for lang, letters in _LETTERS.items():
        if lang in scores:
            scores[lang] += 0.7 * sum(low.count(letter) for letter in letters)
    best = max(scores, key=lambda lang: (scores[lang], lang == hint, lang == "en"))
    if scores[best] == 0:
        return hint or "en"
    return best


def detect_language(text: str, hint: str | None = None) -> str:
    """The guest's language as a two-letter code.

    `hint` is the chat's last known language; it decides where a text says too little.
    """
    low = visible(text[:LONGEST]).lower()
    for lang, script in _SCRIPTS:
        if script.search(low):
            return lang
    words = re.findall(r"[^\W\d_]+", low)
    cyrillic, latin = len(_CYRILLIC.findall(low)), len(_LATIN.findall(low))
    if cyrillic >= latin and cyrillic:
        return _cyrillic(low, words)
    if not latin:
        return hint or "en"
    found = _latin(low, words, hint)
    if hint and latin < SHORT and found == "en" and not _count(words, "en"):
        return hint
    return found
