"""What somebody does to a number from a page: look for its code, link it, restart it."""

from __future__ import annotations

from bellhop import channels, db, hotels, live, settings
from bellhop.channels import Qr, QrKind
from bellhop.hotels import Account
from bellhop.lines.connect import Seen, keep_state, look, wanted_settings
from bellhop.lines.patience import patiently
from bellhop.messages import LineState

CODE_LIVES_SECONDS = 10
"""The provider's own life is about twice as long."""


def webhook_url(instance_id: str) -> str:
    """Where the provider brings a number's events."""
    return f"{settings.load().public_url.rstrip('/')}/webhooks/green-api/{instance_id}"


async def code(account: Account) -> Qr:
    """What there is to scan now; its picture is kept for `picture`. Raises ChannelError."""
    found = await patiently(channels.client().qr, _line(account))
    if found.kind is QrKind.CODE:
        await live.put(_kept(account), found.png_base64, seconds=CODE_LIVES_SECONDS)
    return found


async def picture(account: Account) -> str:
    """The code as a PNG in base64, empty when there is none. The provider is not asked again for
    one it gave a moment ago: on MAX it answers once a second. Raises ChannelError."""
    return await live.get(_kept(account)) or (await code(account)).png_base64


def _line(account: Account) -> channels.Account:
    return channels.Account(**account.opened())


def _kept(account: Account) -> str:
    return f"bellhop:code:{account.id}"


async def state_now(account: Account) -> LineState:
    """Asked and kept. Raises ChannelError."""
    state = await patiently(channels.client().get_state, _line(account))
    await keep_state(account, state)
    return state


async def begin_login(account: Account, phone: str) -> str:
    """Login by phone, where there is no code to scan. The code to type on the phone, or nothing:
    then the messenger sends one, for `enter_code`. Raises ChannelError."""
    line = _line(account)
    if line.can.code_from == "us":
        return await patiently(channels.client().get_authorization_code, line, phone)
    await patiently(channels.client().start_login, line, phone)
    return ""


async def enter_code(account: Account, code: str) -> LineState:
    """The code that the messenger sent; the state it led to. Raises ChannelError."""
    await patiently(channels.client().send_login_code, _line(account), code)
    return await state_now(account)


async def enter_password(account: Account, password: str) -> LineState:
    """The cloud password of the account; the state it led to. Raises ChannelError."""
    await patiently(channels.client().send_cloud_password, _line(account), password)
    return await state_now(account)


async def check(account: Account) -> tuple[Seen, list[str]]:
    """As the provider shows it now, and which settings there differ from ours. Raises
    ChannelError."""
    seen = await look(account)
    wanted = wanted_settings(account, webhook_url(account.instance_id))
    return seen, sorted(name for name, value in wanted.items() if seen.settings.get(name) != value)


async def log_out(account: Account, actor: str) -> None:
    """The number is unlinked; it sends nothing until a code is scanned. Raises ChannelError."""
    await patiently(channels.client().logout, _line(account))
    await keep_state(account, LineState.NOT_AUTHORIZED)
    await _note(account, actor, "channel_logged_out")


async def restart(account: Account, actor: str) -> None:
    """Raises ChannelError."""
    await patiently(channels.client().reboot, _line(account))
    await _note(account, actor, "channel_restarted")


async def _note(account: Account, actor: str, deed: str) -> None:
    async with db.hotel(account.hotel_id) as session:
        await hotels.note(session, account.hotel_id, actor, deed, instance=account.instance_id)
