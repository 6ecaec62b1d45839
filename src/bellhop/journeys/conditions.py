"""Whom a rule is for: a tree of comparisons, kept as data and never evaluated as code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

DEEPEST = 6

Op = Literal["is", "is_not", "in", "not_in", "at_least", "at_most", "has", "has_not", "known"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Test(_Part):
    """One comparison of a fact (see `facts.FACTS`). A fact that is not known fits nothing but
    `is_not`, `not_in` and `has_not`."""

    __test__ = False

    fact: str = Field(pattern=r"^[a-z_]+(\.[^\s.]{1,60})?$")
    op: Op = "is"
    value: str | int | float | bool | tuple[str, ...] = True

    def holds(self, facts: Mapping[str, Any]) -> bool:
        found = facts.get(self.fact)
        match self.op:
            case "known":
                return (found is not None) == bool(self.value)
            case "is" | "is_not":
                return _same(found, self.value) == (self.op == "is")
            case "in" | "not_in":
                fits = any(_same(found, each) for each in _listed(self.value))
                return fits == (self.op == "in")
            case "has" | "has_not":
                fits = any(_same(each, self.value) for each in found or ())
                return fits == (self.op == "has")
            case _:
                return _compares(found, self.value, at_least=self.op == "at_least")


class All(_Part):
    all: tuple[Condition, ...] = Field(min_length=1)

    def holds(self, facts: Mapping[str, Any]) -> bool:
        return all(part.holds(facts) for part in self.all)


class Either(_Part):
    any: tuple[Condition, ...] = Field(min_length=1)

    def holds(self, facts: Mapping[str, Any]) -> bool:
        return any(part.holds(facts) for part in self.any)


class Not(_Part):
    not_: Condition = Field(alias="not")
    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    def holds(self, facts: Mapping[str, Any]) -> bool:
        return not self.not_.holds(facts)


Condition = All | Either | Not | Test
for _model in (All, Either, Not):
    _model.model_rebuild()


class Tree(BaseModel):
    """For checking a condition by itself."""

    who: Condition | None = None

    @model_validator(mode="after")
    def _not_too_deep(self) -> Tree:
        if self.who is not None and depth(self.who) > DEEPEST:
            raise ValueError(f"conditions are nested {DEEPEST} deep at most")
        return self


def depth(condition: Condition) -> int:
    return 1 + max((depth(part) for part in parts(condition)), default=0)


def parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case All():
            return condition.all
        case Either():
            return condition.any
        case Not():
            return (condition.not_,)
        case _:
            return ()


def facts_of(condition: Condition | None) -> set[str]:
    """The names of the facts that it asks for."""
    if condition is None:
        return set()
    if isinstance(condition, Test):
        return {condition.fact}
    return {name for part in parts(condition) for name in facts_of(part)}


def failing(condition: Condition, facts: Mapping[str, Any]) -> Condition | None:
    """The first part that does not hold, for telling why; None when all is well."""
    if condition.holds(facts):
        return None
    if isinstance(condition, All):
        for part in condition.all:
            if not part.holds(facts):
                return failing(part, facts)
    return condition


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, str) and isinstance(wanted, str):
        return found.casefold() == wanted.casefold()
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    return found is not None and str(found) == str(wanted)


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _compares(found: Any, wanted: Any, *, at_least: bool) -> bool:
    try:
        first, second = float(found), float(wanted)
    except (TypeError, ValueError):
        return False
    return first >= second if at_least else first <= second
