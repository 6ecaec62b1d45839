"""Login and logout."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bellhop import db, hotels, log
from bellhop.console import layout, security
from bellhop.console.desk import login_of
from bellhop.hotels import guessing
from bellhop.hotels.models import Person

logger = log.get(__name__)
router = APIRouter()


@router.get("/login")
async def ask(request: Request, next: str = "") -> Response:  # noqa: A002 - it stands in the address
    """Whoever is logged in goes on."""
    login = await login_of(request)
    if login is not None and login.open:
        return RedirectResponse(inside(next), 303)
    return layout.door(request, "doors/login.html", next=inside(next), email="", wrong="")


@router.post("/login")
async def come_in(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",  # noqa: A002
) -> Response:
    """The same answer, after the same time, for a wrong password and for nobody."""
    address = request.client.host if request.client else ""
    keys = (guessing.account_key(email), guessing.address_key(address))
    async with db.unnamed() as session:
        locked = await guessing.locked(session, *keys)
        person = None if locked else await hotels.people.person_by_email(session, email)
    right = not locked and await hotels.passwords.fits(
        password, person.password_hash if person else None
    )
    if person is None or not right:
        if not locked:
            async with db.unnamed() as session:
                await guessing.wrong(session, keys[0], most=guessing.PER_ACCOUNT)
                await guessing.wrong(session, keys[1], most=guessing.PER_ADDRESS)
        logger.warning("login_refused", locked=locked)
        return layout.door(
            request,
            "doors/login.html",
            status=429 if locked else 401,
            next=inside(next),
            email=email[:254],
            wrong="locked" if locked else "wrong",
        )
    return await begin(request, person, next)


async def begin(request: Request, person: Person, back: str) -> Response:
    """A session for somebody whose password was right; the second factor may still be owed."""
    open_now = person.totp_sealed is None
    async with db.unnamed() as session:
        await guessing.right(session, guessing.account_key(person.email))
        token = await hotels.logins.begin(
            session,
            person.id,
            open_now=open_now,
            address=request.client.host if request.client else "",
            browser=request.headers.get("user-agent", ""),
        )
    to = inside(back) if open_now else "/login/code"
    if not open_now and inside(back) != "/":
        to += f"?next={inside(back)}"
    response = RedirectResponse(to, 303)
    security.keep_token(request, response, token)
    return response


@router.post("/logout")
async def leave(request: Request) -> Response:
    login = await login_of(request)
    if login is not None:
        async with db.unnamed() as session:
            await hotels.logins.end(session, login.staff.id, login.id)
    response = RedirectResponse("/login", 303)
    security.drop_token(request, response)
    return response


def inside(address: str) -> str:
    """Where to go after the door: only to our own pages."""
    parts = urlsplit(address)
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours and not parts.netloc and "\\" not in address else "/"
