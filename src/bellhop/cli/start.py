"""How a command works with the database open, and shows what it did."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from typing import Any, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError

from bellhop import db, jobs, lines
from bellhop.cli.ready import complain, prepared
from bellhop.errors import BellhopError
from bellhop.settings import Settings

Result = TypeVar("Result")


def run(deed: Coroutine[Any, Any, Result]) -> Result:
    """Run a command's deed with the database open. A known error becomes a sentence and exit
    code 1; jobs that it enqueued leave before the process ends."""
    loaded = prepared()
    try:
        jobs.configure(loaded.broker_url())
        return asyncio.run(_with_database(loaded, deed))
    except BellhopError as error:
        deed.close()
        complain(error)
    except (ConnectionRefusedError, FileNotFoundError, TimeoutError, ConnectionError) as error:
        complain(f"the database does not answer ({type(error).__name__}); is Bellhop running?")
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", error)).splitlines()[0].rpartition(">: ")[2]
        complain(f"the database cannot be used ({why}); see `bellhop doctor`")


def show(value: object, *, as_json: bool, words: str) -> None:
    """One result, for a program or for a person."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str) if as_json else words)


async def _with_database(loaded: Settings, deed: Coroutine[Any, Any, Result]) -> Result:
    db.open_engines(loaded, pool_size=3)
    try:
        return await deed
    finally:
        await db.close()
        await lines.close()
        await asyncio.to_thread(jobs.courier.flush)
