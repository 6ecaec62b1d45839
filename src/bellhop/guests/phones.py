"""Phones in any spelling, as the digits WhatsApp knows."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from bellhop.errors import BadInput

_EXTENSION = re.compile(r"(?i)\s*(доб\.?|ext\.?|#)\s*\d+\s*$")
_EXCEL_FLOAT = re.compile(r"^\d{7,15}\.0+$")
_SEVERAL = re.compile(r"\s*(?:[,;/|\n]|\bили\b|\bor\b)\s*")
"""Of several phones in one field the first is taken."""
_SCIENTIFIC = re.compile(r"(?i)^\d([.,]\d+)?e\+?\d+$")


def digits_of(phone: str, region: str | None) -> str:
    """The number with its country, digits only: 8 (900) 000-00-01 in Russia is 79000000001.

    Raises BadInput with a reason a clerk understands.
    """
    first = _SEVERAL.split(unicodedata.normalize("NFKC", phone).strip())[0]
    text = _EXTENSION.sub("", first.removeprefix("whatsapp:").removeprefix("tel:"))
    if _SCIENTIFIC.match(phone.strip()):
        raise BadInput(f"the phone {phone!r} lost its digits in a spreadsheet; format it as text")
    if _EXCEL_FLOAT.match(text):
        text = text.split(".")[0]
    for spelling in _spellings(text):
        number = _read(spelling, region)
        if number is not None:
            return number
    raise BadInput(f"{phone!r} is not a phone number{_hint(text, region)}")


def country_of(digits: str) -> str | None:
    """Two letters of the country a number belongs to."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(f"+{digits}"))
    except NumberParseException:
        return None


def _spellings(text: str) -> list[str]:
    bare = re.sub(r"\D", "", text)
    plain = [text]
    if text.startswith("00"):
        plain = [f"+{bare[2:]}"]
    elif not text.startswith("+") and len(bare) > 10:
        plain.append(f"+{bare}")  # a country's code without its plus
    return plain


def _read(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    # "possible" by length: ranges are opened faster than anybody's tables are updated
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")


def _hint(text: str, region: str | None) -> str:
    if region is None and not text.startswith("+"):
        return "; write it with + and the country's code, or tell the hotel's country"
    return ""
