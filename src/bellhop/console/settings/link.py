"""Linking a number: the QR code on the page, with the state as it changes."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from bellhop import guests, lines
from bellhop.console.desk import Desk, Manager
from bellhop.console.settings import channel, frame
from bellhop.errors import BadInput, ChannelError, NotFound
from bellhop.lines import NotAccepted, QrKind
from bellhop.messages import LineState

router = APIRouter(prefix="/h/{hotel}/settings/channel/{account_id}")
Word = Annotated[str, Form()]


@router.get("/connect")
async def connect(desk: Manager, account_id: UUID) -> Response:
    return await page(desk, account_id)


@router.get("/live")
async def live(desk: Manager, account_id: UUID, back: str = "") -> Response:
    """The state now and the code; asked for every few seconds while the page is open."""
    account = await channel.one(desk, account_id)
    state, said, away = LineState(account.state), "", False
    try:
        state = await lines.state_now(account)
        if state is LineState.NOT_AUTHORIZED:
            said = _SAID.get((await lines.code(account)).kind, "")
    except ChannelError:
        away = True
    fragment = channel.fragment_of_state(
        desk, account, state=state.value, away=away, said=said,
        turn=int(desk.hotel.now().timestamp()), back="start" if back == "start" else "",
    )  # fmt: skip
    if state is LineState.PENDING_PASSWORD:  # the page has a field for it, and asks no more
        fragment.headers["HX-Refresh"] = "true"
    return fragment


@router.get("/code.png")
async def code(desk: Manager, account_id: UUID) -> Response:
    """The code to scan, as a picture."""
    account = await channel.one(desk, account_id)
    try:
        coded = await lines.picture(account)
        picture = base64.b64decode(coded.rpartition(",")[2], validate=True)
    except (ChannelError, binascii.Error):
        raise NotFound("there is no code now") from None
    if not picture:
        raise NotFound("there is no code now")
    return Response(picture, media_type="image/png", headers={"Cache-Control": "no-store"})


@router.post("/phone-code")
async def phone_code(desk: Manager, account_id: UUID, phone: Word = "") -> Response:
    """The code to type on the phone, where a camera cannot be used."""
    account = await channel.one(desk, account_id)
    try:
        digits = guests.digits_of(phone, desk.hotel.region())
        typed = await lines.begin_login(account, digits)
    except BadInput:
        return await page(desk, account_id, wrong=_WRONG["phone"])
    except ChannelError:
        return await page(desk, account_id, wrong=channel.WRONG["away"])
    return await page(desk, account_id, typed=typed, sent=not typed)


@router.post("/enter")
async def enter(desk: Manager, account_id: UUID, code: Word = "", password: Word = "") -> Response:
    """The code that the messenger sent, or the account's cloud password. Neither is kept."""
    account = await channel.one(desk, account_id)
    try:
        if password:
            await lines.enter_password(account, password)
        else:
            await lines.enter_code(account, code.strip())
    except ChannelError as error:
        refused = error.permanent or isinstance(error, NotAccepted)
        wrong = _WRONG["refused"] if refused else channel.WRONG["away"]
        return await page(desk, account_id, wrong=wrong, sent=True)
    return RedirectResponse(f"{desk.base}/settings/channel/{account_id}/connect", 303)


@router.post("/scan")
async def scan(desk: Manager, account_id: UUID, back: Word = "") -> Response:
    """The practice phone scans the code; real numbers are scanned by real phones."""
    account = await channel.one(desk, account_id)
    await lines.practice.scan(account)
    await lines.state_now(account)
    where = "start/number" if back == "start" else "settings/channel"
    return RedirectResponse(f"{desk.base}/{where}", 303)


# words: begin
_WRONG = {
    "phone": "This is no phone number.",
    "refused": "The messenger did not take it. Try again, or begin anew.",
}
_SAID = {
    QrKind.PASSKEY: "WhatsApp wants the passkey on the hotel’s phone first. Confirm it there.",
    QrKind.ERROR: "The provider has no code now. It is asked again by itself.",
}
STEPS = {
    "whatsapp": "Settings, Linked devices, Link a device.",
    "telegram": "Settings, Devices, Link Desktop Device.",
    "max": "Profile, Devices, Sign in with a QR code.",
}
# words: end


async def page(
    desk: Desk, account_id: UUID, *, wrong: str = "", typed: str = "", sent: bool = False
) -> Response:
    account = await channel.one(desk, account_id)
    return frame.show(
        desk, "channel", "settings/connect.html", wrong=wrong, account=account, typed=typed,
        practice=lines.practice.is_practice(account), states=channel.STATES, sent=sent,
        can=lines.can(account.type), steps=STEPS[account.type],
    )  # fmt: skip
