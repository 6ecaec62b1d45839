"""`bellhop alerts`: who needs a person."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bellhop import alerts, clock, db, hotels
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run, show

app = typer.Typer(no_args_is_help=True, help="Guests who need a person, and faults.")


@app.callback()
def group() -> None:
    """Guests who need a person, and faults."""


@app.command("list")
def list_(
    hotel: Annotated[str | None, typer.Option(help="Only this hotel (slug).")] = None,
    as_json: AsJson = False,
) -> None:
    """Open alerts of all hotels, danger first, and the operator's own."""
    rows = run(_open(hotel))
    lines = [
        f"{row['severity']:8} {row['hotel']:16} {row['reason']:16} {row['minutes']:>4} min"
        f"  {row['guest']}: {row['summary']}"
        for row in rows
    ]
    show(rows, as_json=as_json, words="\n".join(lines) or "No open alerts.")


async def _open(slug: str | None) -> list[dict[str, Any]]:
    ids = [await hotels.id_of_slug(slug)] if slug else await hotels.all_ids()
    rows: list[dict[str, Any]] = []
    now = clock.now()
    for hotel_id in ids:
        async with db.hotel(hotel_id) as session:
            hotel = await hotels.read(session)
            for each in await alerts.open_alerts(session):
                minutes = int((now - each.raised_at).total_seconds() // 60)
                rows.append(
                    {
                        "id": str(each.id),
                        "hotel": hotel.slug,
                        "reason": each.reason,
                        "severity": each.severity,
                        "state": each.state,
                        "guest": each.guest,
                        "summary": each.summary,
                        "times": each.times,
                        "minutes": minutes,
                        "conversation_id": str(each.conversation_id or ""),
                    }
                )
    return rows if slug else rows + await _operators(now)


async def _operators(now: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": str(each.id),
            "hotel": "(operator)",
            "reason": each.kind,
            "severity": "warn",
            "state": "open",
            "guest": each.subject,
            "summary": each.summary,
            "times": each.times,
            "minutes": int((now - each.created_at).total_seconds() // 60),
            "conversation_id": "",
        }
        for each in await alerts.operator_alerts()
    ]
