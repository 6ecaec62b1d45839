"""Folding: one spelling for one word, whatever the thumb did.

Rules and guests' words are folded the same way, so doubled letters, lost soft signs, accents,
capitals and letters borrowed from the other alphabet never decide anything.
"""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_CYRILLIC = re.compile("[а-яёіїєґәғқңөұүһ]")
_LATIN = re.compile("[a-z]")
# letters that look alike: a Russian word typed with a Latin "a" is still Russian
_TO_CYRILLIC = str.maketrans("aeopcxykmthbg3460", "аеорсхукмтнвгзчбо")
_TO_LATIN = str.maketrans("аеорсхукмтнв", "aeopcxykmthb")
_LEET = str.maketrans("013457@$", "oieastas")
_PLAIN = str.maketrans({"ё": "е", "ь": None, "ъ": None, "ı": "i", "ß": "s", "ø": "o"})


def visible(text: str) -> str:
    """The text without invisible characters, in one Unicode form."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The one spelling of a word that rules and guests share."""
    word = word.lower()
    if _CYRILLIC.search(word) is None and not word.isascii():
        kept = (c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        word = "".join(kept)
    return _DOUBLED.sub(r"\1", word.translate(_PLAIN))


@lru_cache(maxsize=20_000)
def one_script(word: str) -> str:
    """A word of mixed alphabets in the one it was meant in; others unchanged."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if cyrillic and (latin or any(c in "3460" for c in word)):
        return word.translate(_TO_CYRILLIC) if cyrillic >= latin else word.translate(_TO_LATIN)
    if latin >= 3 and re.search(r"[a-z][013457@$][a-z]", word):
        return word.translate(_LEET)
    return word
