"""All guards in one go, over one reply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bellhop.ai.guards import (
    ages,
    foreign,
    grounding,
    promises,
    scopes,
    secrecy,
    shape,
    sums,
    turned,
    width,
)
from bellhop.ai.guards.ground import Ground
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.prompt import canary
from bellhop.ai.subjects import topics
from bellhop.ai.thought import Question

ALL = (
    "shape",
    "language",
    "facts",
    "claims",
    "width",
    "scopes",
    "turned",
    "promises",
    "other_guest",
    "instructions",
    "knowledge_ids",
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reply may rest on. `calling`: a person is called about this message. `quoted`: the
    hotel's own words, unchanged. `language`: what the guest writes in."""

    question: Question
    cited: tuple[str, ...] = ()
    calling: bool = False
    quoted: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Guards passed, and those tripped with the words that tripped them."""

    passed: tuple[str, ...] = ()
    tripped: tuple[tuple[str, str], ...] = ()


def check(reply: str, grounds: Grounds) -> Verdict:
    """Every guard's opinion of a reply. A quote of the hotel may be long, is in its language and
    rests on itself: what it states and promises, the hotel states and promises."""
    passed, tripped = [], []
    for name, trips in _opinions(reply, grounds):
        found = list(dict.fromkeys(trips))
        tripped.extend(found)
        if not found:
            passed.append(name)
    return Verdict(tuple(passed), tuple(tripped))


def _opinions(reply: str, grounds: Grounds) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    question = grounds.question
    text = spelled(reply)
    standing = grounding.Standing(question, grounds.cited, text)
    near = grounding.related(standing, topics(text))
    knowledge = "\n".join(each.text for each in near)
    yield "shape", shape.shape(reply, quoted=grounds.quoted)
    if not grounds.quoted:
        yield "language", shape.language(reply, grounds.language)
        yield "facts", grounding.unfounded_facts(text, standing, sums.following(text, standing))
        yield "claims", _claims(text, grounds.language, standing)
        yield "width", width.widened(text, standing)
        yield "scopes", _scopes(text, standing)
        yield "turned", _turned(text, standing)
        yield "promises", promises.unkept(text, near, calling=grounds.calling)
    yield "other_guest", secrecy.others(text, knowledge)
    yield "instructions", secrecy.instructions(reply, canary(question.hotel.id))
    yield "knowledge_ids", _unknown(grounds.cited, standing.ground)


def _claims(text: str, language: str, standing: grounding.Standing) -> Iterator[tuple[str, str]]:
    if foreign.is_known(language):
        return foreign.unfounded(text, language, standing)
    return grounding.unfounded_claims(text, standing)


def _scopes(text: str, standing: grounding.Standing) -> Iterator[tuple[str, str]]:
    yield from scopes.misplaced(text, standing)
    yield from ages.wrong(text, standing)


def _turned(text: str, standing: grounding.Standing) -> Iterator[tuple[str, str]]:
    yield from turned.turned(text, standing)
    yield from turned.boasts(text, standing)


def _unknown(cited: tuple[str, ...], ground: Ground) -> Iterator[tuple[str, str]]:
    for each in cited:
        if each not in ground.by_id:
            yield "knowledge_ids", each
