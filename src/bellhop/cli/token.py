"""`bellhop token`: keys for programs."""

from __future__ import annotations

from typing import Annotated

import typer

from bellhop import db, hotels
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run, show

app = typer.Typer(no_args_is_help=True, help="Keys for programs.")


@app.callback()
def group() -> None:
    """Keys for programs."""


@app.command("add")
def add(
    slug: str,
    name: Annotated[str, typer.Option(help="Whose key it is, such as the property system's name.")],
    scope: Annotated[list[str], typer.Option(help="read, write or send; repeatable.")],
    as_json: AsJson = False,
) -> None:
    """Make an API token. It is shown this once."""

    async def deed() -> str:
        hotel_id = await hotels.id_of_slug(slug)
        async with db.hotel(hotel_id) as session:
            return await hotels.make_token(
                session, hotel_id, name=name, scopes=_split(scope), actor="cli"
            )

    secret = run(deed())
    words = f"{secret}\nKeep it now: it is not shown again."
    show({"token": secret, "name": name, "scopes": _split(scope)}, as_json=as_json, words=words)


@app.command("list")
def list_(slug: str, as_json: AsJson = False) -> None:
    """Tokens of a hotel, by the end of their secret."""

    async def deed() -> list[dict[str, str | None]]:
        hotel_id = await hotels.id_of_slug(slug)
        async with db.hotel(hotel_id) as session:
            return [
                {
                    "name": token.name,
                    "scopes": ",".join(token.scopes),
                    "hint": f"…{token.hint}",
                    "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
                    "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
                }
                for token in await hotels.tokens(session)
            ]

    found = run(deed())
    lines = [f"{t['name']}  {t['hint']}  {t['scopes']}  {t['revoked_at'] or 'good'}" for t in found]
    show(found, as_json=as_json, words="\n".join(lines) or "No tokens yet.")


@app.command("revoke")
def revoke(slug: str, name: str, as_json: AsJson = False) -> None:
    """Every token of this name opens nothing any more."""

    async def deed() -> int:
        hotel_id = await hotels.id_of_slug(slug)
        async with db.hotel(hotel_id) as session:
            named = [t for t in await hotels.tokens(session) if t.name == name and not t.revoked_at]
            for token in named:
                await hotels.revoke_token(session, hotel_id, token.id, "cli")
            return len(named)

    count = run(deed())
    show({"revoked": count}, as_json=as_json, words=f"Revoked: {count}.")


def _split(scopes: list[str]) -> list[str]:
    """`--scope read,write` and `--scope read --scope write` are the same."""
    return [scope.strip() for each in scopes for scope in each.split(",") if scope.strip()]
