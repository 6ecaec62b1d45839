"""Transactions. Only this file tells PostgreSQL which hotel it is about.

BEGIN and the hotel's name travel in one round trip: a message takes several short transactions,
and every round trip costs both sides. So the engines run in autocommit, and the transaction's
begin and end are said here, to the driver.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker

from bellhop import jobs
from bellhop.db.engines import current

_BEGIN = "BEGIN"
_ROLLBACK_SECONDS = 5


@asynccontextmanager
async def hotel(hotel_id: UUID) -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_app` that sees one hotel's rows and no other's."""
    # a UUID's text holds nothing but digits, letters a to f and hyphens
    opening = f"BEGIN; SELECT set_config('bellhop.hotel', '{UUID(str(hotel_id))}', true)"
    async with _transaction(current().app_session, opening) as session:
        yield session


@asynccontextmanager
async def unnamed() -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_app` with no hotel named: sees no tenant row at all, only what
    belongs to no hotel (people, sessions, the operator's alerts)."""
    async with _transaction(current().app_session, _BEGIN) as session:
        yield session


@asynccontextmanager
async def system() -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_system`, which finds the way: it reads keys and ids across
    hotels and can write nothing."""
    async with _transaction(current().system_session, _BEGIN) as session:
        yield session


@asynccontextmanager
async def _transaction(
    make: async_sessionmaker[AsyncSession], opening: str
) -> AsyncIterator[AsyncSession]:
    async with make() as session:
        connection = await session.connection()
        driver = await _driver(connection)
        try:
            await driver.execute(opening)
            yield session
            await session.flush()
            await driver.execute("COMMIT")
        except BaseException:
            jobs.forget(session)
            await _roll_back(connection, driver)
            raise
        await session.commit()  # nothing is left to commit: lets the session go of its objects
        jobs.leave(session)


async def _driver(connection: AsyncConnection) -> asyncpg.Connection:
    raw = await connection.get_raw_connection()
    return raw.driver_connection


async def _roll_back(connection: AsyncConnection, driver: asyncpg.Connection) -> None:
    """Never give a connection back with a transaction open: the next hotel would be in it."""
    try:
        async with asyncio.timeout(_ROLLBACK_SECONDS):
            await driver.execute("ROLLBACK")
    except BaseException:
        driver.terminate()
        await connection.invalidate()
        raise
