"""A small language for word patterns, and a matcher that finds thousands of them in one pass.

A pattern is a row of elements separated by spaces:

    слома*          words beginning so            *ли         words ending so
    нет/нету        either; at_all/never joins words that belong together in a choice
    @device         any phrase of the class "device"
    ..              up to three words between     ...         up to six
    ?очень          may be missing                !ли         must not come next
    ^               begins a sentence             $           ends a sentence
    #               a number

Words are folded like guests' words are (`folding.fold`). Chinese is written without spaces.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bellhop.ai.offline.folding import fold
from bellhop.ai.offline.words import Word, Words

_GAPS = {"..": 3, "...": 6}
_KEY = 6  # letters of a word's beginning by which a pattern is found
_HAN_PAIR = re.compile("(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u30ff\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern."""

    exact: frozenset[str] = frozenset()
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    group: str = ""
    gap: int = 0
    optional: bool = False
    negated: bool = False
    anchor: str = ""
    number: bool = False
    inner: tuple[tuple["Element", ...], ...] = ()

    def takes(self, word: Word) -> bool:
        """Whether one word fits this step."""
        if self.number and word.forms[0][:1].isdigit():
            return True
        for form in word.forms:
            if form in self.exact or form.startswith(self.heads) or form.endswith(self.tails):
                return True
        return False


Pattern = tuple[Element, ...]


def _element(piece: str) -> Element:
    if piece in _GAPS:
        return Element(gap=_GAPS[piece])
    if piece in ("^", "$"):
        return Element(anchor=piece)
    optional, negated = piece.startswith("?"), piece.startswith("!")
    piece = piece.lstrip("?!")
    if piece.startswith("@") and "/" not in piece:
        return Element(group=piece[1:], optional=optional, negated=negated)
    every = [option for option in piece.split("/") if option]
    joined = [o for o in every if "_" in o or o.startswith("@")]
    options = [o for o in every if o not in joined and o != "#"]
    return Element(
        inner=tuple(compile_pattern(option.replace("_", " ")) for option in joined),
        number="#" in every,
        exact=frozenset(fold(o) for o in options if "*" not in o),
        heads=tuple(fold(o[:-1]) for o in options if o.endswith("*")),
        tails=tuple(fold(o[1:]) for o in options if o.startswith("*")),
        optional=optional,
        negated=negated,
    )


def compile_pattern(text: str) -> Pattern:
    """Read one pattern."""
    spaced = _HAN_PAIR.sub("_", text.lower().replace("'", "").replace("-", " "))
    return tuple(_element(piece) for piece in spaced.split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule found at words `start` to `end` (exclusive)."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """One pattern of one rule. `needs`: a message without any of these keys cannot match."""

    name: str
    pattern: Pattern
    needs: tuple[frozenset[str], ...]


@dataclass(slots=True)
class Phrases:
    """All rules, indexed by how their first word may begin."""

    groups: dict[str, list[Pattern]] = field(default_factory=dict)
    _starts: dict[str, list[_Rule]] = field(default_factory=dict)
    _group_starts: dict[str, dict[str, list[Pattern]]] = field(default_factory=dict)
    _anywhere: list[_Rule] = field(default_factory=list)
    _keys_of_groups: dict[str, frozenset[str]] = field(default_factory=dict)
    _keys_of_steps: dict[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def build(
        cls, rules: Mapping[str, Iterable[str]], groups: Mapping[str, Iterable[str]] | None = None
    ) -> "Phrases":
        """Compile rules (name to patterns) over classes (name to patterns)."""
        made = cls({n: [compile_pattern(p) for p in ps] for n, ps in (groups or {}).items()})
        index: dict[str, list[_Rule]] = defaultdict(list)
        for rule, patterns in rules.items():
            for text in patterns:
                pattern = compile_pattern(text)
                keys = made._first_keys(pattern)
                ready = _Rule(rule, pattern, made._needs(pattern))
                if "" in keys:
                    made._anywhere.append(ready)
                else:
                    for key in keys:
                        index[key].append(ready)
        made._starts = dict(index)
        for name, members in made.groups.items():
            starts: dict[str, list[Pattern]] = defaultdict(list)
            for member in members:
                for key in made._first_keys(member):
                    starts[key].append(member)
            made._group_starts[name] = dict(starts)
        made._remember_steps()
        return made

    def _first_keys(self, pattern: Pattern, depth: int = 0) -> set[str]:
        """The first letters with which a match may begin; "" is anything."""
        keys: set[str] = set()
        for element in pattern:
            if element.anchor:
                continue
            if element.gap or element.negated or element.tails or element.number:
                return {""}
            if element.group:
                if element.group not in self.groups:
                    raise KeyError(f"no class @{element.group}")
                if depth > 4:
                    raise KeyError(f"@{element.group} holds itself")
                keys |= self._group_keys(element.group, depth)
            for inner in element.inner:
                keys |= self._first_keys(inner, depth + 1)
            keys |= {f"={word}" for word in element.exact}
            keys |= {head[:_KEY] for head in element.heads}
            if not element.optional:
                break
        return keys

    def _group_keys(self, group: str, depth: int) -> frozenset[str]:
        if group not in self._keys_of_groups:
            members = (self._first_keys(inner, depth + 1) for inner in self.groups[group])
            self._keys_of_groups[group] = frozenset(key for keys in members for key in keys)
        return self._keys_of_groups[group]

    def _remember_steps(self) -> None:
        """With which letters each step with choices may begin: most words are turned away early."""
        every = [p for patterns in self.groups.values() for p in patterns]
        rules = {id(rule): rule for rows in self._starts.values() for rule in rows}
        every += [rule.pattern for rule in (*rules.values(), *self._anywhere)]
        while every:
            for element in every.pop():
                every += element.inner
                if element.gap or element.anchor or element.group:
                    continue
                bare = replace(element, optional=False, negated=False)
                self._keys_of_steps[id(element)] = frozenset(self._first_keys((bare,)))

    def _needs(self, pattern: Pattern) -> tuple[frozenset[str], ...]:
        """Keys of every step that may not be missing, the rarest two."""
        steps = [e for e in pattern if not (e.gap or e.negated or e.optional or e.anchor)]
        found = [frozenset(self._first_keys((step,))) for step in steps]
        return tuple(sorted((keys for keys in found if "" not in keys), key=len)[:3])

    def literals(self, *, without: str = "-") -> set[tuple[str, bool]]:
        """Every folded word in any rule, with whether it is only the word's beginning.

        Rules whose names begin with `without` are left out.
        """
        every = [p for ps in self.groups.values() for p in ps]
        rules = {id(rule): rule for rows in self._starts.values() for rule in rows}
        every += [r.pattern for r in rules.values() if not r.name.startswith(without)]
        every += [r.pattern for r in self._anywhere]
        found: set[tuple[str, bool]] = set()
        while every:
            for element in every.pop():
                every += element.inner
                found |= {(w, False) for w in element.exact} | {(w, True) for w in element.heads}
        return found

    def scan(self, words: Words) -> list[Hit]:
        """Every hit of every rule, the longest per rule and place."""
        best: dict[tuple[str, int], int] = {}
        search = _Search(self._group_starts, self._keys_of_steps, words.row)
        for start, end in _sentences(words.row):
            self._scan_sentence(search, range(start, end), best)
        return [Hit(rule, at, end) for (rule, at), end in best.items()]

    def _scan_sentence(
        self, search: "_Search", places: range, best: dict[tuple[str, int], int]
    ) -> None:
        """No match leaves its sentence, so a rule needs all its words in one."""
        said = {key for at in places for key in search.keys[at]}
        anywhere = [rule for rule in self._anywhere if _is_able(rule, said)]
        able: dict[int, bool] = {}
        for at in places:
            for rule in self._candidates(anywhere, search.keys[at]):
                known = able.get(id(rule))
                if known is None:
                    known = able[id(rule)] = _is_able(rule, said)
                if not known or (len(rule.pattern) == 1 and (rule.name, at) in best):
                    continue
                end = max(search.ends(rule.pattern, 0, at), default=at)
                if end > at and end > best.get((rule.name, at), at):
                    best[rule.name, at] = end

    def _candidates(self, anywhere: list[_Rule], keys: Iterable[str]) -> Iterator[_Rule]:
        yield from anywhere
        for key in keys:
            yield from self._starts.get(key, ())


def _is_able(rule: _Rule, said: set[str]) -> bool:
    return not any(keys.isdisjoint(said) for keys in rule.needs)


def _sentences(row: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at].sentence != row[start].sentence:
            yield start, at
            start = at


def _keys(word: Word) -> set[str]:
    keys = {form[:n] for form in word.forms for n in range(1, min(_KEY, len(form)) + 1)}
    return keys.union(f"={form}" for form in word.forms)


class _Search:
    """One message being searched; remembers what each class matched where."""

    def __init__(
        self,
        groups: Mapping[str, Mapping[str, list[Pattern]]],
        steps: Mapping[int, frozenset[str]],
        row: Sequence[Word],
    ) -> None:
        self.groups = groups
        self.steps = steps
        self.row = row
        self.keys = [{"", *_keys(word)} for word in row]
        self._seen: dict[tuple[str, int], set[int]] = {}

    def ends(self, pattern: Pattern, step: int, at: int) -> set[int]:
        """Where a match of `pattern[step:]` beginning at word `at` may end."""
        if step == len(pattern):
            return {at}
        element = pattern[step]
        if element.anchor:
            return self.ends(pattern, step + 1, at) if self._anchored(element.anchor, at) else set()
        if element.negated:
            return set() if self._taken(element, at) else self.ends(pattern, step + 1, at)
        if element.gap:
            places: Iterable[int] = self._reach(at, element.gap)
        else:
            places = self._taken(element, at)
            if element.optional:
                places = {at, *places}
        found: set[int] = set()
        for place in places:
            if step + 1 == len(pattern) or place == at or self._joined(place):
                found |= self.ends(pattern, step + 1, place)
            elif all(e.negated or e.optional or e.anchor == "$" for e in pattern[step + 1 :]):
                found.add(place)  # the sentence ends here, and nothing more is needed
        return found

    def _taken(self, element: Element, at: int) -> set[int]:
        if element.group:
            key = (element.group, at)
            if key not in self._seen:
                starts = self.groups[element.group]
                keys = self.keys[at] if at < len(self.row) else ()
                patterns = [p for k in keys for p in starts.get(k, ())]
                self._seen[key] = {e for p in patterns for e in self.ends(p, 0, at) if e > at}
            return self._seen[key]
        if at >= len(self.row) or self.steps[id(element)].isdisjoint(self.keys[at]):
            return set()
        found = {at + 1} if element.takes(self.row[at]) else set()
        for pattern in element.inner:
            found |= self.ends(pattern, 0, at)
        return found

    def _reach(self, at: int, gap: int) -> list[int]:
        """Places up to `gap` words on, in the same sentence."""
        places = [at]
        for place in range(at + 1, min(at + gap, len(self.row) - 1) + 1):
            if not self._joined(place):
                break
            places.append(place)
        return places

    def _joined(self, at: int) -> bool:
        """Whether word `at` stands in the same sentence as the one before."""
        if not 0 < at < len(self.row):
            return True
        return self.row[at].sentence == self.row[at - 1].sentence

    def _anchored(self, anchor: str, at: int) -> bool:
        if anchor == "^":
            return at == 0 or (at < len(self.row) and not self._joined(at))
        return at == len(self.row) or not self._joined(at)
