"""One pair of engines for each process, made when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import uuid4

import orjson
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    create_async_engine,
)
from sqlalchemy.pool import NullPool

from bellhop.errors import Misconfigured
from bellhop.settings import Settings

COMMAND_TIMEOUT_SECONDS = 20
CONNECT_TIMEOUT_SECONDS = 3
POOL_PATIENCE_SECONDS = 60
"""A step waits rather than fail: many more steps than connections are in flight."""


@dataclass(frozen=True, slots=True)
class Engines:
    """Two logins, two engines."""

    app: AsyncEngine
    system: AsyncEngine


_open: list[Engines] = []


def open_engines(settings: Settings, *, pool_size: int | None = None) -> None:
    """Make this process's engines. Nothing connects before the first use."""
    size = pool_size or settings.database_pool_size
    pooler = settings.database_pooler
    app = make_engine(settings.app_url(), pooler=pooler, pool_size=size, autocommit=True)
    system = make_engine(settings.system_url(), pooler=pooler, pool_size=3, autocommit=True)
    _open.append(Engines(app, system))


def is_open() -> bool:
    return bool(_open)


def current() -> Engines:
    if not _open:
        raise Misconfigured("the database was used before open_engines()")
    return _open[-1]


async def close() -> None:
    if _open:
        engines = _open.pop()
        await engines.app.dispose()
        await engines.system.dispose()


def make_engine(
    url: str, *, pooler: bool = False, pool_size: int = 5, autocommit: bool = False
) -> AsyncEngine:
    """An engine for a URL as libpq spells it. Behind a transaction pooler nothing is prepared by
    name, because the next transaction may run on another server connection. `autocommit`: whoever
    uses it says BEGIN and COMMIT (see sessions)."""
    arguments: dict[str, Any] = {
        "timeout": CONNECT_TIMEOUT_SECONDS,
        "command_timeout": COMMAND_TIMEOUT_SECONDS,
        "server_settings": {"application_name": "bellhop", "jit": "off"},
    }
    if pooler:
        arguments |= {
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": _unique_name,
        }
        arguments["server_settings"] = {"application_name": "bellhop"}
    options: dict[str, Any] = (
        {"poolclass": NullPool}
        if pooler
        else {
            "pool_size": pool_size,
            "max_overflow": 0,
            "pool_timeout": POOL_PATIENCE_SECONDS,
            "pool_recycle": 1800,
        }
    )
    return create_async_engine(
        sqlalchemy_url(url),
        isolation_level="AUTOCOMMIT" if autocommit else "READ COMMITTED",
        connect_args=arguments,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # errors are logged; what rows hold is not
        **options,
    )


def sqlalchemy_url(url: str) -> str:
    """`postgresql://…` and `postgres://…` as SQLAlchemy wants them, with asyncpg."""
    parts = urlsplit(url)
    query = [(k, "disable" if v == "disable" else v) for k, v in parse_qsl(parts.query)]
    query = [("ssl" if k == "sslmode" else k, v) for k, v in query]
    return urlunsplit(parts._replace(scheme="postgresql+asyncpg", query=urlencode(query)))


def _unique_name() -> str:
    return f"__bellhop_{uuid4().hex}__"


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()
