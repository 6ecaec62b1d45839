"""Who works here: invited by a link, given a role, let go."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from bellhop import conversations, hotels
from bellhop.console.desk import Desk, Owner
from bellhop.console.settings import frame
from bellhop.errors import BadInput, Refused
from bellhop.hotels import team

router = APIRouter(prefix="/h/{hotel}/settings/staff")
Word = Annotated[str, Form()]
# words: begin
ROLES = {
    "owner": "Owner: everything, and who works here",
    "manager": "Manager: settings, rules, knowledge, reports",
    "agent": "Front desk: guests, chats, alerts",
}
WRONG = {
    "email": "This is no e-mail address.",
    "here": "This person works here already.",
}
# words: end


@router.get("")
async def show(desk: Owner) -> Response:
    return await _page(desk)


@router.post("/invite")
async def invite(desk: Owner, email: Word = "", name: Word = "", role: Word = "agent") -> Response:
    """The link is shown this once, to be passed on by whatever road."""
    try:
        async with desk.open() as session:
            token = await hotels.invitations.invite(
                session, desk.hotel.id, email=email, name=name, role=role, by=desk.actor
            )
    except BadInput as error:
        wrong = WRONG["here" if "already" in str(error) else "email"]
        return await _page(desk, wrong=wrong, given={"email": email, "name": name, "role": role})
    return await _page(desk, link=f"{public_url(desk.request)}/invite/{token}", whom=email)


@router.post("/invitations/{invitation_id}/take-back")
async def take_back(desk: Owner, invitation_id: UUID) -> Response:
    async with desk.open() as session:
        await team.take_back(session, desk.hotel.id, invitation_id, desk.actor)
    return frame.back(desk, "staff", "removed")


@router.post("/{person_id}")
async def change(desk: Owner, person_id: UUID, role: Word = "", phone: Word = "") -> Response:
    """A colleague's role, and their own phone, which the bot never answers."""
    try:
        async with desk.open() as session:
            digits = await team.change_member(
                session, desk.hotel.id, person_id, role=role, phone=phone, by=desk.actor
            )
            if digits:
                await conversations.colleague_joined(session, digits)
    except (BadInput, Refused) as error:
        return await _page(desk, wrong=str(error))
    return frame.back(desk, "staff")


@router.post("/{person_id}/let-go")
async def let_go(desk: Owner, person_id: UUID) -> Response:
    try:
        async with desk.open() as session:
            await team.let_go(session, desk.hotel.id, person_id, desk.actor)
    except Refused as error:
        return await _page(desk, wrong=str(error))
    return frame.back(desk, "staff", "removed")


@router.post("/{person_id}/end-sessions")
async def end_sessions(desk: Owner, person_id: UUID) -> Response:
    async with desk.open() as session:
        await team.end_sessions(session, desk.hotel.id, person_id, desk.actor)
    return frame.back(desk, "staff", "ended")


def public_url(request: Request) -> str:
    return str(request.app.state.settings.public_url).rstrip("/")


async def _page(
    desk: Desk,
    *,
    wrong: str = "",
    link: str = "",
    whom: str = "",
    given: dict[str, str] | None = None,
) -> Response:
    async with desk.open() as session:
        members = await team.team(session)
        waiting = await team.invitations_open(session)
    return frame.show(
        desk, "staff", "settings/staff.html", wrong=wrong, members=members, waiting=waiting,
        roles=ROLES, link=link, whom=whom,
        given=given or {"email": "", "name": "", "role": "agent"},
    )  # fmt: skip
