"""What one hotel's knowledge says, read once per version: facts, claims, subjects."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bellhop.ai.guards import calendar, figures
from bellhop.ai.guards.claims import REFUSES, Claim, claims
from bellhop.ai.guards.facts import Reading, facts_in
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.guards.text import clauses, sentences
from bellhop.ai.guards.words import SMALL
from bellhop.ai.plain import Entry
from bellhop.ai.subjects import subjects, topics

if TYPE_CHECKING:
    from bellhop.ai.thought import HotelFacts, Question

_KEPT = 1_000
_ONE_DAY = re.compile(
    r"(?<!\w)(?:за сутки|за день|в сутки|(?:one|a|1) day|сутки)(?!\w)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_ANYWHERE = frozenset({"link", "email", "phone", "street"})
_GROUND_FLOOR = re.compile(r"ground[- ]floor", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """One entry as the guards know it."""

    entry: Entry
    text: str
    answer: str
    readings: frozenset[Reading]
    claims: tuple[Claim, ...]
    granted: tuple[frozenset[str], ...]
    denied: tuple[frozenset[str], ...]
    """What each clause of the answer is about, refusing ones apart."""
    about: frozenset[str]
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """A hotel's knowledge. `anywhere`: links, phones and streets, which need no fitting entry."""

    entries: tuple[Entry, ...]
    known: tuple[Known, ...]
    by_id: dict[str, Known]
    anywhere: frozenset[Reading]


_grounds: OrderedDict[tuple[str, int], Ground] = OrderedDict()


def ground_of(hotel: HotelFacts) -> Ground:
    """The hotel's ground; made anew when its entries changed."""
    key = (hotel.id, hotel.knowledge_version)
    found = _grounds.get(key)
    if found is not None and (found.entries is hotel.entries or found.entries == hotel.entries):
        _grounds.move_to_end(key)
        return found
    known = tuple(map(_known, hotel.entries))
    anywhere = {each for one in known for each in one.readings if each[0] in _ANYWHERE}
    ground = Ground(hotel.entries, known, {one.entry.id: one for one in known}, frozenset(anywhere))
    _grounds[key] = ground
    if len(_grounds) > _KEPT:
        _grounds.popitem(last=False)
    return ground


def _known(entry: Entry) -> Known:
    asked, answer = spelled(entry.question), spelled(entry.answer)
    readings = readings_of(f"{asked}\n{answer}")
    about = topics(asked) | topics(answer)
    own = subjects(topics(asked))
    said = claims(answer, own)
    # An entry's question names what its answer is about, also where the answer names a part of it.
    said = [replace(each, about=each.about or own) for each in said]
    return Known(
        entry=entry,
        text=f"{asked}\n{answer}".lower(),
        answer=answer.lower(),
        readings=frozenset(calendar.widened(readings | _weekly(readings) | _counted(answer))),
        claims=tuple(said),
        granted=tuple(_clauses(answer, refusing=False)),
        denied=tuple(_clauses(answer, refusing=True)),
        about=about,
        subjects=subjects(about),
    )


def _clauses(answer: str, *, refusing: bool) -> Iterator[frozenset[str]]:
    for sentence in sentences(answer):
        for clause in clauses(sentence.lower()):
            if (REFUSES.search(clause) is not None) == refusing:
                yield topics(clause)


def _counted(answer: str) -> set[Reading]:
    """Figures an entry writes as words: what the hotel says is taken generously."""
    words = _WORD.findall(answer.lower())
    return {("number", float(SMALL[word]), "") for word in words if SMALL.get(word, 0) > 1}


def readings_of(text: str) -> set[Reading]:
    """All readings of all facts in a text of one spelling, with what is the same in other words."""
    found = {reading for fact in facts_in(text) for reading in fact.readings}
    if _ONE_DAY.search(text):
        found |= set(figures.same_measures(1.0, "day"))
    if _GROUND_FLOOR.search(text):
        found.add(("number", 1.0, "floor"))
    for reading in list(found):
        if reading[0] == "link":
            found.add(("link", str(reading[1]).split("/", maxsplit=1)[0]))
    return calendar.widened(found)


def _weekly(readings: set[Reading]) -> set[Reading]:
    """What a hotel says of a weekday holds every week."""
    return {("weekly", each[1]) for each in readings if each[0] == "weekday"}


def stay_readings(question: Question) -> set[Reading]:
    """The guest's own stay and today's date."""
    found = calendar.around(question.local_now)
    stay = question.stay
    if stay is not None:
        for moment in (stay.arrival, stay.departure):
            found |= calendar.of_moment(moment)
            found.add(("time", moment.hour * 60 + moment.minute))
        nights = float((stay.departure.date() - stay.arrival.date()).days)
        found |= {("number", nights, "night"), ("number", nights, "day")}
    return found
