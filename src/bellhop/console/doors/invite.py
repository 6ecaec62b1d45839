"""Accepting an invitation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bellhop import db, hotels
from bellhop.console import layout
from bellhop.console.desk import login_of
from bellhop.console.doors.login import begin
from bellhop.errors import BadInput
from bellhop.hotels.invitations import Invited

router = APIRouter()


@router.get("/invite/{token}")
async def show(request: Request, token: str) -> Response:
    offered = await hotels.invitations.invitation(token)
    return _page(request, token, offered)


@router.post("/invite/{token}")
async def accept(
    request: Request,
    token: str,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Somebody new chooses a password; somebody known proves theirs, or is logged in already."""
    offered = await hotels.invitations.invitation(token)
    login = await login_of(request)
    if offered.known and login is not None and login.open and login.staff.email == offered.email:
        hashed = None
    elif offered.known:
        async with db.unnamed() as session:
            person = await hotels.people.person_by_email(session, offered.email)
        if not await hotels.passwords.fits(password, person.password_hash if person else None):
            return _page(request, token, offered, wrong="Wrong e-mail or password", status=401)
        hashed = None
    else:
        try:
            hotels.passwords.check_new(password, email=offered.email)
        except BadInput as error:
            return _page(request, token, offered, wrong=str(error), status=422)
        hashed = await hotels.passwords.hash_password(password)
    async with db.hotel(offered.hotel_id) as session:
        await hotels.invitations.accept(session, token, name=name, password_hash=hashed)
    if login is not None and login.open:
        return RedirectResponse("/", 303)
    async with db.unnamed() as session:
        person = await hotels.people.person_by_email(session, offered.email)
    assert person is not None, "they have just accepted"  # noqa: S101
    return await begin(request, person, "/")


def _page(
    request: Request, token: str, offered: Invited, *, wrong: str = "", status: int = 200
) -> Response:
    return layout.door(
        request,
        "doors/invite.html",
        status=status,
        language=offered.locale[:2] if not offered.known else "",
        token=token,
        offered=offered,
        wrong=wrong,
    )
