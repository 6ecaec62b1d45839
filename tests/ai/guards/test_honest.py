"""Honest paraphrases of real entries are let through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bellhop.ai.guards import Grounds, check
from tests.ai.cast import asked, calm

_LINES = (Path(__file__).parent / "honest.txt").read_text().splitlines()
HONEST = [
    tuple(part.strip() for part in line.split("|"))
    for line in _LINES
    if line and not line.startswith("#")
]


def tripped(hotel: str, cited: str, line: str, reply: str) -> tuple[tuple[str, str], ...]:
    language = "ru" if re.search("[а-я]", line.lower()) else "en"
    question = asked(hotel, line, assessment=calm(language))
    ids = tuple(each.strip() for each in cited.split(",") if each.strip())
    return check(reply, Grounds(question, cited=ids, language=language)).tripped


@pytest.mark.parametrize(("hotel", "cited", "line", "reply"), HONEST)
def test_an_honest_reply_passes(hotel: str, cited: str, line: str, reply: str) -> None:
    assert tripped(hotel, cited, line, reply) == ()


def test_what_the_hotel_itself_promises_is_quoted() -> None:
    entry = next(e for e in asked("sochi", "стирка").hotel.entries if e.id == "laundry-ru")
    question = asked("sochi", "посадил пятно на рубашку, успеете?", assessment=calm("ru"))
    quoted = Grounds(question, cited=(entry.id,), quoted=True, language="ru")
    assert check(entry.answer, quoted).tripped == ()
