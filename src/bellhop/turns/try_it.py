"""What the bot would answer, without sending anything: the same minds and the same guards, with
entries counted that nobody has published yet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from bellhop import ai, clock, db, hotels
from bellhop.ai import Entry, Question, StayFacts, Thought
from bellhop.hotels import Hotel
from bellhop.knowledge import NewEntry
from bellhop.turns import budget
from bellhop.turns.answer import pass_on
from bellhop.turns.gather import LINE_LIMIT, Read, entries_of, facts_of, libraries, read_for
from bellhop.turns.judge import judged
from bellhop.turns.record import keep_costs

AT_ONCE = 8
HIDDEN = "••••"
"""Stands where a guest in the house would read a secret."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer that was not sent. `sources` are the entries it rests on; `held` the guards that
    stopped words, each with what it found; `called` why a person would be called."""

    question: str
    reply: str
    answered: bool
    brain: str
    language: str
    topic: str
    sentiment: str
    confidence: float
    attention: bool
    called: str
    summary: str
    sources: tuple[Entry, ...] = ()
    passed: tuple[str, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    failures: tuple[str, ...] = ()
    model: str = ""
    seconds: float = 0.0
    drafts: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Bench:
    """A hotel's knowledge made ready for trials."""

    hotel: Hotel
    read: Read
    spent: str
    in_house: bool = False
    drafts: frozenset[str] = frozenset()


async def try_it(
    hotel_id: UUID,
    question: str,
    *,
    draft: Sequence[NewEntry] = (),
    in_house: bool = False,
) -> Tried:
    """What a guest who asks this first would be told. `draft` stands beside what is published, in
    the place of what has the same id and language; `in_house`: the guest's stay is active. Opens
    its own transactions, none while a model thinks."""
    bench = await prepare(hotel_id, draft, in_house=in_house)
    tried, thought = await ask(bench, question)
    await settle(bench.hotel, [thought])
    return tried


async def try_all(
    hotel_id: UUID, questions: Sequence[str], *, in_house: bool = False
) -> list[Tried]:
    """Several questions, each by itself, a few at a time: guests wait for the same models."""
    bench = await prepare(hotel_id, in_house=in_house)
    room = asyncio.Semaphore(AT_ONCE)

    async def one(question: str) -> tuple[Tried, Thought]:
        async with room:
            return await ask(bench, question)

    found = await asyncio.gather(*(one(question) for question in questions))
    await settle(bench.hotel, [thought for _, thought in found])
    return [tried for tried, _ in found]


async def prepare(
    hotel_id: UUID, draft: Sequence[NewEntry] = (), *, in_house: bool = False
) -> Bench:
    """Read what the answers may rest on."""
    await ai.ready()
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        entries = await entries_of(session, hotel)
        spent = await budget.spent(session, hotel, clock.now())
    read = await libraries.get(hotel, entries)
    if draft:
        changed = {(each.id, each.lang) for each in draft}
        kept = [each for each in read[0] if (each.id, each.lang) not in changed]
        new = [Entry(each.id, each.question, each.answer, each.lang, each.topic) for each in draft]
        read = await read_for(hotel, (*kept, *new))
    return Bench(hotel, read, spent, in_house, frozenset(each.id for each in draft))


async def ask(bench: Bench, question: str) -> tuple[Tried, Thought]:
    """One question, by itself. Nothing is written."""
    hotel = bench.hotel
    line, local = question.strip()[:LINE_LIMIT], hotel.local(hotel.now())
    stay = StayFacts("checked_in", local - timedelta(days=1), local + timedelta(days=2))
    asked = Question(
        hotel=facts_of(hotel, bench.read, dict.fromkeys(hotel.secrets(), HIDDEN)),
        lines=(line,),
        assessment=judged(line, None),
        local_now=local,
        stay=stay if bench.in_house else None,
        desk_open=hotel.desk_is_open(hotel.now()),
        model_allowed=not bench.spent,
    )
    thought = await ai.think(asked)
    return _tried(bench, line, thought), thought


async def settle(hotel: Hotel, thoughts: Sequence[Thought]) -> None:
    """What the trials cost is the hotel's; what they learned of providers is the operator's."""
    calls = [call for thought in thoughts for call in thought.calls]
    if calls:
        async with db.hotel(hotel.id) as session:
            await keep_costs(session, hotel, calls)
    for thought in thoughts:
        await pass_on(thought.why.get("operator", ()))


def _tried(bench: Bench, line: str, thought: Thought) -> Tried:
    why: dict[str, Any] = thought.why
    found = thought.assessment
    cited = [each for each in bench.read[0] if each.id in thought.knowledge_ids]
    return Tried(
        question=line,
        reply=thought.reply,
        answered=thought.answered,
        brain=thought.brain,
        language=found.language,
        topic=found.topic,
        sentiment=found.sentiment,
        confidence=found.confidence,
        attention=found.requires_attention,
        called=thought.call_reason,
        summary=thought.summary,
        sources=tuple(_one_of_each(cited, found.language)),
        passed=tuple(why.get("guards_passed", ())),
        held=tuple((each[0], each[1]) for each in why.get("guards_tripped", ())),
        failures=tuple(why.get("failures", ())),
        model=why.get("model", ""),
        seconds=sum(call.seconds for call in thought.calls),
        drafts=bench.drafts,
    )


def _one_of_each(cited: Sequence[Entry], language: str) -> list[Entry]:
    """An entry has one id in all its languages; the guest's is shown."""
    found: dict[str, Entry] = {}
    for each in cited:
        if each.id not in found or each.lang == language[:2]:
            found[each.id] = each
    return list(found.values())
