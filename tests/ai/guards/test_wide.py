"""Replies that go further than their entry are held back, in every language we know words of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bellhop.ai.guards import Grounds, check
from tests.ai.cast import asked, calm

_LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "wide.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
LIES = [line[1:] for line in _LINES if line[0] == "L"]
HONEST = [line[1:] for line in _LINES if line[0] == "H"]


def _tripped(hotel: str, cited: str, language: str, line: str, reply: str) -> bool:
    question = asked(hotel, line, assessment=calm(language))
    return bool(check(reply, Grounds(question, cited=(cited,), language=language)).tripped)


@pytest.mark.parametrize("row", LIES, ids=lambda row: row[-1][:40])
def test_a_reply_that_goes_too_far_is_held_back(row: tuple[str, str, str, str, str]) -> None:
    assert _tripped(*row)


@pytest.mark.parametrize("row", HONEST, ids=lambda row: row[-1][:40])
def test_an_honest_reply_is_let_through(row: tuple[str, str, str, str, str]) -> None:
    assert not _tripped(*row)
