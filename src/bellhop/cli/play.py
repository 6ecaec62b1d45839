"""`bellhop demo play`: three guests live through a stay in about a minute."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bellhop import hotels, journeys
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run, show
from bellhop.journeys import Played

app = typer.Typer(no_args_is_help=True, help="The sandbox hotels of the demo.")


@app.callback()
def group() -> None:
    """The sandbox hotels of the demo."""


@app.command("play")
def play(
    slug: Annotated[str, typer.Argument(help="A sandbox hotel.")] = "morskoy",
    as_json: AsJson = False,
) -> None:
    """Play three guests through a six-day stay on the sandbox phone. Bellhop must be running."""

    async def deed() -> Played:
        tell = (lambda _: None) if as_json else typer.echo
        return await journeys.play(await hotels.id_of_slug(slug), tell)

    played = run(deed())
    words = (
        f"Played {played.started_at:%d.%m} to {played.ended_at:%d.%m}:"
        f" {played.from_hotel} messages from the hotel, {played.from_guests} from its guests."
    )
    show(asdict(played), as_json=as_json, words=words)
