"""The operator's tools."""

from __future__ import annotations

import typer

from bellhop import db, hotels, inbox
from bellhop.cli.ready import prepared
from bellhop.cli.start import run
from bellhop.db import isolation


def verify_isolation() -> None:
    """Check on the live database that no hotel can see another's rows."""
    prepared()
    faults = run(isolation.faults())
    for fault in faults:
        typer.secho(fault, err=True, fg=typer.colors.RED)
    if faults:
        raise typer.Exit(1)
    typer.echo("Every tenant table has a forced policy; without a hotel no row is seen.")


def replay(slug: str) -> None:
    """Handle a hotel's parked events again."""

    async def deed() -> int:
        hotel_id = await hotels.id_of_slug(slug)
        async with db.hotel(hotel_id) as session:
            return await inbox.replay(session, hotel_id)

    typer.echo(f"{run(deed())} parked events will be handled again.")
