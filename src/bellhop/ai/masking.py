"""What leaves the house: nothing invisible, and no guest's phone, card, passport or e-mail.

Personal data become placeholders such as [phone-1] on the way out and come back on the way in.
The same value keeps its placeholder through one conversation.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bellhop.ai.currencies import MONEY_WORDS

# Tag characters, zero width, variation selectors, bidi controls, soft hyphen, Hangul fillers:
# none of them shows, all of them can carry orders to a model or split a word before a guard.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_DIGITS = re.compile(r"(?<![\w,])\+?\(?\d(?:[\s().\-–]{0,2}\d){6,18}(?!\w)")
_DATES = re.compile(r"^\s*\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?(?:\D|$)")
_DOCUMENT = re.compile(r"\b[A-ZА-Я]{1,2} ?(?:№ ?)?\d{6,9}\b")
_CODE = re.compile(r"\b(?=[A-Z0-9]*\d[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,14}\b")
_PASSPORT = re.compile(r"^\d{2} ?\d{2} ?(?:№ ?)?\d{6}$")
_MONEY_AHEAD = re.compile(rf"\s*{MONEY_WORDS}", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\[(?:phone|card|passport|email|number)-\d+\]")


def visible(text: str) -> str:
    """The text without characters nobody can see."""
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def luhn(digits: str) -> bool:
    """Whether the digits carry a payment card's check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


class Mask:
    """The placeholders of one conversation."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def hide(self, text: str) -> str:
        """The text with personal data replaced."""
        text = _PLACEHOLDER.sub("", visible(text))
        if "@" in text:
            text = _EMAIL.sub(self._as("email"), text)
        text = _DIGITS.sub(self._digits, text)
        text = _DOCUMENT.sub(self._as("passport"), text)
        return _CODE.sub(self._as("number"), text)

    def show(self, text: str) -> str:
        """The text with the placeholders turned back."""
        for value, name in self._names.items():
            text = text.replace(name, value)
        return text

    def _as(self, kind: str) -> Callable[[re.Match[str]], str]:
        return lambda found: self._name(kind, found.group())

    def _name(self, kind: str, value: str) -> str:
        name = self._names.get(value)
        if name is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            name = self._names[value] = f"[{kind}-{self._counts[kind]}]"
        return name

    def _digits(self, found: re.Match[str]) -> str:
        text = found.group()
        digits = re.sub(r"\D", "", text)
        ahead = found.string[found.end() : found.end() + 8]
        # Dates, ranges of dates and prices are what the guest asks about, not who the guest is.
        if (_DATES.match(text) and not text.startswith("+")) or _MONEY_AHEAD.match(ahead):
            return text
        if 13 <= len(digits) <= 19 and luhn(digits):
            return self._name("card", text)
        if _PASSPORT.match(text) and not digits.startswith(("79", "89", "77", "87")):
            return self._name("passport", text)
        if "+" in text or 10 <= len(digits) <= 15:
            return self._name("phone", text)
        return self._name("number", text)
