"""The sandbox, where the guests of the play have their phones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import httpx2

from bellhop.errors import Refused
from bellhop.hotels import Account
from bellhop.journeys.theatre.script import Actor

TIMEOUT_SECONDS = 10.0


class Stage:
    """One number of the sandbox. Anything but success is a Refused with a sentence."""

    def __init__(self, http: httpx2.AsyncClient, account: Account) -> None:
        self._http = http
        self._base = f"{account.api_url.rstrip('/')}/sandbox/instances/{account.instance_id}"

    async def show_time(self, ahead: timedelta) -> None:
        """The phones show the hotel's own days."""
        wish = {"manners": {"ahead": ahead.total_seconds()}}
        await self._ask("PUT", "", wish)

    async def seat(self, actor: Actor) -> None:
        """A phone for the guest; one that is there already stays."""
        known = await self._http.get(f"{self._base}/guests")
        chats = {guest["chat"] for guest in known.json()} if known.is_success else set()
        if chat_of(actor) not in chats:
            guest = {"name": actor.name, "phone": actor.phone, "locale": actor.language}
            await self._ask("POST", "/guests", guest)

    async def says(self, actor: Actor, text: str) -> None:
        await self._ask("POST", f"/guests/{chat_of(actor)}/messages", {"text": text})

    async def staff_says(self, actor: Actor, text: str) -> None:
        """Somebody at the desk answers on the hotel's own phone."""
        await self._ask("POST", f"/staff/{chat_of(actor)}/messages", {"text": text})

    async def _ask(self, method: str, path: str, body: Mapping[str, object]) -> None:
        try:
            answer = await self._http.request(method, f"{self._base}{path}", json=body)
        except httpx2.HTTPError as error:
            raise Refused(f"the sandbox does not answer ({type(error).__name__})") from None
        if answer.is_error:
            raise Refused(f"the sandbox refused: {answer.text[:200]}")


def chat_of(actor: Actor) -> str:
    return f"{actor.phone}@c.us"
