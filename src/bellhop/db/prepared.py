"""Statements of the busiest paths: built and compiled once, then given straight to the driver.

A message takes some sixteen statements. Through the session each costs five times what the driver
needs (measured in docs/performance.md), most of it in finding out again what the statement says.
They are written with SQLAlchemy like all others, and run in the session's own transaction.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from functools import cached_property
from typing import Any

import asyncpg
import orjson
from sqlalchemy import ClauseElement, String, literal_column
from sqlalchemy.dialects.postgresql import asyncpg as dialects
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.errors import DatabaseAway

DRIVER = "bellhop.driver"
"""Where a session keeps the driver of its transaction (see sessions)."""


def word(text: str) -> Any:
    """A state as a literal: with a parameter in its place no plan that is made once could use the
    partial indexes on states."""
    assert text.isidentifier(), "only words of our own"  # noqa: S101
    return literal_column(f"'{text}'", String())


_DIALECT: Any = dialects.dialect(  # type: ignore[no-untyped-call]
    json_serializer=lambda value: orjson.dumps(value).decode()
)
_DIALECT._json_deserializer = orjson.loads  # noqa: SLF001 - the constructor takes no such argument

Convert = Callable[[Any], Any]


class Prepared:
    """One statement. Values are given by the names of its bind parameters; rows have the names of
    its columns. Raises IntegrityError and DBAPIError as a session does, and DatabaseAway."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    async def all(self, session: AsyncSession, **values: Any) -> list[Any]:
        records = await self._fetch(session, values)
        return [self._row(record) for record in records]

    async def first(self, session: AsyncSession, **values: Any) -> Any | None:
        """The one row, or None."""
        records = await self._fetch(session, values)
        return self._row(records[0]) if records else None

    async def value(self, session: AsyncSession, **values: Any) -> Any | None:
        """The first column of the one row, or None."""
        records = await self._fetch(session, values)
        return self._row(records[0])[0] if records else None

    async def run(self, session: AsyncSession, **values: Any) -> None:
        """For the effect alone."""
        await self._fetch(session, values)

    async def explained(self, session: AsyncSession, **values: Any) -> list[str]:
        """How PostgreSQL runs it, and how long that took: for benchmarks that keep the plans."""
        driver: asyncpg.Connection = session.info[DRIVER]
        rows = await driver.fetch(
            f"EXPLAIN (ANALYZE, BUFFERS) {self._sql}", *self._arguments(values)
        )
        return [str(row[0]) for row in rows]

    async def _fetch(self, session: AsyncSession, values: dict[str, Any]) -> list[Any]:
        driver: asyncpg.Connection = session.info[DRIVER]
        sql, arguments = self._sql, self._arguments(values)
        try:
            found: list[Any] = await driver.fetch(sql, *arguments)
        except asyncpg.IntegrityConstraintViolationError as error:
            raise IntegrityError(sql, None, error) from error
        except (asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError) as error:
            raise DatabaseAway("the database went away") from error
        except asyncpg.PostgresError as error:
            raise DBAPIError(sql, None, error) from error
        except (asyncpg.InterfaceError, OSError) as error:
            if driver.is_closed():
                raise DatabaseAway("the database went away") from error
            raise DBAPIError(sql, None, error) from error
        return found

    def _arguments(self, values: dict[str, Any]) -> list[Any]:
        return [
            fixed if name not in values else convert(values[name]) if convert else values[name]
            for name, convert, fixed in self._binds
        ]

    @cached_property
    def _compiled(self) -> Any:
        compiled: Any = self._statement.compile(dialect=_DIALECT)
        text = str(compiled)
        # `IN` over a list is written anew for each execution: say `= ANY` instead
        assert "POSTCOMPILE" not in text, f"cannot be compiled once: {text}"  # noqa: S101
        # defaults made in Python would be left out here: name every column that needs a value
        assert not getattr(compiled, "insert_prefetch", None), "a column's default is not given"  # noqa: S101
        return compiled

    @cached_property
    def _sql(self) -> str:
        return str(self._compiled)

    @cached_property
    def _binds(self) -> list[tuple[str, Convert | None, Any]]:
        """Name, conversion and fixed value of each parameter, in the driver's order."""
        compiled = self._compiled
        binds = []
        for name in compiled.positiontup or ():
            convert = _bind_of(compiled.binds[name].type)
            fixed = compiled.binds[name].value
            binds.append(
                (name, convert, convert(fixed) if convert and fixed is not None else fixed)
            )
        return binds

    @cached_property
    def _row(self) -> Convert:
        columns = [
            (column.keyname, column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None))
            for column in self._compiled._result_columns  # noqa: SLF001
        ]
        if not columns:  # written as text: the driver tells the names, nothing needs converting
            return _by_the_drivers_names()
        shape = namedtuple("Row", [name for name, _ in columns], rename=True)  # type: ignore[misc]
        converted = [(index, convert) for index, (_, convert) in enumerate(columns) if convert]
        if not converted:
            return shape._make

        def make(record: Any) -> Any:
            values = list(record)
            for index, convert in converted:
                values[index] = convert(values[index])
            return shape._make(values)

        return make


def _bind_of(kind: Any) -> Convert | None:
    convert: Convert | None = kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return convert


def _by_the_drivers_names() -> Convert:
    shapes: dict[tuple[str, ...], Any] = {}

    def make(record: Any) -> Any:
        names = tuple(record.keys())
        if names not in shapes:
            shapes[names] = namedtuple("Row", names, rename=True)
        return shapes[names]._make(record)

    return make
