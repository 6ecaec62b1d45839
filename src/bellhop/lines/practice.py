"""Practice numbers: numbers of the sandbox, where no message leaves the machine. Speaks only HTTP
with it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from uuid import UUID

import httpx2

from bellhop import crypto, db, hotels, settings
from bellhop.errors import Refused
from bellhop.hotels import Account, HotelRecord, NewAccount
from bellhop.lines.by_hand import webhook_url
from bellhop.lines.connect import SEND_DELAY_MS

TIMEOUT_SECONDS = 10.0
FIRST, LAST = 7_104_000_000, 7_104_999_999
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
    await hotels.add_account(hotel_id, account, actor=actor)
    async with db.hotel(hotel_id) as session:
        row = await session.get(HotelRecord, hotel_id, with_for_update=True)
        if row is not None:
            row.sandbox = True


async def scan(account: Account) -> None:
    """The practice phone scans the code. Raises Refused."""
    if not is_practice(account):
        raise Refused("This is no practice number.")
    path = f"{account.api_url}/sandbox/instances/{account.instance_id}/state"
    await _ask("PUT", path, {"state": "authorized"})


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
