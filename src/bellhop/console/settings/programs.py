"""Keys for programs, and addresses that are told of events. A secret is shown once."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response

from bellhop import hotels
from bellhop.addresses import check_address
from bellhop.console.desk import Desk, Owner
from bellhop.console.settings import frame
from bellhop.errors import BadInput

router = APIRouter(prefix="/h/{hotel}/settings/programs")
Word = Annotated[str, Form()]
Words = Annotated[list[str] | None, Form()]
# words: begin
SCOPES = {
    "read": "Read everything",
    "write": "Write stays, guests and subscriptions",
    "send": "Send messages to guests",
}
KINDS = {
    "message": "A new message",
    "alert": "An alert",
    "rating": "A rating",
    "delivery_failed": "A message that was not delivered",
}
WRONG = {
    "url": "This address cannot be called.",
    "kinds": "Tick what it is told of.",
    "name": "Write whose key it is.",
    "scopes": "Tick what the program may do.",
}
# words: end


@router.get("")
async def show(desk: Owner) -> Response:
    return await _page(desk)


@router.post("/tokens")
async def make(desk: Owner, name: Word = "", scope: Words = None) -> Response:
    """A new key, shown this once."""
    if not name.strip():
        return await _page(desk, wrong=WRONG["name"])
    try:
        async with desk.open() as session:
            secret = await hotels.make_token(
                session, desk.hotel.id, name=name, scopes=scope or (), actor=desk.actor
            )
    except BadInput:
        return await _page(desk, wrong=WRONG["scopes"])
    return await _page(desk, secret=secret, whose=name.strip())


@router.post("/tokens/{token_id}/revoke")
async def revoke(desk: Owner, token_id: UUID) -> Response:
    async with desk.open() as session:
        await hotels.revoke_token(session, desk.hotel.id, token_id, desk.actor)
    return frame.back(desk, "programs", "removed")


@router.post("/subscriptions")
async def subscribe(desk: Owner, url: Word = "", kind: Words = None) -> Response:
    """An address that is told of events, signed with a secret that is shown this once."""
    try:
        await check_address(url.strip())
    except (BadInput, ValueError):
        return await _page(desk, wrong=WRONG["url"])
    try:
        async with desk.open() as session:
            _, secret = await hotels.subscriptions.subscribe(
                session, desk.hotel.id, url=url.strip(), kinds=kind or (), actor=desk.actor
            )
    except BadInput:
        return await _page(desk, wrong=WRONG["kinds"])
    return await _page(desk, secret=secret, whose=url.strip())


@router.post("/subscriptions/{subscription_id}/remove")
async def unsubscribe(desk: Owner, subscription_id: UUID) -> Response:
    async with desk.open() as session:
        await hotels.subscriptions.unsubscribe(session, desk.hotel.id, subscription_id, desk.actor)
    return frame.back(desk, "programs", "removed")


async def _page(desk: Desk, *, wrong: str = "", secret: str = "", whose: str = "") -> Response:
    async with desk.open() as session:
        tokens = await hotels.tokens(session)
        told = await hotels.subscriptions.subscriptions(session)
    return frame.show(
        desk, "programs", "settings/programs.html", wrong=wrong, secret=secret, whose=whose,
        tokens=[each for each in tokens if each.revoked_at is None], scopes=SCOPES,
        told=told, kinds=KINDS,
    )  # fmt: skip
