"""How Alembic runs migrations: politely, one runner at a time, all that wait in one transaction.

One transaction each would give the lock away after the first, and a second runner, which has read
the version already, would make everything twice.
"""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, text

from bellhop.db.engines import make_engine

MIGRATION_LOCK = 7_404_354
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "10min"


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        # SET LOCAL, because behind a pooler a session's settings would stay with a stranger
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        context.run_migrations()


async def main() -> None:
    engine = make_engine(context.config.attributes["url"], pooler=True)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
