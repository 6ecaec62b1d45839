"""Transactions. Only this file tells PostgreSQL which hotel it is about.

BEGIN and the hotel's name travel in one round trip: a message takes several short transactions,
and every round trip costs both sides. So the engines run in autocommit, and the transaction's
begin and end are said here, to the driver.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import asyncpg
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from bellhop import jobs
from bellhop.db.engines import current
from bellhop.db.prepared import DRIVER
from bellhop.errors import DatabaseAway

_BEGIN = "BEGIN"
_ROLLBACK_SECONDS = 5


@asynccontextmanager
async def hotel(hotel_id: UUID) -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_app` that sees one hotel's rows and no other's."""
    # a UUID's text holds nothing but digits, letters a to f and hyphens
    opening = f"BEGIN; SELECT set_config('bellhop.hotel', '{UUID(str(hotel_id))}', true)"
    async with _transaction(current().app, opening) as session:
        yield session


@asynccontextmanager
async def rehearsal(hotel_id: UUID) -> AsyncIterator[AsyncSession]:
    """As `hotel`, but nothing of it is kept and no job leaves: to see what would happen."""
    with suppress(_Rehearsed):
        async with hotel(hotel_id) as session:
            yield session
            raise _Rehearsed


class _Rehearsed(Exception):  # noqa: N818 - nothing is wrong
    """Ends a rehearsal."""


@asynccontextmanager
async def unnamed() -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_app` with no hotel named: sees no tenant row at all, only what
    belongs to no hotel (people, sessions, the operator's alerts)."""
    async with _transaction(current().app, _BEGIN) as session:
        yield session


@asynccontextmanager
async def system() -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_system`, which finds the way: it reads keys and ids across
    hotels and can write nothing."""
    async with _transaction(current().system, _BEGIN) as session:
        yield session


@asynccontextmanager
async def _transaction(engine: AsyncEngine, opening: str) -> AsyncIterator[AsyncSession]:
    session, connection, driver = await _open(engine, opening)
    try:
        try:
            yield session
            await session.flush()
            await _commit(driver)
        except BaseException:
            jobs.forget(session)
            await _roll_back(connection, driver)
            raise
    finally:
        await session.close()
    jobs.leave(session)


async def _open(
    engine: AsyncEngine, opening: str
) -> tuple[AsyncSession, AsyncConnection, asyncpg.Connection]:
    """A session with its transaction begun. Connections that died since they were last used, as
    after a restart of the server, are thrown away together and tried once more."""
    for last_try in (False, True):
        session = AsyncSession(engine, expire_on_commit=False, autoflush=False)
        driver: asyncpg.Connection | None = None
        try:
            connection = await session.connection()
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None, "a connection that was just taken has a driver"  # noqa: S101
            await _say(driver, opening)
            session.info[DRIVER] = driver
        except DatabaseAway:
            await connection.invalidate()
            await session.close()
            if last_try:
                raise
            await engine.dispose()
        except BaseException:
            if driver is not None:
                # stopped here, the server may have begun: the next hotel would be in it
                driver.terminate()
                await connection.invalidate()
            await session.close()
            raise
        else:
            return session, connection, driver
    raise AssertionError("the last try returns or raises")


async def _commit(driver: asyncpg.Connection) -> None:
    """A COMMIT is answered with ROLLBACK when a statement failed and its error was swallowed."""
    if await _say(driver, "COMMIT") != "COMMIT":
        raise InvalidRequestError("the transaction had failed and was rolled back")


async def _say(driver: asyncpg.Connection, words: str) -> str:
    """One command to the driver and the server's last word on it; errors of the driver's own mean
    that the connection is gone."""
    try:
        return str(await driver.execute(words))
    except (
        asyncpg.InterfaceError,
        asyncpg.InternalClientError,  # cut off in the middle, it is in no state to go on
        asyncpg.PostgresConnectionError,
        OSError,
    ) as error:
        raise DatabaseAway(f"the database does not answer ({type(error).__name__})") from error
    except asyncpg.OperatorInterventionError as error:  # the server is being stopped
        raise DatabaseAway("the database is being stopped") from error


async def _roll_back(connection: AsyncConnection, driver: asyncpg.Connection) -> None:
    """Never give a connection back with a transaction open: the next hotel would be in it."""
    try:
        async with asyncio.timeout(_ROLLBACK_SECONDS):
            await driver.execute("ROLLBACK")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
        # gone already, or as good as gone; what went wrong before is the news
        driver.terminate()
        await connection.invalidate()
    except BaseException:
        driver.terminate()
        await connection.invalidate()
        raise
