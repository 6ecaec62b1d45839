"""Russian in Latin letters ("gde zavtrak"), and Russian typed on an English keyboard ("ghbdtn")."""

import re
from functools import lru_cache

from bellhop.ai.offline.morphology import is_known
from bellhop.ai.offline.wordlists import load

_MANY = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("tz", "ц"), ("ch", "ч"),
    ("sh", "ш"), ("yu", "ю"), ("ju", "ю"), ("iu", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "е"),
    ("jo", "е"), ("ye", "е"), ("je", "е"), ("iy", "ий"), ("yy", "ый"), ("ay", "ай"), ("ey", "ей"),
    ("oy", "ой"), ("uy", "уй"), ("aj", "ай"), ("ej", "ей"), ("oj", "ой"), ("ia", "ия"),
    ("ck", "к"), ("x", "х"), ("'", ""),
)  # fmt: skip
_ONE = str.maketrans("abvgdezijklmnoprstufhcywq46", "абвгдезийклмнопрстуфхцывкчш")
_LAYOUT = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")
_CYRILLIC = re.compile("[а-яё]")
_ENDINGS = re.compile(
    r"(?:aet|yaet|ayut|yut|uyut|ite|ayte|oe|aya|aja|yy|iy|ogo|ego|ochen|ost|stvo|enie|anie|at"
    r"|yat|il|ila|ili|ala|ali|ov|ami|nno|tsya|tsa|tsja|it|et|yu|ju|no|na|ku|ka|om)$"
)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Frequent Russian words in Latin letters, and those that English has too."""
    book = load("marks.yaml")
    return frozenset(book["translit"].split()), frozenset(book["english_too"].split())


def looks_russian(words: list[str]) -> bool:
    """Whether Latin words read as Russian: known words, or one and Russian endings."""
    known, english_too = _words()
    sure = [w for w in words if w in known and w not in english_too]
    maybe = [w for w in words if w in english_too]
    ended = [w for w in words if len(w) >= 5 and _ENDINGS.search(w) and w not in known]
    if not sure:
        return False
    share = (len(sure) + 0.5 * len(maybe) + 0.5 * len(ended)) / max(1, len(words))
    return share >= 0.34 or (len(sure) >= 3 and share >= 0.25)


@lru_cache(maxsize=5_000)
def to_cyrillic(word: str) -> str:
    """The word in Cyrillic, as it is most often meant; soft signs are lost, folding forgives."""
    if word.isdigit():
        return word
    for latin, cyrillic in _MANY:
        word = word.replace(latin, cyrillic)
    return word.translate(_ONE)


def readable(sentence: str) -> str:
    """A sentence of Russian in Latin letters, in Cyrillic; any other as it is."""
    words = re.findall("[a-z']+", sentence.lower()) if sentence.isascii() else []
    if not words or not looks_russian(words):
        return sentence
    return re.sub("[A-Za-z']+", lambda match: to_cyrillic(match[0].lower()), sentence)


def from_wrong_layout(text: str) -> str:
    """What would stand there had the keyboard been switched to Russian."""
    return text.lower().translate(_LAYOUT)


_VOWEL = re.compile("[аеёиоуыэюя]")
_CONTRACTION = re.compile(r"'(?:t|s|m|d|re|ve|ll)\b")


def is_wrong_layout(text: str) -> bool:
    """Whether Latin text is Russian typed on an English keyboard.

    Half of the words lack English vowels or hold punctuation where Russian letters lie, and most
    are in the Russian dictionary when read so.
    """
    low = text.lower()
    if _CONTRACTION.search(low) or _CYRILLIC.search(low):
        return False
    words = re.findall(r"[a-z;'\[\],.`]{3,}", low)
    odd = [w for w in words if not re.search("[aeiou]", w) or re.search(r"[;\[\]`'][a-z]", w)]
    if 2 * len(odd) < len(words) or len("".join(words)) < 5:
        return False
    read = [w for w in words if _is_russian_word(from_wrong_layout(w))]
    return 2 * len(read) > len(words)


def _is_russian_word(read: str) -> bool:
    word = read.rstrip(".,бю")
    return bool(_VOWEL.search(read)) and (is_known(read) or (len(word) > 2 and is_known(word)))
