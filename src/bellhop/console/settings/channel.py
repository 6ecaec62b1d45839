"""The hotel's numbers: state, queue, incidents, and what may be done to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bellhop import hotels, lines, outbox
from bellhop.console import layout
from bellhop.console.desk import Desk, Manager
from bellhop.console.labels import CHANNELS
from bellhop.console.settings import frame, rules
from bellhop.console.settings.rules import Given
from bellhop.errors import BadInput, ChannelError
from bellhop.hotels import Account, NewAccount
from bellhop.lines import Figures, Seen
from bellhop.messages import ChannelType

router = APIRouter(prefix="/h/{hotel}/settings/channel")
Word = Annotated[str, Form()]
# words: begin
STATES = {
    "authorized": "Connected",
    "not_authorized": "Not connected. Messages wait; connect it by QR code.",
    "blocked": "Blocked by WhatsApp. Messages wait.",
    "suspended": "Restricted for a while: only replies go out.",
    "sleeping": "The phone is switched off. Messages wait.",
    "starting": "It starts. This takes up to five minutes.",
    "pending_password": "It waits for its cloud password.",
    "unknown": "Not looked at yet",
}
INCIDENTS = {
    "not_authorized": "Lost its link",
    "blocked": "Blocked",
    "suspended": "Restricted",
    "sleeping": "Phone switched off",
    "pending_password": "Waited for its password",
}
WRONG = {
    "away": "The provider does not answer now. Nothing was changed.",
    "number": "Write id, token and address of the number as the provider shows them.",
    "taken": "This number is connected to a hotel already.",
    "token": "Write the new token.",
    "sure": "Tick that you are sure: messages wait until somebody scans a code.",
}
# words: end


@dataclass(frozen=True, slots=True)
class Number:
    """One number as the page shows it."""

    figures: Figures
    waiting: dict[str, int]
    practice: bool

    @property
    def account(self) -> Account:
        return self.figures.account


@dataclass(frozen=True, slots=True)
class Look:
    """What the provider showed of one number a moment ago."""

    account_id: UUID
    seen: Seen
    differ: list[str] = field(default_factory=list)


@router.get("")
async def show(desk: Manager) -> Response:
    return await page(desk, Given())


class NumberForm(BaseModel):
    """A number as somebody writes it down."""

    type: ChannelType = ChannelType.WHATSAPP
    instance_id: str = Field(default="", max_length=200)
    token: str = Field(default="", max_length=200)
    api_url: str = Field(default="", max_length=200)
    media_url: str = Field(default="", max_length=200)
    polling: str = ""

    def given(self) -> dict[str, str]:
        """Without spaces around anything."""
        return {name: str(value).strip() for name, value in self.model_dump(mode="json").items()}


@router.post("")
async def add(desk: Manager, form: Annotated[NumberForm, Form()]) -> Response:
    """One more number. The hotel leaves the sandbox with its first real one."""
    given = form.given()
    try:
        account_id = await add_number(desk, given)
    except BadInput as error:
        return await page(desk, Given(), wrong=str(error), number=given)
    return RedirectResponse(f"{desk.base}/settings/channel/{account_id}/connect", 303)


async def add_number(desk: Desk, given: dict[str, str]) -> UUID:
    """Its id. A number that is not of the sandbox ends the practice. Raises BadInput with a
    sentence for the page."""
    account = NewAccount(
        instance_id=given["instance_id"],
        token=given["token"],
        api_url=given["api_url"],
        media_url=given["media_url"] or None,
        type=ChannelType(given["type"]),
        receive="polling" if given["polling"] else "webhook",
    )
    try:
        added = await hotels.add_account(desk.hotel.id, account, actor=desk.actor)
    except BadInput as error:
        raise BadInput(WRONG["taken" if "already" in str(error) else "number"]) from None
    if not lines.practice.is_practice(await one(desk, added.account_id)):
        async with desk.open() as session:
            await lines.practice.leave(session, desk.hotel.id, desk.actor)
    return added.account_id


@router.get("/{account_id}/look")
async def look(desk: Manager, account_id: UUID) -> Response:
    """Asks the provider: state, what waits there, and settings that differ."""
    account = await one(desk, account_id)
    try:
        seen, differ = await lines.check(account)
    except ChannelError:
        return await page(desk, Given(), wrong=WRONG["away"])
    return await page(desk, Given(), look=Look(account_id, seen, differ))


@router.post("/{account_id}/configure")
async def configure(desk: Manager, account_id: UUID) -> Response:
    """Write the settings that differ; the number restarts."""
    account = await one(desk, account_id)
    try:
        written = await lines.configure(account, lines.webhook_url(account.instance_id))
    except ChannelError:
        return await page(desk, Given(), wrong=WRONG["away"])
    async with desk.open() as session:
        await hotels.note(
            session, desk.hotel.id, desk.actor, "channel_changed", settings=sorted(written)
        )
    return frame.back(desk, "channel", "written")


@router.post("/{account_id}/token")
async def token(desk: Manager, account_id: UUID, token: Word = "") -> Response:
    """The provider gave a new token; what was held for the old one goes."""
    account = await one(desk, account_id)
    if not token.strip() or "/" in token:
        return await page(desk, Given(), wrong=WRONG["token"])
    async with desk.open() as session:
        await hotels.change_token(
            session, desk.hotel.id, account.instance_id, token.strip(), desk.actor
        )
    return frame.back(desk, "channel")


@router.post("/{account_id}/log-out")
async def log_out(desk: Manager, account_id: UUID, sure: Word = "") -> Response:
    account = await one(desk, account_id)
    if sure != "yes":
        return await page(desk, Given(), wrong=WRONG["sure"])
    try:
        await lines.log_out(account, desk.actor)
    except ChannelError:
        return await page(desk, Given(), wrong=WRONG["away"])
    return frame.back(desk, "channel", "logged-out")


@router.post("/{account_id}/restart")
async def restart(desk: Manager, account_id: UUID) -> Response:
    account = await one(desk, account_id)
    try:
        await lines.restart(account, desk.actor)
    except ChannelError:
        return await page(desk, Given(), wrong=WRONG["away"])
    return frame.back(desk, "channel", "restarted")


async def page(
    desk: Desk,
    given: Given,
    *,
    wrong: str = "",
    look: Look | None = None,
    number: dict[str, str] | None = None,
) -> Response:
    numbers = await read_numbers(desk)
    return frame.show(
        desk, "channel", "settings/channel.html", wrong=wrong or rules.sentence(given),
        numbers=numbers, look=look, states=STATES, happened=INCIDENTS, channels=CHANNELS,
        number=number or {"instance_id": "", "api_url": "https://api.green-api.com"},
        phone_page=lines.practice.phone_page, **rules.about_rules(desk, "channel", given),
    )  # fmt: skip


async def read_numbers(desk: Desk) -> list[Number]:
    async with desk.open() as session:
        return [
            Number(
                await lines.figures(session, account),
                await outbox.waiting(session, account.id),
                lines.practice.is_practice(account),
            )
            for account in await hotels.accounts(session)
        ]


async def one(desk: Desk, account_id: UUID) -> Account:
    """Raises NotFound."""
    async with desk.open() as session:
        return await hotels.account(session, account_id)


def fragment_of_state(desk: Desk, account: Account, **values: Any) -> Response:
    return layout.fragment(
        desk, "settings/live.html", account=account, states=STATES,
        practice=lines.practice.is_practice(account), **values,
    )  # fmt: skip
