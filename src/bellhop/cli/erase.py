"""`bellhop erase`: forget a guest for good."""

from __future__ import annotations

from typing import Annotated

import typer

from bellhop import db, guests, hotels
from bellhop.cli.start import run
from bellhop.console.guests import person


def erase(
    slug: str,
    phone: Annotated[str, typer.Argument(help="The guest's phone, in any spelling.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a guest: texts, files, addresses and names go; counts and the proof of consent stay
    without them. This cannot be undone."""
    if not yes:
        typer.confirm(f"Erase the guest with {phone} from {slug} for good?", abort=True)
    run(_erase(slug, phone))
    typer.echo("Erased.")


async def _erase(slug: str, phone: str) -> None:
    async with db.hotel(await hotels.id_of_slug(slug)) as session:
        hotel = await hotels.read(session)
        digits = guests.digits_of(phone, hotel.region())
        guest_id = await guests.guest_of_phone(session, digits)
        await person.erase(session, hotel, guest_id, by="cli")
