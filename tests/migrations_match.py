"""Do the migrations make what the models say? `python -m tests.migrations_match`, part of
`make check`: prints the differences and fails, or says that there are none."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

import bellhop
from bellhop import settings
from bellhop.cli.embedded import Embedded
from bellhop.db import Base
from bellhop.db.engines import make_engine
from bellhop.db.migrate import upgrade

GIVEN = "BELLHOP_TEST_DATABASE_URL"


def main() -> int:
    """On the given server, else on an embedded one in a temporary home."""
    home = Path(tempfile.mkdtemp(prefix="bellhop-match-"))
    home.chmod(0o711)  # the embedded server runs as another user, who must pass through
    os.environ["BELLHOP_HOME"] = str(home)
    given = os.environ.get(GIVEN)
    embedded = Embedded(home, durable=False)
    if given:
        os.environ["BELLHOP_MIGRATION_DATABASE_URL"] = given
    else:
        embedded.start()
    try:
        loaded = settings.load()
        upgrade(loaded)
        found = asyncio.run(differences(loaded.owner_url()))
    finally:
        embedded.stop()
        shutil.rmtree(home, ignore_errors=True)
    for difference in found:
        print(f"models and migrations differ: {difference}", file=sys.stderr)  # noqa: T201
    return 1 if found else 0


async def differences(url: str) -> list[Any]:
    """What a migration would have to change for the tables to be as the models say."""
    load_models()
    engine = make_engine(url, pooler=True)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_compared)
    finally:
        await engine.dispose()


def load_models() -> None:
    """Every room's tables, whether or not somebody imported the room already."""
    for room in iter_modules(bellhop.__path__):
        folder = Path(bellhop.__path__[0]) / room.name
        if (folder / "models.py").exists():
            import_module(f"bellhop.{room.name}.models")


def _compared(connection: Connection) -> list[Any]:
    options = {"compare_type": True, "compare_server_default": True}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


if __name__ == "__main__":
    sys.exit(main())
