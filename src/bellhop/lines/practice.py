"""Practice numbers: numbers of the sandbox, where no message leaves the machine. Speaks only HTTP
with it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from uuid import UUID

import httpx2
from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import crypto, db, hotels, settings
from bellhop.conversations import Conversation
from bellhop.errors import Refused
from bellhop.guests import Guest, Stay
from bellhop.hotels import Account, ChannelAccount, HotelRecord, NewAccount
from bellhop.lines.by_hand import state_now, webhook_url
from bellhop.lines.connect import SEND_DELAY_MS

TIMEOUT_SECONDS = 10.0
FIRST, LAST = 7_104_000_000, 7_104_999_999
MADE_UP = "demo"
"""The source of bookings that were played."""
GUEST = ("Anna Example", "79000000333")


def is_there() -> bool:
    """Whether this installation has a sandbox."""
    return bool(settings.load().sandbox_url)


def is_practice(account: Account) -> bool:
    url = settings.load().sandbox_url
    return bool(url) and account.api_url == url.rstrip("/")


async def make_number(hotel_id: UUID, actor: str) -> None:
    """A number of the sandbox, linked already, with a guest's phone beside it. The hotel is a
    sandbox hotel while it has no other: its clock may be moved and stays played. Raises Refused."""
    number = FIRST + secrets.randbelow(LAST - FIRST)
    instance_id, token = str(number), crypto.new_token()
    webhook_token = crypto.new_token()
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
    wish = {
        "token": token,
        "type": "whatsapp",
        "name": hotel.name,
        "wid": f"7900{number % 10_000_000:07}@c.us",
        "locale": hotel.locale[:2],
        "state": "authorized",
        "webhooks": True,
        "settings": {
            "webhookUrl": webhook_url(instance_id),
            "webhookUrlToken": f"Bearer {webhook_token}",
            "delaySendMessagesMilliseconds": SEND_DELAY_MS,
            "markIncomingMessagesReaded": "no",
            "enableLidMode": "no",
        },
    }
    base = settings.load().sandbox_url.rstrip("/")
    path = f"{base}/sandbox/instances/{instance_id}"
    await _ask("PUT", path, wish)
    name, phone = GUEST
    guest = {"name": name, "phone": phone, "locale": hotel.locale[:2]}
    await _ask("POST", f"{path}/guests", guest)
    account = NewAccount(
        instance_id=instance_id, token=token, api_url=base, webhook_token=webhook_token
    )
    added = await hotels.add_account(hotel_id, account, actor=actor)
    async with db.hotel(hotel_id) as session:
        row = await session.get(HotelRecord, hotel_id, with_for_update=True)
        if row is not None:
            row.sandbox = True
        made = await hotels.account(session, added.account_id)
    await state_now(made)


async def leave(session: AsyncSession, hotel_id: UUID, actor: str) -> None:
    """A real number is here. Practice numbers go with their chats and the guests who were made up;
    guests with a booking of their own stay. The clock is the world's again."""
    url = settings.load().sandbox_url.rstrip("/")
    ours = select(ChannelAccount.id).where(ChannelAccount.api_url == url)
    ids = list(await session.scalars(ours)) if url else []
    if ids:
        chatted = select(Conversation.guest_id).where(Conversation.account_id.in_(ids))
        met = list(await session.scalars(chatted.where(Conversation.guest_id.is_not(None))))
        booked = exists().where(Stay.guest_id == Guest.id, Stay.source != MADE_UP)
        await session.execute(delete(ChannelAccount).where(ChannelAccount.id.in_(ids)))
        await session.execute(delete(Guest).where(Guest.id.in_(met), ~booked))
        await hotels.note(session, hotel_id, actor, "practice_ended", numbers=len(ids))
    await hotels.leave_sandbox(session)


async def scan(account: Account) -> None:
    """The practice phone scans the code. Raises Refused."""
    if not is_practice(account):
        raise Refused("This is no practice number.")
    path = f"{account.api_url}/sandbox/instances/{account.instance_id}/state"
    await _ask("PUT", path, {"state": "authorized"})


async def seat(account: Account, digits: str, name: str) -> None:
    """A practice guest with this phone; one that is there already stays. Raises Refused."""
    path = f"{account.api_url}/sandbox/instances/{account.instance_id}/guests"
    try:
        async with httpx2.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
            known = {guest["chat"] for guest in (await http.get(path)).json()}
    except (httpx2.HTTPError, ValueError) as error:
        raise Refused(f"the sandbox does not answer ({type(error).__name__})") from None
    if f"{digits}@c.us" not in known:
        await _ask("POST", path, {"name": name, "phone": digits})


def phone_page(account: Account) -> str:
    """Where the practice guests have their phones."""
    return f"{account.api_url}/phone/{account.instance_id}"


async def _ask(method: str, url: str, body: Mapping[str, object]) -> None:
    try:
        async with httpx2.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
            answer = await http.request(method, url, json=body)
    except httpx2.HTTPError as error:
        raise Refused(f"the sandbox does not answer ({type(error).__name__})") from None
    if answer.is_error:
        raise Refused(f"the sandbox refused: {answer.text[:200]}")
