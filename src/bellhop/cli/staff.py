"""`bellhop staff`: people who work at a hotel."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from bellhop import conversations, db, hotels, settings
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run, show
from bellhop.errors import NotFound
from bellhop.hotels import Person

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


@app.command("invite")
def invite(
    email: str,
    hotel: Annotated[str, typer.Option(help="The hotel's slug.")],
    role: Annotated[str, typer.Option(help="owner, manager or agent.")],
    name: Annotated[str, typer.Option()] = "",
    as_json: AsJson = False,
) -> None:
    """Print a link by which a person takes a role and chooses a password. Works for a week."""

    async def deed() -> str:
        hotel_id = await hotels.id_of_slug(hotel)
        async with db.hotel(hotel_id) as session:
            token = await hotels.invitations.invite(
                session, hotel_id, email=email, name=name, role=role, by="cli"
            )
        return f"{settings.load().public_url}/invite/{token}"

    link = run(deed())
    show({"link": link}, as_json=as_json, words=link)


@app.command("reset")
def reset(email: str, as_json: AsJson = False) -> None:
    """Print a link for a new password. Works once, for a day."""

    async def deed() -> str:
        async with db.unnamed() as session:
            person = await _known(email)
            token = await hotels.invitations.password_link(session, person.id)
        return f"{settings.load().public_url}/password/new/{token}"

    link = run(deed())
    show({"link": link}, as_json=as_json, words=link)


@app.command("second-factor-off")
def second_factor_off(email: str) -> None:
    """For somebody who lost the phone: no code is asked any more, and their sessions end."""

    async def deed() -> None:
        known = await _known(email)
        async with db.unnamed() as session:
            person = await hotels.people.person(session, known.id)
            await hotels.second_factor.turn_off(session, person)
            await hotels.logins.end_all(session, known.id)

    run(deed())
    typer.echo(f"{email} comes in by password alone now. Their sessions have ended.")


@app.command("operator")
def operator(
    email: str,
    off: Annotated[bool, typer.Option("--off", help="Take it away.")] = False,
) -> None:
    """Let somebody into every hotel of this installation."""

    async def deed() -> None:
        known = await _known(email)
        async with db.unnamed() as session:
            person = await hotels.people.person(session, known.id)
            person.operator = not off

    run(deed())
    typer.echo(f"{email} is {'no' if off else 'an'} operator{' any more' if off else ''}.")


async def _known(email: str) -> Person:
    async with db.unnamed() as session:
        person = await hotels.people.person_by_email(session, email)
    if person is None:
        raise NotFound(f"nobody has the address {email}; `bellhop staff add` adds people")
    return person
