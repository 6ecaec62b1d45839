"""`bellhop keys`: the keys that seal credentials."""

from __future__ import annotations

import typer

from bellhop import crypto, hotels
from bellhop.cli.start import run

app = typer.Typer(no_args_is_help=True, help="Keys that seal credentials at rest.")


@app.command("new")
def new() -> None:
    """Print a new key. Put it first in BELLHOP_SECRET_KEYS, keep the old ones behind it."""
    typer.echo(crypto.new_key())


@app.command("rotate")
def rotate() -> None:
    """Seal every stored credential with the newest key; then the old keys may go."""

    async def deed() -> int:
        shared = await hotels.rotate_shared_keys()
        each = [await hotels.rotate_keys(hotel_id) for hotel_id in await hotels.all_ids()]
        return shared + sum(each)

    typer.echo(f"{run(deed())} credentials are sealed with the newest key now.")
