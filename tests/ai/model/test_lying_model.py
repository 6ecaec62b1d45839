"""A model that lies: no invention arrives, and every guest gets an answer or a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bellhop.ai import breaker, chain, deadline, think
from bellhop.ai.thought import Thought
from tests.ai.cast import asked, calm
from tests.ai.guards.test_honest import HONEST
from tests.ai.guards.test_lies import LIES, _is_true_of
from tests.ai.house import Shelf
from tests.ai.model.wire import Wire, completion, refused, said, slow

FAULTS = {
    "blank": completion("  \n "),
    "cut": completion('{"language":"ru","reply":"Завтр', "length"),
    "cut object": completion('{"language":"ru","reply":"Завтр'),
    "filter": completion("", "content_filter"),
    "no capacity": completion("", "insufficient_system_resource"),
    "prose": completion("Certainly! Breakfast is free for you."),
    "empty": said(reply=""),
    "429": refused(429),
    "402": refused(402),
    "500": refused(500),
    "slow": slow,
}


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain.random, "uniform", lambda *_: 0.0)


def _tries() -> Iterator[tuple[str, str, str, tuple[str, ...], str]]:
    """Every lie after three different honest replies, alone, and at a reply's beginning."""
    for number, lie in enumerate(LIES):
        fitting = [
            each
            for each in HONEST
            if lie[1] == ("ru" if re.search("[а-я]", each[2].lower()) else "en")
            and each[1]
            and not _is_true_of(lie, each[0], each[1])
        ]
        for step in range(5):
            name, cited, line, reply = fitting[(number * 7 + step * 11) % len(fitting)]
            words = (f"{reply} {lie[2]}", lie[2], f"{lie[2]} {reply}")[step % 3]
            yield name, cited, line, lie, words


def _is_fit_for_a_guest(thought: Thought) -> bool:
    return bool(thought.reply.strip()) and (thought.answered or bool(thought.call_reason))


async def test_no_invention_reaches_a_guest_in_five_hundred_tries(wire: Wire) -> None:
    tried, leaked = 0, []
    for name, cited, line, lie, words in _tries():
        ids = [each.strip() for each in cited.split(",")]
        wire.will(said(reply=words, knowledge_ids=ids, language=lie[1]))
        thought = await think(asked(name, line, assessment=calm(lie[1])))
        tried += 1
        assert _is_fit_for_a_guest(thought)
        if lie[2] in thought.reply:
            leaked.append((lie, line))
        else:
            # only a reply in the wrong language is replaced by the hotel's own words
            assert thought.call_reason or thought.brain == "offline"
            assert thought.why["guards_tripped"]
    assert tried >= 500
    assert leaked == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("line", ["во сколько завтрак?", "what time is breakfast", "вертолёт?"])
async def test_every_guest_gets_an_answer_or_a_person(
    wire: Wire, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, fault: str, line: str
) -> None:
    monkeypatch.setattr(deadline.Deadline.__init__, "__defaults__", (0.6,))
    wire.will(FAULTS[fault])
    thought = await think(asked("sochi", line))
    assert _is_fit_for_a_guest(thought)
    assert "free for you" not in thought.reply
    breaker.forget()
