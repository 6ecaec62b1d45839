"""Bring a database up to date: make it and the two roles where needed, then run migrations."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg
from alembic import command
from alembic.config import Config
from asyncpg.exceptions import (
    DuplicateDatabaseError,
    InvalidCatalogNameError,
    UniqueViolationError,
)

from bellhop.db.policies import APP, SYSTEM
from bellhop.settings import Settings

ROLE_LOCK = 7_404_355  # any number; two migrations at once must not make a role twice


def upgrade(settings: Settings) -> None:
    """Make roles and tables. Safe to run again and by two at once.

    Raises Misconfigured when no owner's URL is set.
    """
    asyncio.run(_make_roles(settings))
    command.upgrade(alembic_config(settings), "head")


def alembic_config(settings: Settings) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = settings.owner_url()
    return config


async def _make_roles(settings: Settings) -> None:
    connection = await _connect(settings.owner_url())
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", ROLE_LOCK)
            for role, url, given in (
                (APP, settings.app_url(), settings.database_url),
                (SYSTEM, settings.system_url(), settings.system_database_url),
            ):
                if given is None:
                    await _make_role(connection, role, unquote(urlsplit(url).password or ""))
    finally:
        await connection.close()


async def _connect(url: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(url, statement_cache_size=0)
    except InvalidCatalogNameError:
        await _make_database(url)
        return await asyncpg.connect(url, statement_cache_size=0)


async def _make_database(url: str) -> None:
    parts = urlsplit(url)
    connection = await asyncpg.connect(urlunsplit(parts._replace(path="/postgres")))
    name = parts.path.lstrip("/").replace('"', '""')
    try:
        await connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    except (DuplicateDatabaseError, UniqueViolationError):
        pass  # another migration was quicker, and says so before or after its own commit
    finally:
        await connection.close()


async def _make_role(connection: asyncpg.Connection, role: str, password: str) -> None:
    exists = await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", role)
    verb = "ALTER" if exists else "CREATE"
    statement = await connection.fetchval(
        f"SELECT format('{verb} ROLE %I LOGIN NOCREATEDB NOCREATEROLE PASSWORD %L',"
        " $1::text, $2::text)",
        role,
        password,
    )
    await connection.execute(statement)
