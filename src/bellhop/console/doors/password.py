"""A new password: by a link that an operator or an e-mail brought."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bellhop import clock, db, hotels, log, notify, settings
from bellhop.console import layout
from bellhop.console.desk import words_for
from bellhop.errors import BadInput, NotifyError
from bellhop.hotels import guessing
from bellhop.notify import Note

logger = log.get(__name__)
router = APIRouter()

LINKS_FOR_ADDRESS = 10


@router.get("/password/forgotten")
async def ask(request: Request) -> Response:
    by_mail = settings.load().smtp_url is not None
    return layout.door(request, "doors/forgotten.html", sent=False, by_mail=by_mail)


@router.post("/password/forgotten")
async def send(request: Request, email: Annotated[str, Form()] = "") -> Response:
    """The same answer whether or not somebody has this address."""
    address = request.client.host if request.client else ""
    key = guessing.address_key(f"link {address}")
    token = ""
    async with db.unnamed() as session:
        if not await guessing.locked(session, key):
            await guessing.wrong(session, key, most=LINKS_FOR_ADDRESS)
            person = await hotels.people.person_by_email(session, email)
            if person is not None and settings.load().smtp_url is not None:
                token = await hotels.invitations.password_link(session, person.id)
    if token:
        await _mail(request, email.strip().lower(), token)
    return layout.door(request, "doors/forgotten.html", sent=True, by_mail=True)


@router.get("/password/new/{token}")
async def choose(request: Request, token: str) -> Response:
    async with db.unnamed() as session:
        _, person = await hotels.invitations.person_of_link(session, token)
        email = person.email
    return layout.door(request, "doors/new_password.html", token=token, email=email, wrong="")


@router.post("/password/new/{token}")
async def keep(request: Request, token: str, password: Annotated[str, Form()] = "") -> Response:
    """The link works once; every session of the person ends."""
    async with db.unnamed() as session:
        _, person = await hotels.invitations.person_of_link(session, token)
        email = person.email
    try:
        hotels.passwords.check_new(password, email=email)
    except BadInput as error:
        return layout.door(
            request,
            "doors/new_password.html",
            status=422,
            token=token,
            email=email,
            wrong=str(error),
        )
    hashed = await hotels.passwords.hash_password(password)
    async with db.unnamed() as session:
        link, person = await hotels.invitations.person_of_link(session, token)
        person.password_hash = hashed
        link.used_at = clock.now()
        await hotels.logins.end_all(session, person.id)
        await guessing.right(session, guessing.account_key(person.email))
    return RedirectResponse("/login?done=password", 303)


async def _mail(request: Request, email: str, token: str) -> None:
    words = words_for(request)
    url = f"{settings.load().public_url}/password/new/{token}"
    body = words("A new password for Bellhop: {url} The link works once, for 24 hours.", url=url)
    try:
        await notify.mail(email, Note(words("Bellhop: a new password"), body))
    except NotifyError as error:
        logger.warning("password_link_not_sent", reason=str(error))
