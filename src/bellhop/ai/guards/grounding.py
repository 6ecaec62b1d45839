"""Whether what a reply states stands in the knowledge, the stay or the guest's harmless words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from bellhop.ai.guards import calendar
from bellhop.ai.guards.claims import LIMITS, PASSING, REFUSES, SAID_BY, STRICT, Claim, claims
from bellhop.ai.guards.facts import Fact, Reading, facts_in
from bellhop.ai.guards.ground import Known, ground_of, readings_of, stay_readings
from bellhop.ai.guards.groups import groups_in
from bellhop.ai.guards.lent import is_closed, lent
from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.guards.text import sentences
from bellhop.ai.subjects import share, subjects, topics
from bellhop.ai.thought import Question

MOST_CITED = 6
_CONFIRMS = patterns("confirming")["confirms"]
_GRANTS = frozenset({"allowed", "may", "has", "yes", "available"})
_LIMITED = frozenset({"allowed", "may"})
_SORE = frozenset({"money", "time", "percent"})
# Free up to a day, an age, an hour: a reply that leaves the condition out says more.
_CONDITIONAL = frozenset({"free", "included"})
_HAS_CONDITION = re.compile(
    r"\d|(?<!\w)(?:only|except|if|unless|just|small|provided|только|лишь|кроме|если|при|маленьк\w+)(?!\w)",
    re.IGNORECASE,
)


class Standing:
    """All that one reply may rest on. What few replies need is read only when asked for."""

    def __init__(self, question: Question, cited: tuple[str, ...], reply: str) -> None:
        self._question = question
        self.lines = "\n".join(question.lines)
        self.cited = cited
        self.reply = reply
        self.ground = ground_of(question.hotel)
        # A reply that cites nothing rests on nothing but the stay.
        self.known = self.ground.known if cited else ()
        self.anywhere = self.ground.anywhere if cited else frozenset()
        self.stay = stay_readings(question)
        self.asked = topics(self.lines)
        """What the guest's lines are about."""
        self.spoken = topics(reply)
        """What the whole reply is about."""

    @cached_property
    def guest_now(self) -> set[Reading]:
        """The facts of the guest's unanswered lines."""
        return readings_of(spelled(self.lines))

    @cached_property
    def guest(self) -> set[Reading]:
        """The facts of all the guest has said."""
        earlier = "\n".join(turn.text for turn in self._question.history if turn.by == "guest")
        return self.guest_now | readings_of(spelled(earlier))


def related(standing: Standing, about: frozenset[str]) -> list[Known]:
    """The entries that speak of the same thing; a cited one that cannot be compared counts too.

    A sentence that names its subject is compared by that; another by the question and the reply.
    """
    named = subjects(about)
    wide = about if named else about | standing.asked | standing.spoken
    named = named or subjects(wide)
    cited = frozenset(standing.cited[:MOST_CITED])
    found = []
    for each in standing.known:
        comparable = bool(each.subjects and named)
        fits = share(each.about, wide) and (not comparable or bool(each.subjects & named))
        if fits or (each.entry.id in cited and not comparable):
            found.append(each)
    return found


def unfounded_facts(
    reply: str, standing: Standing, following: Mapping[str, set[Reading]] | None = None
) -> Iterator[tuple[str, str]]:
    """Facts that stand nowhere, with the guard that says so. `following`: what each sentence may
    state besides, because it follows from what stands somewhere."""
    affirms = _CONFIRMS.search(reply.lower()) is not None
    bare = True
    for sentence in sentences(reply):
        stated = facts_in(sentence)
        if not stated:
            continue
        bare = False
        near = _readings(related(standing, topics(sentence)))
        known = near | standing.stay | standing.anywhere | _in_passing(sentence, stated, standing)
        known |= (following or {}).get(sentence, set())
        for fact in stated:
            if _covered(fact, known):
                continue
            if is_closed(fact, sentence, standing.guest):
                continue
            if lent(fact, sentence, standing.guest):
                if _CONFIRMS.search(sentence.lower()):
                    yield "confirmed", fact.words
                continue
            yield fact.kind, fact.words
    if affirms:
        yield from _planted(reply, standing, bare=bare)


def _in_passing(sentence: str, stated: list[Fact], standing: Standing) -> set[Reading]:
    """The facts of a cited entry that has all the facts of a sentence, though the sentence names
    another subject in passing ("departure at half past nine") or one that no entry knows."""
    named = subjects(topics(sentence))
    every = frozenset().union(*(each.about for each in standing.known))
    if len(stated) < 2 or not all(each in PASSING or each not in every for each in named):
        return set()
    for each in map(standing.ground.by_id.get, standing.cited[:MOST_CITED]):
        if each and all(_covered(fact, set(each.readings)) for fact in stated):
            return set(each.readings)
    return set()


def _readings(entries: Iterable[Known]) -> set[Reading]:
    found: set[Reading] = set()
    for each in entries:
        found |= each.readings
    return found


def _covered(fact: Fact, known: set[Reading]) -> bool:
    return any(_is_covered(reading, known) for reading in fact.readings)


def _is_covered(reading: Reading, known: set[Reading]) -> bool:
    if calendar.is_known(reading, known):
        return True
    match reading:
        case ("money", value, _):
            # A hotel may write "400 a day" and leave the currency out; another currency is a lie.
            return ("number", value, "") in known and not any(
                each[0] == "money" and each[1] == value for each in known
            )
        case ("number", float(value), ""):
            said = {("number", value), ("money", value), ("time", value * 60)}
            return any(each[:2] in said for each in known)
        case ("number", value, "floor") if value in (0.0, 1.0):
            return ("number", 1.0, "floor") in known
        case ("number", value, _):
            return ("number", value, "") in known
        case _:
            return False


def _planted(reply: str, standing: Standing, *, bare: bool) -> Iterator[tuple[str, str]]:
    """A "yes" to a price or a share that only the guest has named; a bare one to a time, too:
    "yes, day and night" answers who asks about three in the morning."""
    sore = _SORE if bare else _SORE - {"time"}
    near = _readings(related(standing, topics(reply)))
    for reading in standing.guest_now:
        if reading[0] in sore and not _is_covered(reading, near | standing.stay):
            yield (
                "confirmed",
                f"{reading[1]:g}" if isinstance(reading[1], float) else str(reading[1]),
            )


def unfounded_claims(reply: str, standing: Standing) -> Iterator[tuple[str, str]]:
    """Claims that no fitting entry makes."""
    for claim in claims(reply):
        about = claim.about or subjects(standing.asked)
        fitting = _fitting(claim, about, standing)
        if not _is_said(claim, about, fitting, standing) and not _tells_hours(claim, standing):
            yield claim.kind, claim.words


def _tells_hours(claim: Claim, standing: Standing) -> bool:
    """Whether a cited entry has all the hours of an "open": these say what it is about."""
    hours = [each for each in facts_in(claim.clause) if each.kind == "time"]
    if claim.kind != "open" or not hours or subjects(claim.about):
        return False
    cited = [standing.ground.by_id.get(each) for each in standing.cited[:MOST_CITED]]
    return any(
        all(_covered(each, set(one.readings)) for each in hours) for one in cited if one is not None
    )


def _fitting(claim: Claim, about: frozenset[str], standing: Standing) -> list[Known]:
    """The entries about the claim's subject. Where only the context names the subject, those that
    the reply cites come before all others."""
    cited = frozenset(standing.cited[:MOST_CITED])
    known = standing.known
    if claim.kind == "has":
        own = topics(claim.clause)
        return [each for each in known if each.about & own]
    if not about:
        words = topics(claim.clause) | standing.asked
        return [each for each in known if each.about & words]
    found = [each for each in known if each.about & about]
    if claim.inherited:
        found = [each for each in found if each.entry.id in cited] or found
    # Subjects are known in two languages only: an entry that names none is judged by citation.
    return found or [each for each in known if each.entry.id in cited and not each.subjects]


def _is_said(claim: Claim, about: frozenset[str], fitting: list[Known], standing: Standing) -> bool:
    # A bare "yes", or "we have" about nothing in particular, states nothing.
    if claim.kind == "yes" and not about:
        return True
    if claim.kind == "has" and not topics(claim.clause):
        return True
    return any(
        (claim.kind not in SAID_BY or _says(each, claim, about, standing.reply))
        and (claim.kind not in _GRANTS or _agrees(claim, each, standing))
        for each in fitting
    )


def _says(known: Known, claim: Claim, about: frozenset[str], reply: str) -> bool:
    wanted = SAID_BY[claim.kind]
    # "That is allowed" points at what an entry is about, not at a leave it gives in passing.
    whole = claim.kind == "allowed" and claim.inherited
    if claim.kind == "open" and any(each[0] == "time" for each in known.readings):
        return True
    saying = [
        each
        for each in known.claims
        if each.kind in wanted
        and len(about & known.subjects) >= min(2, len(subjects(about)))
        and (each.first or not whole)
        and (not about or not each.about or bool(each.about & about))
    ]
    return bool(saying) and not drops_a_condition(claim.kind, saying, reply)


def drops_a_condition(kind: str, saying: Iterable[Claim], reply: str) -> bool:
    """Whether entries say it on a condition only, and the reply names none."""
    if kind not in _CONDITIONAL or _HAS_CONDITION.search(reply):
        return False
    return all(_HAS_CONDITION.search(each.clause) for each in saying)


def _agrees(claim: Claim, known: Known, standing: Standing) -> bool:
    """Whether a permission follows: the entry denies no such thing, and its limits are kept."""
    said = standing.asked if claim.kind == "yes" else topics(claim.clause)
    if claim.kind == "may" and said and not said & known.about:
        return False
    denied = max((len(each & said) for each in known.denied), default=0)
    granted = max((len(each & said) for each in known.granted), default=0)
    if (denied and denied >= granted) or any(not each for each in known.denied):
        return False
    if claim.kind not in _LIMITED or not _is_strict(known, subjects(said)):
        return True
    return _keeps_limits(claim.clause, standing.reply)


def _keeps_limits(clause: str, reply: str) -> bool:
    """Whether a clause, or what its sentence says besides, names a limit."""
    if LIMITS.search(clause):
        return True
    lowered = (each.lower() for each in sentences(reply))
    whole = next((each for each in lowered if clause in each), "")
    return STRICT.search(whole) is not None or REFUSES.search(whole) is not None


def _is_strict(known: Known, said: frozenset[str]) -> bool:
    """Whether an entry's "only" limits what is spoken of."""
    if STRICT.search(known.answer) is None:
        return False
    # "Air conditioning only on the third floor" does not limit the fans of the same entry.
    asked = subjects(topics(known.text.partition("\n")[0]))
    every = groups_in(known.entry)
    strict = [each for each in every if STRICT.search(each.text)]
    places = {each.sentence for each in strict}
    if not all(each.own & asked for each in strict) or said & asked:
        return True
    return not any(each.own & said for each in every if each.sentence not in places)
