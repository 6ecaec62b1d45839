"""`bellhop knowledge`: the hotel's questions and answers."""

from __future__ import annotations

from pathlib import Path

import typer

from bellhop import db, hotels
from bellhop import knowledge as room
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run, show

app = typer.Typer(no_args_is_help=True, help="The hotel's questions and answers.")


@app.callback()
def group() -> None:
    """The hotel's questions and answers."""


@app.command("import")
def import_(slug: str, file: Path, as_json: AsJson = False) -> None:
    """Import a JSON, CSV or YAML file of {id?, question, answer, lang}."""
    count = run(bring_in(slug, file))
    show(
        {"imported": count, "slug": slug},
        as_json=as_json,
        words=f"Imported {count} entries into {slug}.",
    )


async def bring_in(slug: str, file: Path) -> int:
    """All entries of the file, or none of them."""
    hotel_id = await hotels.id_of_slug(slug)
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        entries = room.read_file(file, default_lang=hotel.locale[:2])
        return await room.bring_in(session, hotel_id, entries)
