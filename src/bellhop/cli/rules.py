"""`bellhop hotel rule`, `secret` and `cost`: what a hotel decides, hides and spends."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo

import typer

from bellhop import conversations, db, hotels
from bellhop.cli.hotel import AsJson, app
from bellhop.cli.ready import complain
from bellhop.cli.start import run, show
from bellhop.conversations import Cost
from bellhop.conversations.costs import By


@app.command("rule")
def rule(
    slug: str,
    name: str,
    value: Annotated[str, typer.Argument(help="JSON, or a bare word: 09:30, drafts, 12.")],
    as_json: AsJson = False,
) -> None:
    """Change one of a hotel's rules; `bellhop hotel show` lists them."""

    async def deed() -> Any:
        hotel_id = await hotels.id_of_slug(slug)
        async with db.hotel(hotel_id) as session:
            rules = await hotels.change_rules(session, "cli", **{name: _read(value)})
        return rules.model_dump(mode="json")[name]

    now = run(deed())
    show({name: now}, as_json=as_json, words=f"{name} is {now}.")


@app.command("secret")
def secret(
    slug: str,
    name: Annotated[str, typer.Argument(help="As it stands in knowledge: wifi_password.")],
    forget: Annotated[bool, typer.Option("--forget", help="Remove it.")] = False,
) -> None:
    """Keep what only guests in the house may know; it stands in knowledge as {{name}}. The value is
    asked for, or read from standard input."""
    value = None if forget else str(typer.prompt("Value", hide_input=True))

    async def deed() -> None:
        async with db.hotel(await hotels.id_of_slug(slug)) as session:
            await hotels.keep_secret(session, name, value, "cli")

    run(deed())
    typer.echo(f"{name} is {'forgotten' if forget else 'kept'}.")


@app.command("cost")
def cost(
    slug: str,
    by: Annotated[str, typer.Option(help="all, day, message, stay or provider.")] = "all",
    days: Annotated[int, typer.Option(min=1, max=3660, help="How far back.")] = 30,
    as_json: AsJson = False,
) -> None:
    """What models cost this hotel."""
    if by not in get_args(By):
        complain(f"--by is one of {', '.join(get_args(By))}")
    found = run(_costs(slug, by, days))  # type: ignore[arg-type]
    lines = [
        f"{each.what:40} {each.calls:6} calls  {each.tokens_hit + each.tokens_miss:9} in "
        f" {each.tokens_out:8} out  {each.usd:10.5f} USD"
        for each in found
    ]
    words = "\n".join(lines) or "No model was asked in that time."
    show([asdict(each) for each in found], as_json=as_json, words=words)


async def _costs(slug: str, by: By, days: int) -> list[Cost]:
    async with db.hotel(await hotels.id_of_slug(slug)) as session:
        hotel = await hotels.read(session)
        until = datetime.now(ZoneInfo(hotel.timezone))
        since = until - timedelta(days=days)
        return await conversations.costs(session, since, until, by=by, zone=hotel.timezone)


def _read(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
