"""Messages that need no knowledge: a bare greeting, bare thanks, STOP and START."""

import re
from functools import lru_cache

from bellhop.ai.offline.folding import fold, visible
from bellhop.ai.offline.morphology import is_imperative
from bellhop.ai.offline.wordlists import load

_WORD = re.compile("[\u3400-\u9fff]|[^\\W_\u3400-\u9fff]+")
_LONGEST = 60


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """The word lists; "_" joins the words of a phrase."""
    return {
        name: frozenset(
            " ".join(fold(p) for p in _split(w.replace("_", " "))) for w in text.split()
        )
        for name, text in load("smalltalk.yaml").items()
    }


def _split(text: str) -> list[str]:
    return _WORD.findall(visible(text).lower().replace("'", "").replace("’", ""))


def _folded(text: str) -> list[str]:
    return [fold(word) for word in _split(text)] if len(text) <= _LONGEST else []


def is_stop_word(text: str) -> bool:
    """Whether the message asks, alone, to end what we send first (STOP, СТОП, отписаться …)."""
    return " ".join(_folded(text)) in _lists()["stop"]


def is_start_word(text: str) -> bool:
    """Whether the message, alone, undoes a STOP."""
    return " ".join(_folded(text)) in _lists()["start"]


def is_greeting(text: str) -> bool:
    """Whether the message only greets."""
    words = _folded(text)
    return bool(words) and set(words) <= _lists()["greeting"]


def is_wish(text: str) -> bool:
    """Whether the message wishes for something: a thing, a deed, more of what there was."""
    words, lists = set(_split(text)), _lists()
    if words & {"please", "пожалуйста"} or words & lists["wishing"]:
        return True
    return any(is_imperative(word) for word in words if fold(word) not in lists["courteous"])


def is_thanks(text: str) -> bool:
    """Whether the message only thanks (a greeting and "very much" around it are allowed)."""
    words, lists = set(_folded(text)), _lists()
    if not words & lists["thanks"] or "?" in text:
        return False
    return words <= lists["thanks"] | lists["around"] | lists["greeting"]
