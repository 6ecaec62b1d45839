"""`bellhop staff`: people who work at a hotel."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from bellhop import conversations, db, hotels
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run, show

app = typer.Typer(no_args_is_help=True, help="People who work at a hotel.")


@app.callback()
def group() -> None:
    """People who work at a hotel."""


@app.command("add")
def add(
    email: str,
    hotel: Annotated[str, typer.Option(help="The hotel's slug.")],
    role: Annotated[str, typer.Option(help="owner, manager or agent.")],
    name: Annotated[str, typer.Option()] = "",
    phone: Annotated[
        str | None, typer.Option(help="Their own phone: the bot never answers it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Give a person a role at a hotel."""

    async def deed() -> str:
        hotel_id = await hotels.id_of_slug(hotel)
        added = await hotels.add_staff(hotel_id, email=email, name=name, role=role, phone=phone)
        async with db.hotel(hotel_id) as session:
            await conversations.colleague_joined(session, re.sub(r"\D", "", phone or ""))
        return str(added)

    person = run(deed())
    words = f"{email} is {role} at {hotel}."
    show({"person_id": person, "email": email, "role": role}, as_json=as_json, words=words)
