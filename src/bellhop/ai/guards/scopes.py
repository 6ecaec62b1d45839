"""Whether a figure or a day stands with what the entry says it of.

"Daily" of what rests on Mondays, the pool's hours told of the lifeguard, the summer's hours told of
May: every figure of such a reply stands in the entry, yet the reply is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bellhop.ai.guards.grounding import MOST_CITED, Standing
from bellhop.ai.guards.groups import Figure, Group, groups_in, groups_of
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.guards.text import DENIAL
from bellhop.ai.guards.whens import ALL_YEAR, EVERY_DAY, When, when

_WHOLE = {"days": EVERY_DAY, "months": ALL_YEAR}
_Entry = tuple[Group, ...]
Members = frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A reply's groups, the days the guest asked about, and the entries it cites."""

    said: tuple[Group, ...]
    asked: When
    entries: list[_Entry]

    def together(self, group: Group) -> list[Figure]:
        """The figures of a group's whole sentence."""
        return [
            figure
            for each in self.said
            if each.sentence == group.sentence
            for figure in each.figures
        ]


def misplaced(reply: str, standing: Standing) -> Iterator[tuple[str, str]]:
    """The days and figures of a reply that its cited entries put elsewhere."""
    entries = cited_groups(standing)
    said = groups_of(reply)
    if not entries or not said:
        return
    telling = Telling(said, _asked(said, standing), entries)
    for group in said:
        yield from _outside(group, entries)
        for figure in group.figures:
            yield from _elsewhere(figure, group, telling)
            yield from _mispaired(figure, group, telling)
            for kind in ("days", "months", "feasts"):
                if not _fits(kind, figure, group, telling):
                    yield "condition", figure.words
    yield from _closed_when_asked(telling, reply)


def cited_groups(standing: Standing) -> list[_Entry]:
    """The groups of the entries that a reply cites."""
    known = standing.ground.by_id
    return [groups_in(known[each].entry) for each in standing.cited[:MOST_CITED] if each in known]


def _asked(said: tuple[Group, ...], standing: Standing) -> When:
    """The days the guest asked about, where the reply names none itself."""
    found = when(spelled(standing.lines).lower())
    named = [each.when for each in said]
    if any(each.days or each.closed_days for each in named):
        found = When(None, found.months, found.feasts)
    if any(each.months or each.closed_months for each in named):
        found = When(found.days, None, found.feasts)
    return found


def _about_it(group: Group, entries: Iterable[_Entry]) -> list[_Entry]:
    """The entries a group rests on: those with its figures, else those with its subjects."""
    scored = [
        (
            sum(
                any(one.matches(each) for g in entry for each in g.figures) for one in group.figures
            ),
            sum(bool(group.about & g.about) for g in entry),
            entry,
        )
        for entry in entries
    ]
    best = max((figures, min(shared, 1)) for figures, shared, _ in scored)
    return [entry for figures, shared, entry in scored if (figures, min(shared, 1)) == best]


def _outside(group: Group, entries: list[_Entry]) -> Iterator[tuple[str, str]]:
    """Days or months on which the entry says nothing holds."""
    if DENIAL.search(group.text):
        return
    for kind in ("days", "months"):
        named = _named(group.when, kind)
        if not named or not when(group.text).named:
            continue
        near = [each for each in _about_it(group, entries) if _limits(each, kind)]
        if near and not any(named <= allowed(each, kind, group) for each in near):
            yield "days" if kind == "days" else "season", group.text[:60]


def _named(said: When, kind: str) -> Members:
    found: Members = getattr(said, kind)
    return found


def _closed(said: When, kind: str) -> frozenset[int]:
    return said.closed_days if kind == "days" else said.closed_months


def _limits(entry: _Entry, kind: str) -> bool:
    return any(_named(each.when, kind) or _closed(each.when, kind) for each in entry)


def allowed(entry: _Entry, kind: str, group: Group | None = None) -> frozenset[int]:
    """On which days what the group speaks of holds by an entry."""
    opened: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    for each in entry:
        closed |= _closed(each.when, kind)
        named = _named(each.when, kind)
        opened |= named or frozenset()
        if named is None and any(figure.role[0] == "time" for figure in each.figures):
            opened |= _general(each, entry, kind, group)
    return (opened or _WHOLE[kind]) - closed


def _general(each: Group, entry: _Entry, kind: str, group: Group | None) -> frozenset[int]:
    """Hours without a day hold every day: where days follow them with hours of their own, and for
    a reply that tells just these hours."""
    others = [g for g in entry if g.sentence == each.sentence and _named(g.when, kind)]
    contrast = any(figure.role[0] == "time" for g in others for figure in g.figures)
    told = group is not None and any(
        one.matches(figure) for one in group.figures for figure in each.figures
    )
    return _WHOLE[kind] if contrast or (told and not others) else frozenset()


def _elsewhere(figure: Figure, group: Group, telling: Telling) -> Iterator[tuple[str, str]]:
    """A figure told of a thing to which the entry gives another figure of the same role."""
    holders = [
        entry
        for entry in telling.entries
        if any(figure.matches(f) for g in entry for f in g.figures)
    ]
    for thing in group.own:
        rivals = [
            (g, other)
            for entry in holders
            for g in entry
            if thing in g.about
            for other in g.figures
            if other.role == figure.role
        ]
        if not rivals or any(figure.matches(other) for _, other in rivals):
            continue
        if any(one.matches(other) for one in telling.together(group) for _, other in rivals):
            continue
        if any(
            thing in g.own and figure.matches(f)
            for e in telling.entries
            for g in e
            for f in g.figures
        ):
            continue
        yield "misplaced", figure.words
        return


def _mispaired(figure: Figure, group: Group, telling: Telling) -> Iterator[tuple[str, str]]:
    """A time told together with a price to which the entry gives another time."""
    if figure.role[0] != "time":
        return
    for price in group.figures:
        if price.role[0] not in ("money", "percent"):
            continue
        priced = [g for e in telling.entries for g in e if any(price.matches(f) for f in g.figures)]
        times = [f for g in priced for f in g.figures if f.role == figure.role]
        together = telling.together(group)
        told = any(figure.matches(f) or any(f.matches(o) for o in together) for f in times)
        if times and not told:
            yield "misplaced", figure.words


def _fits(kind: str, figure: Figure, group: Group, telling: Telling) -> bool:
    """Whether a figure holds on the days it is told of."""
    if DENIAL.search(group.text):
        return True
    named = _named(group.when, kind) or _named(telling.asked, kind)
    together = telling.together(group)
    for entry in telling.entries:
        holding = [g for g in entry if any(figure.matches(f) for f in g.figures)]
        if not holding:
            continue
        rivals = _rivals(kind, figure, holding, together, entry)
        if any(_holds(kind, named, _named(g.when, kind), rivals) for g in holding):
            return True
        if _told_apart(kind, named, holding, entry, telling) and not (named and any(rivals)):
            return True
        if rivals or named:
            return False
    return True


def _told_apart(
    kind: str,
    named: Members,
    holding: list[Group],
    entry: _Entry,
    telling: Telling,
) -> bool:
    """The reply names the days in another of its sentences; or the sentence of the entry names more
    days, and for none of them another figure: "late check-out until 15:00, on weekdays free, at
    weekends 1500"."""
    if named is None:
        told = [_named(each.when, kind) or frozenset() for each in telling.said]
        own = [_named(g.when, kind) or frozenset() for g in holding]
        return any(each and each <= one for each in told for one in own)
    places = {g.sentence for g in holding}
    every = [_named(g.when, kind) or frozenset() for g in entry if g.sentence in places]
    return named <= frozenset().union(*every)


def _rivals(
    kind: str, figure: Figure, holding: list[Group], together: list[Figure], entry: _Entry
) -> list[Members]:
    """The days to which the entry gives another figure of the same role."""
    roles = {f.role for g in holding for f in g.figures if f.matches(figure)}
    about = {each for g in holding for each in g.about}
    return [
        _named(g.when, kind)
        for g in entry
        if g not in holding
        and (not g.about or not about or g.about & about)
        and any(f.role in roles and not f.matches(figure) for f in g.figures)
        and not any(f.matches(one) for f in g.figures if f.role in roles for one in together)
    ]


def _holds(kind: str, named: Members, own: Members, rivals: list[Members]) -> bool:
    if named is None:
        # A figure of some days told of all, where the entry has another one for the rest.
        return own is None or own == _WHOLE.get(kind) or all(each == own for each in rivals)
    if own is not None:
        return named <= own
    return not any(each and named <= each and each != _WHOLE.get(kind) for each in rivals)


def _closed_when_asked(telling: Telling, reply: str) -> Iterator[tuple[str, str]]:
    """The guest asks about a day on which it is closed, and the reply passes that over."""
    if DENIAL.search(reply.lower()) or any(each.when.closed_days for each in telling.said):
        return
    for kind in ("days", "months"):
        named = _named(telling.asked, kind)
        near = [each for each in telling.entries if _limits(each, kind)]
        if named and near and not any(named & allowed(each, kind) for each in near):
            yield "days" if kind == "days" else "season", "a day that is closed"
