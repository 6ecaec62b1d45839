"""Connecting a number, and writing its settings at the provider, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import update

from bellhop import channels, clock, crypto, db
from bellhop.channels import QrKind
from bellhop.errors import ChannelError
from bellhop.hotels import Account, ChannelAccount
from bellhop.lines.patience import patiently
from bellhop.messages import LineState

QR_SECONDS = 2.0
CONNECT_MINUTES = 10
SEND_DELAY_MS = 1000
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Seen:
    """A number as the provider shows it now."""

    state: LineState
    waiting: int | None
    webhooks: int | None
    settings: dict[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of connecting: a code to show, or the end of it."""

    state: LineState
    png_base64: str = ""
    message: str = ""


async def look(account: Account) -> Seen:
    """State, queues and settings. Raises ChannelError when the provider does not answer at all."""
    line, client = channels.Account(**account.opened()), channels.client()
    state = await patiently(client.get_state, line)
    await keep_state(account, state)
    waiting = webhooks = None
    settings: dict[str, object] = {}
    if state is LineState.AUTHORIZED:
        waiting = await patiently(client.messages_count, line)
        webhooks = await patiently(client.webhooks_count, line)
    try:
        settings = await patiently(client.get_settings, line)
    except ChannelError as error:
        settings = {"error": str(error)}
    return Seen(state, waiting, webhooks, settings)


async def connect(account: Account) -> AsyncIterator[Step]:
    """Show codes until the number is authorised. A code lives about 20 s and is asked for every
    two. Ends with the state it reached."""
    line, client = channels.Account(**account.opened()), channels.client()
    give_up = asyncio.get_running_loop().time() + CONNECT_MINUTES * 60
    shown = ""
    while asyncio.get_running_loop().time() < give_up:
        state = await client.get_state(line)
        if state is LineState.AUTHORIZED:
            await keep_state(account, state)
            yield Step(state)
            return
        if state is LineState.PENDING_PASSWORD:
            yield Step(state, message="the account has a cloud password: it is asked for next")
            return
        code = await client.qr(line)
        if code.kind is QrKind.CODE and code.png_base64 != shown:
            shown = code.png_base64
            yield Step(state, png_base64=code.png_base64)
        elif code.kind is not QrKind.CODE:
            yield Step(state, message=code.message or code.kind.value)
        await asyncio.sleep(QR_SECONDS)
    yield Step(LineState.NOT_AUTHORIZED, message="nobody scanned a code in ten minutes")


def wanted_settings(account: Account, webhook_url: str) -> dict[str, object]:
    """What the provider must be set to. Writing it restarts the number for up to five minutes, so
    it is compared first (green-api.com/en/docs/api/account/SetSettings)."""
    token = crypto.decrypt(account.webhook_token_sealed)
    by_webhook = account.receive == "webhook"
    return {
        "webhookUrl": webhook_url if by_webhook else "",
        "webhookUrlToken": f"Bearer {token}" if by_webhook else "",
        "delaySendMessagesMilliseconds": SEND_DELAY_MS,
        "incomingWebhook": YES,
        "outgoingWebhook": YES,
        "outgoingMessageWebhook": YES,
        "outgoingAPIMessageWebhook": YES,
        "stateWebhook": YES,
        "editedMessageWebhook": YES,
        "deletedMessageWebhook": YES,
        "pollMessageWebhook": YES,
        "incomingCallWebhook": YES,
        "markIncomingMessagesReaded": NO,
        "enableLidMode": NO,
    }


async def configure(account: Account, webhook_url: str) -> dict[str, object]:
    """Write the settings that differ; returns what was written (empty: all was right already)."""
    line, client = channels.Account(**account.opened()), channels.client()
    now = await patiently(client.get_settings, line)
    wanted = wanted_settings(account, webhook_url)
    different = {name: value for name, value in wanted.items() if now.get(name) != value}
    if different:
        await patiently(client.set_settings, line, different)
    return different


async def keep_state(account: Account, state: LineState) -> None:
    async with db.hotel(account.hotel_id) as session:
        await session.execute(
            update(ChannelAccount)
            .where(ChannelAccount.id == account.id, ChannelAccount.state != state.value)
            .values(state=state.value, state_at=clock.now(), due_at=clock.now())
        )


async def close() -> None:
    """Close this process's connections to the provider: for commands that then end."""
    await channels.close_client()
