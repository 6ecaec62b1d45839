"""Transactions. Only this file tells PostgreSQL which hotel it is about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bellhop import jobs
from bellhop.db.engines import current

_NAME_HOTEL = text("SELECT set_config('bellhop.hotel', :hotel, true)")


@asynccontextmanager
async def hotel(hotel_id: UUID) -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_app` that sees one hotel's rows and no other's."""
    async with _transaction(current().app_session) as session:
        await session.execute(_NAME_HOTEL, {"hotel": str(hotel_id)})
        yield session


@asynccontextmanager
async def unnamed() -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_app` with no hotel named: sees no tenant row at all, only what
    belongs to no hotel (people, sessions, the operator's alerts)."""
    async with _transaction(current().app_session) as session:
        yield session


@asynccontextmanager
async def system() -> AsyncIterator[AsyncSession]:
    """One transaction as `bellhop_system`, which finds the way: it reads keys and ids across
    hotels and can write nothing."""
    async with _transaction(current().system_session) as session:
        yield session


@asynccontextmanager
async def _transaction(
    make: async_sessionmaker[AsyncSession],
) -> AsyncIterator[AsyncSession]:
    async with make() as session:
        try:
            async with session.begin():
                yield session
        except BaseException:
            jobs.forget(session)
            raise
        jobs.leave(session)
