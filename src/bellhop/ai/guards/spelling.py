"""One spelling for a reply before any guard reads it.

Full-width and Arabic-Indic digits, keycap emoji and invisible characters would otherwise carry a
figure past every pattern. Number words before a unit become figures: "пятьсот рублей" is 500.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bellhop.ai.currencies import MONEY_WORDS
from bellhop.ai.guards.words import HOUR_WORDS, ORDINALS, SMALL, UNIT_WORDS
from bellhop.ai.masking import visible

_TENS_LAST = 90
_WORD_NUMBER = "|".join(sorted(map(re.escape, SMALL), key=len, reverse=True))
_ORDINAL = "|".join(sorted(map(re.escape, ORDINALS), key=len, reverse=True))
_AHEAD = f"(?:{UNIT_WORDS}|{MONEY_WORDS}|{HOUR_WORDS}|%|percent|процент)"
_COUNTED = re.compile(
    rf"(?<![\w-])((?:(?:{_WORD_NUMBER})(?:[\s-]+(?:and[\s-]+)?))+)(?=(?:\w+[\s-]+)?{_AHEAD})",
    re.IGNORECASE,
)
_AT_HOUR = re.compile(
    rf"(?<!\w)(at|until|till|from|by|before|after|в|до|с|к|после)\s+({_WORD_NUMBER})"
    r"(?=\s*(?:o'clock|am|pm|a\.m|p\.m|in the|час|утра|дня|вечера|ночи|[.,!?]|$|to\b|до\b))",
    re.IGNORECASE,
)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_FLOOR = re.compile(rf"(?<!\w)({_ORDINAL})(?=\s+(?:floor|storey|этаж))", re.IGNORECASE)
_HALF_PAST = re.compile(rf"\bhalf[\s-]past[\s-]({_WORD_NUMBER}|\d{{1,2}})\b", re.IGNORECASE)
_HALF_OF = re.compile(rf"(?<!\w)(?:в\s+)?половин[аеу]\s+({_ORDINAL})(?!\w)", re.IGNORECASE)
_HALF_HOUR = re.compile(
    r"\bhalf[\s-]an[\s-]hour\b|\bhalf[\s-]hour\b|(?<!\w)полчаса(?!\w)",
    re.IGNORECASE,
)
_ONE_AND_HALF = re.compile(r"(?<!\w)полтор[аы]\s+часа|\ban hour and a half\b", re.IGNORECASE)
_PRICED = re.compile(
    r"(?<!\w)(?:стоит|стоят|стоил\w*|стоимост\w*|цен[аыу]|обойд\w+|обход\w+|возьм\w+|бер[её]м|плат\w+"
    r"|доплат\w+|рублей|costs?|price[ds]?|fee|charge[ds]?|pay|rate)(?!\w)",
    re.IGNORECASE,
)
_RUN = re.compile(
    rf"(?<![\w-])(?:{_WORD_NUMBER})(?:[\s-]+(?:and[\s-]+)?(?:{_WORD_NUMBER}))*(?!\w)", re.IGNORECASE
)
_LEAST_PRICE = 10  # "for two" and "one night" are no prices
_SOME_THOUSANDS = re.compile(rf"(?<!\w)({_WORD_NUMBER}) с половиной тысяч\w*", re.IGNORECASE)
_FIFTEEN_HUNDRED = re.compile(r"(?<!\w)полтор[аы]\s+тысяч\w*", re.IGNORECASE)


def spelled(text: str) -> str:
    """The text as the guards read it."""
    text = unicodedata.normalize("NFKC", visible(text).replace("\u20e3", ""))
    text = _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)
    text = text.replace("’", "'").replace("−", "-").replace("ё", "е").replace("Ё", "Е")
    return _figures(text)


def _figures(text: str) -> str:
    text = _HALF_PAST.sub(lambda found: f"{_value(found[1]) or found[1]}:30", text)
    text = _HALF_OF.sub(lambda found: f"{ORDINALS[found[1].lower()] - 1 or 12}:30", text)
    text = _HALF_HOUR.sub("30 minutes", text)
    text = _ONE_AND_HALF.sub("90 minutes", text)
    text = _FIFTEEN_HUNDRED.sub("1500", text)
    text = _SOME_THOUSANDS.sub(lambda found: str(_value(found[1]) * 1_000 + 500), text)
    text = _FLOOR.sub(lambda found: str(ORDINALS[found[1].lower()]), text)
    text = _COUNTED.sub(lambda found: f"{_value(found[1])} ", text)
    text = _AT_HOUR.sub(lambda found: f"{found[1]} {_value(found[2])}", text)
    return "".join(map(_prices, re.split(r"(?<=[.!?\n])", text)))


def _prices(sentence: str) -> str:
    """A price told in words without its currency: "the garage costs fifty"."""
    if _PRICED.search(sentence) is None:
        return sentence
    return _RUN.sub(
        lambda found: str(value) if (value := _value(found[0])) >= _LEAST_PRICE else found[0],
        sentence,
    )


@lru_cache(maxsize=2_000)
def _value(words: str) -> int:
    """The number that a run of number words means: «две тысячи пятьсот» is 2500."""
    total = current = 0
    for word in re.split(r"[\s-]+", words.lower().strip()):
        value = int(word) if word.isdecimal() else SMALL.get(word, 0)
        if value == 1_000:
            total, current = total + max(current, 1) * 1_000, 0
        elif value == 100 and 0 < current < 10:
            current *= 100
        else:
            current += value
    return total + current
