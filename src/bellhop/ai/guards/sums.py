"""Prices that follow from those of the cited entries: two adults at 950 are 1900.

A price follows when it is a price of an entry times a count that the guest said of just the unit
it is charged by, or all such prices of the reply so far added up. Nothing looser: what is charged
for a car, by steps or up to a limit is never multiplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from bellhop.ai.guards import figures
from bellhop.ai.guards.counts import Counts, counts_in
from bellhop.ai.guards.facts import Reading
from bellhop.ai.guards.grounding import MOST_CITED, Standing
from bellhop.ai.guards.patterns import patterns
from bellhop.ai.guards.rates import Rate, rates_in, rates_of, units_named
from bellhop.ai.guards.spelling import spelled
from bellhop.ai.guards.text import sentences
from bellhop.ai.subjects import subjects, topics

_TOTAL = patterns("rates")["total"]
_TIMES = frozenset({"hour", "day", "min", "week", "month"})
_ADULTS = re.compile(r"(?<!\w)(\d{1,2})\s+(?:взросл|adult)")
_CHILDREN = patterns("rates")["child"]
_CROSS = r"\s*[×xх*]\s*"


class Till:
    """What one reply may count with, and what it has told so far."""

    def __init__(self, standing: Standing) -> None:
        known = standing.ground.by_id
        cited = [known[each].entry for each in standing.cited[:MOST_CITED] if each in known]
        self.rates = [rate for entry in cited for rate in rates_in(entry)]
        self.units = frozenset().union(*(units_named(entry) for entry in cited))
        lines = spelled(standing.lines).lower()
        self.counts = counts_in(lines)
        self.adults = frozenset(int(each[1]) for each in _ADULTS.finditer(lines))
        self.with_children = _CHILDREN.search(lines) is not None
        self.told: list[Rate] = []

    def follows(self, rate: Rate, sentence: str) -> bool:
        """Whether a price of the reply follows; it is told from now on."""
        for base in (*self.rates, *self.told):
            if self._is_of_another(base, sentence) or base.currency != rate.currency:
                continue
            if self._times(base, rate.value, sentence):
                self.told = [each for each in self.told if each.value != base.value]
                self.told.append(self._as_told(rate))
                return True
        alike = [each for each in self.told if each.currency == rate.currency]
        if len(alike) > 1 and _same(sum(each.value for each in alike), rate.value):
            self.told = [self._as_told(rate)]
            return True
        return False

    def _is_of_another(self, base: Rate, sentence: str) -> bool:
        """Whether the sentence names a thing that has a price of its own, and not this one."""
        named = subjects(topics(sentence))
        others = any(each.about & named for each in self.rates)
        return others and bool(base.about) and not base.about & named

    def tell(self, rate: Rate) -> bool:
        """Whether a price of the reply is one of an entry; it is told from now on."""
        stands = any(_same(each.value, rate.value) for each in self.rates)
        if stands and all(each.value != rate.value for each in self.told):
            self.told.append(self._as_told(rate))
        return stands

    def _as_told(self, rate: Rate) -> Rate:
        most = min((each.most for each in self.rates), default=1_000)
        units = frozenset(each for each in rate.units & self.units if each in _TIMES)
        return Rate(rate.value, rate.currency, units, whole=True, most=most)

    def _times(self, base: Rate, value: float, sentence: str) -> bool:
        number = value / base.value if base.value else 0
        if number < 2 or not _same(number, round(number)) or self._is_over(base):
            return False
        if not base.units:
            return not base.whole and self._is_written(base, round(number), sentence)
        said = {unit: found for unit in base.units if (found := self._said(unit, base))}
        must = set(said) if _TOTAL.search(sentence) else set(said) & set(counts_in(sentence))
        for chosen in _subsets(sorted(said)):
            if must <= set(chosen) and any(
                _product(each) == round(number) for each in product(*(said[u] for u in chosen))
            ):
                return True
        return False

    def _is_over(self, base: Rate) -> bool:
        """Whether the guest stays longer than the price is charged."""
        times = base.units & _TIMES
        return any(each > base.most for unit in times for each in self.counts.get(unit, ()))

    def _things(self) -> frozenset[int]:
        """The counts that the guest said of anything but hours and nights."""
        return frozenset(
            each for name, found in self.counts.items() if name not in _TIMES for each in found
        )

    def _said(self, unit: str, base: Rate) -> frozenset[int]:
        """The counts that the guest said of a unit."""
        if unit == "person" and self.with_children and base.children_apart:
            return self.adults
        if unit == "piece":
            return self._things()
        return self.counts.get(unit, frozenset())

    def _is_written(self, base: Rate, number: int, sentence: str) -> bool:
        """Whether the reply writes the product out: (600 × 3)."""
        price = re.escape(f"{base.value:g}")
        wanted = (
            rf"(?<![\d.,]){price}\D{{0,4}}{_CROSS}{number}(?!\d)"
            rf"|(?<!\d){number}{_CROSS}\D{{0,2}}{price}(?!\d)"
        )
        return number in self._things() and re.search(wanted, sentence) is not None


def _product(numbers: Iterable[int]) -> int:
    found = 1
    for each in numbers:
        found *= each
    return found


def _subsets(units: list[str]) -> Iterator[tuple[str, ...]]:
    for mask in range(1, 2 ** len(units)):
        yield tuple(unit for at, unit in enumerate(units) if mask >> at & 1)


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 0.005


def following(reply: str, standing: Standing) -> dict[str, set[Reading]]:
    """For each sentence of a reply, the prices that follow and the counts they follow from."""
    found: dict[str, set[Reading]] = {}
    till = Till(standing)
    if not till.rates:
        return found
    for sentence in sentences(reply):
        for fact, rate in rates_of(sentence.lower()):
            if not till.tell(rate) and till.follows(rate, sentence.lower()):
                found.setdefault(sentence, set()).update(fact.readings)
        if sentence in found:
            found[sentence] |= _counted(till.counts)
    return found


def _counted(counts: Counts) -> set[Reading]:
    found: set[Reading] = set()
    for unit, numbers in counts.items():
        for number in numbers:
            found.add(("number", float(number), ""))
            found |= set(figures.same_measures(float(number), unit))
            if unit == "day":
                found.add(("number", float(number), "night"))
    return found
