"""A number in whatever form a guest gives it: 5, пять, ⭐️⭐️⭐️, "4/5, but loud", 9 из 10."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TOP = 5
_STARS = "⭐★🌟✨*"
_EMPTY_STARS = "☆"
_WORDS = {
    1: "один одну единица единицу кол one uno bir eins ein une 一 واحد бір odin",
    2: "два две двойка двойку пара two dos iki zwei deux 二 两 اثنان екі dva",
    3: "три тройка тройку трояк трояку three tres üç uc drei trois 三 ثلاثة үш tri",
    4: "четыре четверка четверку four cuatro dört dort vier quatre 四 أربعة төрт chetyre",
    5: "пять пятерка пятерку five cinco beş bes fünf funf cinq 五 خمسة бес pyat",
}
_BY_WORD = {word: score for score, words in _WORDS.items() for word in words.split()}
_AFTER = r"""(?P<rest>\s*(?:$|[,.;:!…\-–—()\n]|[⭐★🌟]|\b(?:звезд\w*|зв\b|балл\w*|stars?|points?|но|
    и|а|but|and|because|потому|спасибо|thanks?|из-за|для|за|только|хотя|пока|aber|pero|mais|ama)\b).*)"""
_LEAD = r"""(?:(?:моя\s+)?оценка|ставлю|поставлю|поставил\w*|твердая|твердую|крепкая|наверное|
    думаю|ну|i(?:'d|\s+would)?\s+(?:give|say|rate)(?:\s+(?:it|you))?(?:\s+an?)?|my\s+rating(?:\s+is)?|
    rating|rate|score|it'?s\s+an?|solid|на|an?)[\s:=\-–—]*"""
_FRACTION = re.compile(
    rf"^(?:{_LEAD})*(?P<score>\d+(?:[.,]\d)?)\s*(?:/|\\|из|out\s+of|von|de|sur|\bof\b)\s*"
    r"(?P<top>5|10|пяти|десяти|five|ten)\b(?P<rest>.*)$",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(
    rf"^(?:{_LEAD})*(?P<score>\d+(?:[.,]5)?)\s*(?P<sign>[+\-](?=\s|$|[,.!])|\ufe0f?\u20e3)?{_AFTER}$",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(
    rf"^(?:{_LEAD})*(?P<score>[^\W\d]+)(?P<plus>\+)?{_AFTER}$", re.VERBOSE | re.DOTALL
)
_TOPS = {"пяти": 5, "десяти": 10, "five": 5, "ten": 10}
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Given:
    """`score` from 1 to 5; `words` is what the guest said besides."""

    score: int
    words: str


def read_rating(text: str, options: tuple[str, ...] = ()) -> Given | None:
    """The rating in a guest's answer; None when it is something else: "2 towels, please", "5
    минут". `options` are the words of the poll that was asked, best first."""
    said = unicodedata.normalize("NFC", text).strip()
    if not said or len(said) > _LONGEST:
        return None
    if (choice := _choice(said, options)) is not None:
        return choice
    plain = said.lower().replace("ё", "е").replace("\ufe0f", "")
    return _stars(said) or _fraction(plain, said) or _number(plain, said) or _word(plain, said)


def _choice(said: str, options: tuple[str, ...]) -> Given | None:
    for place, option in enumerate(options):
        if said.casefold() == option.strip().casefold():
            return Given(_clamp(TOP - place), "")
    return None


def _stars(said: str) -> Given | None:
    bare = said.replace("\ufe0f", "")
    run = re.match(rf"^[{re.escape(_STARS + _EMPTY_STARS)}\s]+", bare)
    if run is None:
        return None
    full = sum(run[0].count(star) for star in _STARS)
    if not 1 <= full <= TOP:
        return None
    return Given(full, _rest(bare[run.end() :]))


def _fraction(plain: str, said: str) -> Given | None:
    found = _FRACTION.match(plain)
    if found is None:
        return None
    top = _TOPS.get(found["top"]) or int(found["top"])
    score = float(found["score"].replace(",", "."))
    if score > top:
        return None
    return Given(_clamp(_half_up(score * TOP / top)), _said_rest(said, found["rest"]))


def _number(plain: str, said: str) -> Given | None:
    found = _NUMBER.match(plain)
    if found is None:
        return None
    score = _half_up(float(found["score"].replace(",", ".")))
    if not 1 <= score <= TOP:
        return None
    return Given(score, _said_rest(said, found["rest"]))


def _word(plain: str, said: str) -> Given | None:
    found = _WORD.match(plain)
    if found is None or found["score"] not in _BY_WORD:
        return None
    return Given(_BY_WORD[found["score"]], _said_rest(said, found["rest"]))


def _said_rest(said: str, rest: str) -> str:
    """The guest's own spelling of what followed the number."""
    return _rest(said[len(said) - len(rest) :]) if rest else ""


_UNIT = re.compile(r"(?i)^(звезд\w*|звёзд\w*|зв\b|балл\w*|stars?|points?)\b")


def _rest(text: str) -> str:
    bare = text.strip(" \t\n,.;:!-–—()⭐★🌟").strip()
    return _UNIT.sub("", bare).strip(" \t\n,.;:!-–—()").strip() if _UNIT.match(bare) else bare


def _half_up(score: float) -> int:
    return int(score + 0.5)


def _clamp(score: int) -> int:
    return max(1, min(TOP, score))


_YES = re.compile(r"(?i)^(да|ага|угу|yes|yep|yeah|si|sí|ja|evet|oui|是|نعم|иә)\b|^(👍|✅)")
_NO = re.compile(r"(?i)^(нет|неа|не\b|no|nope|not|nein|hayır|hayir|non|不|لا|жоқ)\b|^(👎|❌)")


def read_yes_no(text: str) -> bool | None:
    """True, False, or None for neither."""
    said = text.strip()
    if _NO.match(said):
        return False
    return True if _YES.match(said) else None
