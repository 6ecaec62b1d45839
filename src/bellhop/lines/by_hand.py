"""What somebody does to a number from a page: look for its code, link it, restart it."""

from __future__ import annotations

from bellhop import channels, db, hotels, settings
from bellhop.channels import QrKind
from bellhop.hotels import Account
from bellhop.lines.connect import Seen, Step, keep_state, look, wanted_settings
from bellhop.messages import LineState


def webhook_url(instance_id: str) -> str:
    """Where the provider brings a number's events."""
    return f"{settings.load().public_url.rstrip('/')}/webhooks/green-api/{instance_id}"


async def code(account: Account) -> Step:
    """The code to scan now, or that there is none to scan. Raises ChannelError."""
    line, client = channels.Account(**account.opened()), channels.client()
    state = await client.get_state(line)
    await keep_state(account, state)
    if state is LineState.AUTHORIZED:
        return Step(state)
    found = await client.qr(line)
    if found.kind is QrKind.CODE:
        return Step(state, png_base64=found.png_base64)
    return Step(state, message=found.message or found.kind.value)


async def state_now(account: Account) -> LineState:
    """Asked and kept. Raises ChannelError."""
    state = await channels.client().get_state(channels.Account(**account.opened()))
    await keep_state(account, state)
    return state


async def begin_login(account: Account, phone: str) -> str:
    """Login by phone, where there is no code to scan. The code to type on the phone, or nothing:
    then the messenger sends one, for `enter_code`. Raises ChannelError."""
    line = channels.Account(**account.opened())
    if line.can.code_from == "us":
        return await channels.client().get_authorization_code(line, phone)
    await channels.client().start_login(line, phone)
    return ""


async def enter_code(account: Account, code: str) -> LineState:
    """The code that the messenger sent; the state it led to. Raises ChannelError."""
    await channels.client().send_login_code(channels.Account(**account.opened()), code)
    return await state_now(account)


async def enter_password(account: Account, password: str) -> LineState:
    """The cloud password of the account; the state it led to. Raises ChannelError."""
    await channels.client().send_cloud_password(channels.Account(**account.opened()), password)
    return await state_now(account)


async def check(account: Account) -> tuple[Seen, list[str]]:
    """As the provider shows it now, and which settings there differ from ours. Raises
    ChannelError."""
    seen = await look(account)
    wanted = wanted_settings(account, webhook_url(account.instance_id))
    return seen, sorted(name for name, value in wanted.items() if seen.settings.get(name) != value)


async def log_out(account: Account, actor: str) -> None:
    """The number is unlinked; it sends nothing until a code is scanned. Raises ChannelError."""
    await channels.client().logout(channels.Account(**account.opened()))
    await keep_state(account, LineState.NOT_AUTHORIZED)
    await _note(account, actor, "channel_logged_out")


async def restart(account: Account, actor: str) -> None:
    """Raises ChannelError."""
    await channels.client().reboot(channels.Account(**account.opened()))
    await _note(account, actor, "channel_restarted")


async def _note(account: Account, actor: str, deed: str) -> None:
    async with db.hotel(account.hotel_id) as session:
        await hotels.note(session, account.hotel_id, actor, deed, instance=account.instance_id)
