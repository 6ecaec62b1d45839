"""`bellhop welcome`: the link for the first person of an installation."""

from __future__ import annotations

import typer

from bellhop import hotels, settings
from bellhop.cli.ready import complain
from bellhop.cli.start import run


def welcome() -> None:
    """Print the link by which the first person comes in. It works until somebody has."""
    if not run(hotels.first_run.is_empty()):
        complain("Somebody is here already; `bellhop staff invite` lets others in.")
    token = hotels.first_run.welcome_token()
    typer.echo(f"{settings.load().public_url.rstrip('/')}/welcome/{token}")
