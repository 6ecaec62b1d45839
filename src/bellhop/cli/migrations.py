"""`bellhop migrate`."""

from __future__ import annotations

import typer
from asyncpg import PostgresError
from sqlalchemy.exc import SQLAlchemyError

from bellhop.cli.ready import complain, prepared
from bellhop.db.migrate import upgrade
from bellhop.errors import BellhopError


def migrate() -> None:
    """Make or update roles and tables. Needs BELLHOP_MIGRATION_DATABASE_URL."""
    try:
        upgrade(prepared())
    except BellhopError as error:
        complain(error)
    except OSError as error:
        complain(f"the database does not answer ({type(error).__name__})")
    except (PostgresError, SQLAlchemyError) as error:
        complain(f"the database refuses: {str(error).splitlines()[0]}")
    typer.echo("The database is up to date.")
