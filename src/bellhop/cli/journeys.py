"""`bellhop journeys`: messages tied to a stay's clock."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db, hotels
from bellhop import journeys as room
from bellhop.cli.hotel import AsJson
from bellhop.cli.ready import complain
from bellhop.cli.start import run, show
from bellhop.errors import NotFound
from bellhop.guests import Stay
from bellhop.hotels import Hotel

Deed = Callable[..., Awaitable[Any]]

app = typer.Typer(no_args_is_help=True, help="Messages tied to a stay's clock.")


@app.callback()
def group() -> None:
    """Messages tied to a stay's clock."""


@app.command("list")
def list_(slug: str, as_json: AsJson = False) -> None:
    """The hotel's rules, as sentences; the standard ones are added, switched off."""
    found = run(_in_hotel(slug, _rules))
    lines = [f"{'on ' if row['on'] else 'off'}  {row['key']:20} {row['says']}" for row in found]
    show(found, as_json=as_json, words="\n".join(lines))


@app.command("on")
def on(slug: str, key: str) -> None:
    """Switch a rule on: what is still ahead is planned for every stay."""
    run(_in_hotel(slug, _switch, key, on=True))
    typer.echo(f"{key} is on.")


@app.command("off")
def off(slug: str, key: str) -> None:
    """Switch a rule off: what it had planned is taken back."""
    run(_in_hotel(slug, _switch, key, on=False))
    typer.echo(f"{key} is off.")


@app.command("preview")
def preview(slug: str, key: str, days: int = 14, as_json: AsJson = False) -> None:
    """Who would get a rule's message in the next days."""
    found = run(_in_hotel(slug, _preview, key, days=days))
    lines = [f"{row['at']}  {row['guest']:24} {row['why'] or 'goes'}" for row in found]
    show(found, as_json=as_json, words="\n".join(lines) or "Nobody in these days.")


@app.command("plan")
def plan(slug: str, external_id: str, as_json: AsJson = False) -> None:
    """What will go to a stay, when and why; and what will not, and why not."""
    found = run(_in_hotel(slug, _plan, external_id))
    lines = [f"{row['at'] or '':16}  {row['key']:20} {row['fate']:9} {row['why']}" for row in found]
    show(found, as_json=as_json, words="\n".join(lines) or "No rule is on.")


async def _in_hotel(slug: str, deed: Deed, *given: Any, **more: Any) -> Any:
    hotel_id = await hotels.id_of_slug(slug)
    async with db.hotel(hotel_id) as session:
        return await deed(session, await hotels.read(session), *given, **more)


async def _rules(session: AsyncSession, hotel: Hotel) -> list[dict[str, Any]]:
    await room.install(session, hotel)
    return [
        {
            "key": rule.key,
            "name": rule.name,
            "on": rule.is_on,
            "says": room.of_rule(rule, hotel.locale),
        }
        for rule in await room.rules(session)
    ]


async def _switch(session: AsyncSession, hotel: Hotel, key: str, *, on: bool) -> None:
    await room.install(session, hotel)
    await room.switch(session, hotel, await room.id_of(session, key), on=on)
    await hotels.note(session, hotel.id, "cli", "journey_on" if on else "journey_off", key=key)


async def _preview(
    session: AsyncSession, hotel: Hotel, key: str, *, days: int
) -> list[dict[str, Any]]:
    await room.install(session, hotel)
    rule_id = await room.id_of(session, key)
    [rule] = [each for each in await room.rules(session) if each.id == rule_id]
    return [
        {
            "at": f"{hotel.local(would.at):%Y-%m-%d %H:%M}",
            "guest": would.guest_name,
            "room": would.room,
            "goes": would.goes,
            "why": would.why,
        }
        for would in await room.who_would_get(session, hotel, rule, days=days)
    ]


async def _plan(session: AsyncSession, hotel: Hotel, external_id: str) -> list[dict[str, Any]]:
    stay_id = await session.scalar(select(Stay.id).where(Stay.external_id == external_id))
    if stay_id is None:
        raise NotFound(f"there is no stay {external_id!r}")
    return [
        {
            "key": entry.key,
            "fate": entry.fate,
            "at": f"{hotel.local(entry.at):%Y-%m-%d %H:%M}" if entry.at else None,
            "why": entry.why,
            "text": entry.text,
        }
        for entry in await room.plan_of_stay(session, hotel, stay_id)
    ]


@app.command("simulate")
def simulate(
    cases: Path,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the moments go, as JSON.")],
) -> None:
    """Play booking events against a rule with a pretended clock: {cases: [{id, timezone, rule,
    quiet_hours, events}]} in, [{id, sends}] out."""
    try:
        played = room.play_all(_read(cases))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        complain(f"{cases}: a case cannot be read at {where}: {first['msg']}")
    except ValueError as error:
        complain(f"{cases}: a case cannot be read: {error}")
    try:
        out.write_text(json.dumps(played, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        complain(f"{out} cannot be written: {error.strerror}")
    typer.echo(f"Played {len(played)} cases into {out}.")


def _read(file: Path) -> dict[str, Any]:
    try:
        given = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        complain(f"{file} cannot be read: {error.strerror}")
    except ValueError as error:
        complain(f"{file} is not JSON: {error}")
    if isinstance(given, list):
        given = {"cases": given}
    if not isinstance(given, dict) or not isinstance(given.get("cases"), list):
        complain(f'{file} is not {{"cases": […]}}')
    return given
