"""What every command does first, and how it ends when it cannot go on.

Opens nothing and imports no room with tables: a command that needs no database stays light.
"""

from __future__ import annotations

from typing import NoReturn

import typer

from bellhop import log, settings
from bellhop.errors import BellhopError
from bellhop.settings import Settings


def prepared() -> Settings:
    """Settings read and logging set up. Ends the command with a sentence when they are wrong."""
    try:
        loaded = settings.load()
    except BellhopError as error:
        complain(error)
    log.configure(json_lines=loaded.json_logs, level=loaded.log_level)
    return loaded


def complain(what: object) -> NoReturn:
    """Say it on standard error and end with code 1."""
    typer.secho(f"bellhop: {what}", err=True, fg=typer.colors.RED)
    raise typer.Exit(1)
