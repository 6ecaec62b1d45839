"""`bellhop journeys`: messages tied to a stay's clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from bellhop import journeys as room
from bellhop.cli.start import complain

app = typer.Typer(no_args_is_help=True, help="Messages tied to a stay's clock.")


@app.callback()
def group() -> None:
    """Messages tied to a stay's clock."""


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
