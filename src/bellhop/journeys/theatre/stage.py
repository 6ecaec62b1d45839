"""The sandbox, where the guests of the play have their phones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import httpx2

from bellhop.errors import Refused
from bellhop.hotels import Account
from bellhop.journeys.theatre.script import Actor

TIMEOUT_SECONDS = 10.0


class Stage:
    """The hotel's numbers in the sandbox. Anything but success is a Refused with a sentence."""

    def __init__(self, http: httpx2.AsyncClient, accounts: Sequence[Account]) -> None:
        self._http = http
        self._accounts = accounts
        self._chats: dict[str, str] = {}

    async def show_time(self, ahead: timedelta) -> None:
        """The phones show the hotel's own days."""
        wish = {"manners": {"ahead": ahead.total_seconds()}}
        for account in self._accounts:
            await self._ask("PUT", base_of(account), wish)

    async def seat(self, actor: Actor) -> None:
        """A phone for the guest; one that is there already stays."""
        guest = {"name": actor.name, "phone": actor.phone, "locale": actor.language}
        made = await self._ask("POST", f"{self._base(actor)}/guests", guest)
        self._chats[actor.key] = str(made["chat"])

    async def says(self, actor: Actor, text: str) -> None:
        await self._ask("POST", f"{self._base(actor)}/guests/{self.chat_of(actor)}/messages",
                        {"text": text})  # fmt: skip

    async def staff_says(self, actor: Actor, text: str) -> None:
        """Somebody at the desk answers on the hotel's own phone."""
        await self._ask("POST", f"{self._base(actor)}/staff/{self.chat_of(actor)}/messages",
                        {"text": text})  # fmt: skip

    def chat_of(self, actor: Actor) -> str:
        """The chat's id on the channel where the guest sits."""
        return self._chats[actor.key]

    def _base(self, actor: Actor) -> str:
        return base_of(account_of(self._accounts, actor))

    async def _ask(self, method: str, url: str, body: Mapping[str, object]) -> dict[str, Any]:
        try:
            answer = await self._http.request(method, url, json=body)
        except httpx2.HTTPError as error:
            raise Refused(f"the sandbox does not answer ({type(error).__name__})") from None
        if answer.is_error:
            raise Refused(f"the sandbox refused: {answer.text[:200]}")
        found: dict[str, Any] = answer.json()
        return found


def account_of(accounts: Sequence[Account], actor: Actor) -> Account:
    """The number a guest writes to: of their own channel where the hotel has one."""
    own = [account for account in accounts if account.type == actor.channel]
    return (own or list(accounts))[0]


def base_of(account: Account) -> str:
    return f"{account.api_url.rstrip('/')}/sandbox/instances/{account.instance_id}"
