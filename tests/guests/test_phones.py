"""Phones in the spellings people use."""

import pytest

from bellhop.errors import BadInput
from bellhop.guests import digits_of

SPELLINGS = [
    "8 (900) 000-00-01",
    "+7 900 000-00-01",
    "79000000001",
    "9000000001",
    "7-900-000-00-01",
    "00 7 900 0000001",
    "+7(900)000 00 01 доб. 12",
    "79000000001.0",
    "tel:+79000000001",
    "8.900.000.00.01",
    "89000000001, 89000000002",
    "\u200e+7 900 000 00 01",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_russian_phone_is_known_in_every_spelling(spelling):
    assert digits_of(spelling, "RU") == "79000000001"


@pytest.mark.parametrize("number", ["+44 7700 900123", "447700900123"])
def test_a_phone_from_abroad_keeps_its_country(number):
    assert digits_of(number, "RU") == "447700900123"


@pytest.mark.parametrize("number", ["12345", "нет", "555-1234", "", "+7"])
def test_what_is_no_phone_is_refused(number):
    with pytest.raises(BadInput):
        digits_of(number, "US")


def test_a_phone_that_a_spreadsheet_spoiled_is_named_as_such():
    with pytest.raises(BadInput, match="spreadsheet"):
        digits_of("7,9E+10", "RU")


def test_without_a_country_the_plus_is_asked_for():
    with pytest.raises(BadInput, match="country"):
        digits_of("9000000001", None)
