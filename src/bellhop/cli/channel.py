"""`bellhop channel`: a second number, state, connecting by QR, settings at the provider."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Annotated, Any

import png
import typer
from pydantic import ValidationError

from bellhop import db, hotels, lines, settings
from bellhop.cli.hotel import INSTANCE_TOKEN, AsJson, described, secret
from bellhop.cli.ready import complain
from bellhop.cli.start import run, show
from bellhop.errors import NotFound
from bellhop.guests import Mapping
from bellhop.hotels import Account, NewAccount
from bellhop.messages import ChannelType, LineState

app = typer.Typer(no_args_is_help=True, help="The hotel's numbers.")

Instance = Annotated[str | None, typer.Option("--instance-id", help="Which of several numbers.")]
DARK_BELOW = 128


@app.command("add")
def add(
    slug: str,
    instance_id: Annotated[str, typer.Option()],
    api_url: Annotated[str, typer.Option()],
    instance_token: Annotated[str | None, typer.Option()] = None,
    media_url: Annotated[str | None, typer.Option()] = None,
    type: Annotated[ChannelType, typer.Option()] = ChannelType.WHATSAPP,  # noqa: A002
    receive: Annotated[str, typer.Option(help="webhook or polling.")] = "webhook",
    webhook_token: Annotated[str | None, typer.Option()] = None,
    as_json: AsJson = False,
) -> None:
    """One more number for a hotel."""
    account = NewAccount(
        instance_id=instance_id,
        token=secret(instance_token, INSTANCE_TOKEN, "Instance token"),
        api_url=api_url,
        media_url=media_url,
        type=type,
        receive=receive,
        webhook_token=webhook_token,
    )

    async def deed() -> Any:
        return await hotels.add_account(await hotels.id_of_slug(slug), account)

    result = described(run(deed())) | {"slug": slug}
    show(result, as_json=as_json, words=f"Added {instance_id} to {slug}.")


@app.command("token")
def token(
    slug: str,
    instance_id: Annotated[str, typer.Option()],
    instance_token: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Replace a number's API token, as after a 401. What waits goes at once."""
    new = secret(instance_token, INSTANCE_TOKEN, "Instance token")

    async def deed() -> None:
        hotel_id = await hotels.id_of_slug(slug)
        async with db.hotel(hotel_id) as session:
            await hotels.change_token(session, hotel_id, instance_id, new, "cli")

    run(deed())
    typer.echo(f"{instance_id} has its new token.")


@app.command("pms")
def pms(
    slug: str,
    name: Annotated[str, typer.Option(help="Whose address it is.")],
    mapping: Annotated[Path, typer.Option(help="JSON: where our fields lie in theirs.")],
    as_json: AsJson = False,
) -> None:
    """An address for a property system that can call one, with its own mapping of fields."""
    given = _mapping(mapping)

    async def deed() -> str:
        hotel_id = await hotels.id_of_slug(slug)
        async with db.hotel(hotel_id) as session:
            _, made = await hotels.make_pms_door(
                session, hotel_id, name=name, mapping=given.model_dump(), actor="cli"
            )
            return made

    made = run(deed())
    url = f"{settings.load().public_url.rstrip('/')}/webhooks/pms/{slug}"
    words = f"{url}\nAuthorization: Bearer {made}\nKeep it now: it is not shown again."
    show({"url": url, "secret": made, "name": name}, as_json=as_json, words=words)


def _mapping(file: Path) -> Mapping:
    try:
        return Mapping.model_validate_json(file.read_bytes())
    except OSError as error:
        complain(f"{file} cannot be read: {error.strerror}")
    except ValidationError as error:
        complain(f"{file.name}: {error.errors()[0]['msg']}")


@app.command("status")
def status(slug: str, instance_id: Instance = None, as_json: AsJson = False) -> None:
    """State, queues and settings of a number, as the provider shows them now."""

    async def deed() -> tuple[Account, lines.Seen, list[str]]:
        account = await _account(slug, instance_id)
        return account, *await lines.check(account)

    account, seen, drift = run(deed())
    result = {
        "instance_id": account.instance_id,
        "state": seen.state.value,
        "messages_waiting": seen.waiting,
        "webhooks_waiting": seen.webhooks,
        "settings_that_differ": drift,
    }
    words = "\n".join(f"{name}: {value}" for name, value in result.items())
    show(result, as_json=as_json, words=words)
    if seen.state is not LineState.AUTHORIZED:
        raise typer.Exit(1)


@app.command("connect")
def connect(
    slug: str,
    instance_id: Instance = None,
    phone: Annotated[str | None, typer.Option(help="Log in by this phone, without a QR.")] = None,
) -> None:
    """Show the QR code here until the phone has scanned it; asks for a cloud password if one is
    set."""

    async def deed() -> LineState:
        account = await _account(slug, instance_id)
        if phone is not None:
            return await _by_phone(account, phone)
        state = LineState.UNKNOWN
        async for step in lines.connect(account):
            state = step.state
            if step.png_base64:
                typer.echo(drawn(step.png_base64))
                name = lines.can(account.type).name
                typer.echo(f"{name} on the phone: Settings, Devices, link a device, scan this.")
            elif step.message:
                typer.echo(step.message)
        return await _with_password(account, state)

    state = run(deed())
    if state is not LineState.AUTHORIZED:
        typer.secho("The number was not connected.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Connected. Next: bellhop channel configure {slug}.")


async def _by_phone(account: Account, phone: str) -> LineState:
    digits = "".join(each for each in phone if each.isdigit())
    shown = await lines.begin_login(account, digits)
    if shown:
        typer.echo(f"Type this code on the phone: {shown}")
        typer.prompt("Press Enter when it is typed", default="", show_default=False)
        return await lines.state_now(account)
    code = typer.prompt("The code that the messenger sent")
    return await _with_password(account, await lines.enter_code(account, code.strip()))


async def _with_password(account: Account, state: LineState) -> LineState:
    if state is not LineState.PENDING_PASSWORD:
        return state
    return await lines.enter_password(account, typer.prompt("Cloud password", hide_input=True))


@app.command("configure")
def configure(slug: str, instance_id: Instance = None, as_json: AsJson = False) -> None:
    """Write the webhook settings at the provider, where they differ."""

    async def deed() -> dict[str, object]:
        account = await _account(slug, instance_id)
        return await lines.configure(account, lines.webhook_url(account.instance_id))

    written = sorted(run(deed()))
    words = (
        "Written: " + ", ".join(written) + ". The number restarts; give it up to five minutes."
        if written
        else "All settings are right already."
    )
    show({"written": written}, as_json=as_json, words=words)


def drawn(png_base64: str) -> str:
    """A QR code's picture as text: two rows of modules in one line of characters."""
    data = base64.b64decode(png_base64.rpartition(",")[2])
    width, _, rows, _ = png.Reader(file=io.BytesIO(data)).asRGBA8()
    pixels = [[row[x * 4] < DARK_BELOW for x in range(width)] for row in rows]
    module = _module_size(pixels)
    grid = [row[module // 2 :: module] for row in pixels[module // 2 :: module]]
    if len(grid) % 2:
        grid.append([False] * len(grid[0]))
    marks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "\n".join(
        "".join(marks[(int(a), int(b))] for a, b in zip(top, bottom, strict=True))
        for top, bottom in zip(grid[::2], grid[1::2], strict=True)
    )


def _module_size(pixels: list[list[bool]]) -> int:
    """The first dark run is the top of a finder pattern, which is seven modules wide."""
    for row in pixels:
        if True in row:
            start = row.index(True)
            end = row.index(False, start) if False in row[start:] else len(row)
            return max(1, (end - start) // 7)
    return 1


async def _account(slug: str, instance_id: str | None) -> Account:
    async with db.hotel(await hotels.id_of_slug(slug)) as session:
        accounts = await hotels.accounts(session)
    for account in accounts:
        if instance_id in (None, account.instance_id):
            return account
    raise NotFound(f"{slug} has no number {instance_id}")
