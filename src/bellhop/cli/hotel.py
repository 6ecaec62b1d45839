"""`bellhop hotel`: add, list, show."""

from __future__ import annotations

import os
from typing import Annotated, Any
from uuid import UUID

import typer

from bellhop import db, hotels
from bellhop.cli.ready import complain
from bellhop.cli.start import run, show
from bellhop.hotels import AddedAccount, HotelRules, NewAccount, NewHotel
from bellhop.lines import webhook_url
from bellhop.messages import ChannelType

app = typer.Typer(no_args_is_help=True, help="Hotels of this installation.")

INSTANCE_TOKEN = "BELLHOP_INSTANCE_TOKEN"  # noqa: S105 - the variable's name
WEBHOOK_TOKEN = "BELLHOP_WEBHOOK_TOKEN"  # noqa: S105
LONGEST_PAUSE = 60
"""As in HotelRules."""

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")]


@app.command("add")
def add(
    slug: Annotated[str, typer.Option(help="Short name in addresses.")],
    name: Annotated[str, typer.Option(help="The hotel's name as guests know it.")],
    timezone: Annotated[str, typer.Option(help="For example Europe/Moscow.")],
    locale: Annotated[str, typer.Option(help="The hotel's language: ru, en, en-GB …")],
    instance_id: Annotated[str, typer.Option(help="idInstance of the number at Green API.")],
    api_url: Annotated[str, typer.Option(help="apiUrl of the instance.")],
    instance_token: Annotated[
        str | None, typer.Option(help=f"Its token; or {INSTANCE_TOKEN}, or asked for.")
    ] = None,
    media_url: Annotated[str | None, typer.Option(help="mediaUrl of the instance.")] = None,
    type: Annotated[ChannelType, typer.Option(help="The channel.")] = ChannelType.WHATSAPP,  # noqa: A002
    receive: Annotated[str, typer.Option(help="webhook or polling.")] = "webhook",
    pause: Annotated[float, typer.Option(help="Gathering pause in seconds.")] = 4.0,
    webhook_token: Annotated[
        str | None, typer.Option(help=f"Secret of the webhook; or {WEBHOOK_TOKEN}; else made.")
    ] = None,
    alert_url: Annotated[
        list[str] | None, typer.Option(help="Where staff are told of alerts (Apprise address).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a hotel with its first number."""
    if not 0 <= pause <= LONGEST_PAUSE:
        complain(f"--pause is 0 to {LONGEST_PAUSE} seconds")
    new = NewHotel(
        slug=slug,
        name=name,
        timezone=timezone,
        locale=locale,
        rules=HotelRules(pause_seconds=pause),
        alert_urls=tuple(alert_url or ()),
    )
    account = NewAccount(
        instance_id=instance_id,
        token=secret(instance_token, INSTANCE_TOKEN, "Instance token"),
        api_url=api_url,
        media_url=media_url,
        type=type,
        receive=receive,
        webhook_token=webhook_token or os.environ.get(WEBHOOK_TOKEN),
    )
    added = run(hotels.add_hotel(new, account))
    result = described(added) | {"slug": slug}
    show(result, as_json=as_json, words=_words(result))


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """All hotels with their numbers."""
    rows = run(_all())
    lines = [
        f"{row['slug']:24} {row['name']:32} {row['timezone']:20} "
        + ", ".join(f"{a['instance_id']} {a['state']}" for a in row["channels"])
        for row in rows
    ]
    show(rows, as_json=as_json, words="\n".join(lines) or "No hotels yet. `bellhop hotel add`.")


@app.command("show")
def show_(slug: str, as_json: AsJson = False) -> None:
    """One hotel with its rules and numbers."""
    row = run(_one(slug))
    lines = [f"{key}: {value}" for key, value in row.items()]
    show(row, as_json=as_json, words="\n".join(lines))


def secret(given: str | None, variable: str, prompt: str) -> str:
    """From the option, the environment, or a prompt that shows nothing."""
    return given or os.environ.get(variable) or str(typer.prompt(prompt, hide_input=True))


def described(added: AddedAccount) -> dict[str, Any]:
    """What an integrator needs of a new number."""
    return {
        "hotel_id": str(added.hotel_id),
        "instance_id": added.instance_id,
        "webhook_url": webhook_url(added.instance_id),
        "webhook_token": added.webhook_token,
    }


def _words(result: dict[str, Any]) -> str:
    return (
        f"Added {result['slug']}.\n"
        f"  webhook address  {result['webhook_url']}\n"
        f"  webhook token    {result['webhook_token']}\n"
        f"Next: bellhop channel connect {result['slug']}, then"
        f" bellhop channel configure {result['slug']}."
    )


async def _all() -> list[dict[str, Any]]:
    return [await _described(hotel_id) for hotel_id in await hotels.all_ids()]


async def _one(slug: str) -> dict[str, Any]:
    hotel_id = await hotels.id_of_slug(slug)
    row = await _described(hotel_id)
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
    return row | {"rules": hotel.rules.model_dump(mode="json")}


async def _described(hotel_id: UUID) -> dict[str, Any]:
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        accounts = await hotels.accounts(session)
    return {
        "hotel_id": str(hotel.id),
        "slug": hotel.slug,
        "name": hotel.name,
        "timezone": hotel.timezone,
        "locale": hotel.locale,
        "channels": [
            {
                "type": account.type,
                "instance_id": account.instance_id,
                "receive": account.receive,
                "state": account.state,
                "webhook_url": webhook_url(account.instance_id),
            }
            for account in accounts
        ],
    }
