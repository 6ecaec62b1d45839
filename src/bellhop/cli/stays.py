"""`bellhop stays`: bookings from a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bellhop import db, hotels
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run, show
from bellhop.errors import BadInput
from bellhop.guests import bring_in as sheets
from bellhop.guests.bring_in import Report

app = typer.Typer(no_args_is_help=True, help="Bookings.")
SHOWN = 200
_OUTCOMES = {
    "created": "new bookings",
    "changed": "changed",
    "same": "known already",
    "stale": "older than what is known",
    "refused": "refused",
}


@app.callback()
def group() -> None:
    """Bookings."""


@app.command("import")
def import_(
    slug: str,
    file: Path,
    column: Annotated[
        list[str] | None, typer.Option(help="FIELD=COLUMN where the guess is wrong; repeatable.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import bookings from CSV or XLSX. Lines that cannot be read are refused with their reason
    and keep nothing else from being imported."""
    report = run(bring_in(slug, file, _read(file), _chosen(column or []), dry_run=dry_run))
    show(_plain(report), as_json=as_json, words=_words(file, report))


async def bring_in(
    slug: str, file: Path, content: bytes, chosen: dict[str, str], *, dry_run: bool
) -> Report:
    """The whole file in one transaction; a dry run keeps nothing of it."""
    hotel_id = await hotels.id_of_slug(slug)
    sheet = sheets.read_sheet(file.name, content)
    columns = {**sheets.guess(sheet.header), **_known(chosen, sheet.header)}
    async with db.rehearsal(hotel_id) if dry_run else db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        return await sheets.bring_in(
            session, hotel, sheet, columns=columns, actor="cli", dry_run=dry_run
        )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}") from None


def _chosen(options: list[str]) -> dict[str, str]:
    pairs = [option.partition("=") for option in options]
    for field, mark, _ in pairs:
        if not mark or field not in sheets.FIELDS:
            raise BadInput(f"--column wants FIELD=COLUMN; fields: {', '.join(sheets.FIELDS)}")
    return {field: name for field, _, name in pairs}


def _known(chosen: dict[str, str], header: tuple[str, ...]) -> dict[str, str]:
    for name in chosen.values():
        if name not in header:
            raise BadInput(f"the file has no column {name!r}; it has: {', '.join(header)}")
    return chosen


def _plain(report: Report) -> dict[str, Any]:
    return {
        "dry_run": report.dry_run,
        "counts": report.counts(),
        "columns": report.columns,
        "unused_columns": list(report.unused),
        "lines": [
            asdict(line) | {"stay_id": str(line.stay_id) if line.stay_id else None}
            for line in report.lines
        ],
    }


def _words(file: Path, report: Report) -> str:
    counts = {name: count for name, count in report.counts().items() if count}
    title = "Nothing was changed. This is what would happen:" if report.dry_run else "Imported."
    said = [f"{file.name}: {len(report.lines)} lines. {title}"]
    said += [f"  {count:>6} {_OUTCOMES[name]}" for name, count in counts.items()]
    said.append("Columns: " + ", ".join(f"{f} = «{name}»" for f, name in report.columns.items()))
    if report.unused:
        said.append("Not used: " + ", ".join(f"«{name}»" for name in report.unused))
    for heading, lines in (("Refused", report.refused()), ("Worth a look", report.noted())):
        if lines:
            said.append(f"{heading}:")
            said += [
                f"  line {line.number}: {line.who or line.external_id or 'no name'}:"
                f" {line.reason or line.note}"
                for line in lines[:SHOWN]
            ]
        if len(lines) > SHOWN:
            said.append(f"  and {len(lines) - SHOWN} more; --json lists them all")
    return "\n".join(said)
