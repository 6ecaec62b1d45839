"""The hotel's rules with their definitions read."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.db import Prepared, table_of
from bellhop.journeys.definition import Definition, parsed
from bellhop.journeys.models import JourneyRule

KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ready to be asked."""

    id: UUID
    key: str
    name: str
    is_on: bool
    position: int
    version: int
    on_since: datetime | None
    changed_at: datetime | None
    definition: Definition


async def switched_on(session: AsyncSession) -> list[Rule]:
    return [rule for rule in await all_rules(session) if rule.is_on]


async def all_rules(session: AsyncSession) -> list[Rule]:
    """In the hotel's order. A definition is fetched once for each version: it is long, and this is
    asked for every message."""
    brief = await _BRIEF.all(session)
    missing = [row.id for row in brief if _place(row) not in _known]
    if missing:
        for row in await _DEFINITIONS.all(session, ids=missing):
            _known[_place(row)] = parsed(row.definition)
            while len(_known) > KEPT:
                _known.popitem(last=False)
    return [Rule(**row._asdict(), definition=_known[_place(row)]) for row in brief]


async def one_rule(session: AsyncSession, rule_id: UUID) -> Rule | None:
    return next((rule for rule in await all_rules(session) if rule.id == rule_id), None)


def draft(definition: Definition, rule: Rule | None = None) -> Rule:
    """A definition that is not kept yet, as a rule for a preview."""
    if rule is not None:
        return replace(rule, definition=definition)
    return Rule(UUID(int=0), "", "", True, 0, 0, None, None, definition)


def _place(row: Any) -> tuple[UUID, int, datetime]:
    """A version that was rolled back may come again with other words, at another moment."""
    return row.id, row.version, row.changed_at


_rule = table_of(JourneyRule)
_known: OrderedDict[tuple[UUID, int, datetime], Definition] = OrderedDict()
_BRIEF: Any = Prepared(
    select(
        _rule.c.id,
        _rule.c.key,
        _rule.c.name,
        _rule.c.is_on,
        _rule.c.position,
        _rule.c.version,
        _rule.c.on_since,
        _rule.c.changed_at,
    ).order_by(_rule.c.position, _rule.c.id)
)
_DEFINITIONS = Prepared(
    select(_rule.c.id, _rule.c.version, _rule.c.changed_at, _rule.c.definition).where(
        _rule.c.id == any_(bindparam("ids", type_=ARRAY(Uuid())))
    )
)
