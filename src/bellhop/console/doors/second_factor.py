"""The second factor: asked at the door, set up in one's own account."""

from __future__ import annotations

import io
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bellhop import crypto, db, hotels
from bellhop.console import layout
from bellhop.console.desk import AnyVisitor, LoginNeeded, Newcomer, Visitor, login_of
from bellhop.console.doors.login import inside
from bellhop.errors import BadInput, Misconfigured
from bellhop.hotels import guessing
from bellhop.hotels.logins import Login

router = APIRouter()


@router.get("/login/code")
async def ask(request: Request, next: str = "") -> Response:  # noqa: A002
    login = await _halfway(request)
    if login.open:
        return RedirectResponse(inside(next), 303)
    return layout.door(request, "doors/code.html", next=inside(next), wrong="")


@router.post("/login/code")
async def check(
    request: Request,
    code: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",  # noqa: A002
) -> Response:
    login = await _halfway(request)
    key = guessing.account_key(f"code {login.staff.email}")
    async with db.unnamed() as session:
        locked = await guessing.locked(session, key)
        person = await hotels.people.person(session, login.staff.id)
        right = not locked and await hotels.second_factor.check(session, person, code)
        if right:
            await hotels.logins.opened(session, login.id)
            await guessing.right(session, key)
        elif not locked:
            await guessing.wrong(session, key, most=guessing.PER_ACCOUNT)
    if right:
        return RedirectResponse(inside(next), 303)
    return layout.door(
        request,
        "doors/code.html",
        status=429 if locked else 401,
        next=inside(next),
        wrong="locked" if locked else "wrong",
    )


@router.get("/me/second-factor")
async def set_up(visitor: Newcomer) -> Response:
    return _page(visitor, hotels.second_factor.new_secret())


@router.post("/me/second-factor")
async def turn_on(
    visitor: Newcomer, sealed: Annotated[str, Form()] = "", code: Annotated[str, Form()] = ""
) -> Response:
    """The secret travels sealed, so that none is kept before its first code."""
    try:
        secret, _, owner = crypto.decrypt(sealed.encode()).partition(" ")
    except Misconfigured:
        raise BadInput("This page is too old. Load it again.") from None
    if owner != str(visitor.staff.id):
        raise BadInput("This page is too old. Load it again.")
    async with db.unnamed() as session:
        person = await hotels.people.person(session, visitor.staff.id)
        right = await hotels.second_factor.turn_on(session, person, secret, code)
        if right:
            await hotels.logins.end_all(session, visitor.staff.id, but=visitor.login.id)
    if right:
        return RedirectResponse("/me?done=second-factor", 303)
    return _page(visitor, secret, wrong=True)


@router.post("/me/second-factor/off")
async def turn_off(visitor: AnyVisitor, password: Annotated[str, Form()] = "") -> Response:
    async with db.unnamed() as session:
        person = await hotels.people.person_by_email(session, visitor.staff.email)
    if not await hotels.passwords.fits(password, person.password_hash if person else None):
        return RedirectResponse("/me?wrong=password", 303)
    async with db.unnamed() as session:
        person = await hotels.people.person(session, visitor.staff.id)
        await hotels.second_factor.turn_off(session, person)
    return RedirectResponse("/me?done=second-factor-off", 303)


@router.get("/me/second-factor/code.svg")
async def picture(visitor: Newcomer, sealed: str = "") -> Response:
    """The QR code of a secret that is being set up."""
    try:
        secret, _, _ = crypto.decrypt(sealed.encode()).partition(" ")
    except Misconfigured:
        raise BadInput("This page is too old. Load it again.") from None
    drawn = io.BytesIO()
    code = segno.make(hotels.second_factor.address(secret, visitor.staff.email), error="m")
    code.save(drawn, kind="svg", scale=5, border=2, dark="#24221d", light="#ffffff", omitsize=True)
    headers = {"Cache-Control": "no-store"}
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers=headers)


def _page(visitor: Visitor, secret: str, *, wrong: bool = False) -> Response:
    sealed = crypto.encrypt(f"{secret} {visitor.staff.id}").decode()
    shown = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return layout.page(
        visitor,
        "doors/second_factor.html",
        status=401 if wrong else 200,
        sealed=sealed,
        secret=shown,
        wrong=wrong,
    )


async def _halfway(request: Request) -> Login:
    login = await login_of(request)
    if login is None:
        raise LoginNeeded
    return login
