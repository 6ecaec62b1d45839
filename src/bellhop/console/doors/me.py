"""One's own account: how the console looks and sounds, the password, and where one is logged in."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from bellhop import db, hotels, notify
from bellhop.console import layout
from bellhop.console.desk import AnyVisitor
from bellhop.errors import BadInput
from bellhop.hotels import Preferences, guessing

router = APIRouter()


@router.get("/me")
async def show(visitor: AnyVisitor, done: str = "", wrong: str = "") -> Response:
    async with db.unnamed() as session:
        browsers = await hotels.logins.browsers(session, visitor.staff.id)
        has_device = await hotels.devices.has_device(session, visitor.login.id)
    places = await hotels.people.places_of(visitor.staff)
    return layout.page(
        visitor,
        "doors/me.html",
        section="me",
        browsers=browsers,
        places=places,
        has_device=has_device,
        push_key=notify.public_key(await hotels.devices.push_key()),
        done=done,
        wrong=wrong,
        this=visitor.login.id,
        shortest=hotels.passwords.SHORTEST,
    )


class Liking(BaseModel):
    """The form: a box that is not ticked is not sent."""

    name: str
    language: Literal["", "ru", "en"] = ""
    theme: Literal["auto", "light", "dark"] = "auto"
    larger: bool = False
    sound: bool = False
    keys: bool = False
    enter_sends: bool = False
    push: Literal["alerts", "danger"] = "alerts"


@router.post("/me")
async def prefer(visitor: AnyVisitor, form: Annotated[Liking, Form()]) -> Response:
    liked = Preferences.model_validate(form.model_dump(exclude={"name"}))
    async with db.unnamed() as session:
        await hotels.people.prefer(session, visitor.staff.id, liked)
        await hotels.people.rename(session, visitor.staff.id, form.name)
    return RedirectResponse("/me?done=saved", 303)


@router.post("/me/password")
async def password(
    visitor: AnyVisitor, old: Annotated[str, Form()] = "", new: Annotated[str, Form()] = ""
) -> Response:
    """A new password ends every other session."""
    key = guessing.account_key(visitor.staff.email)
    async with db.unnamed() as session:
        locked = await guessing.locked(session, key)
        person = await hotels.people.person_by_email(session, visitor.staff.email)
    fits = await hotels.passwords.fits(old, person.password_hash if person else None)
    if locked or not fits:
        async with db.unnamed() as session:
            await guessing.wrong(session, key, most=guessing.PER_ACCOUNT)
        return RedirectResponse("/me?wrong=password", 303)
    try:
        hotels.passwords.check_new(new, email=visitor.staff.email)
    except BadInput:
        return RedirectResponse("/me?wrong=weak", 303)
    hashed = await hotels.passwords.hash_password(new)
    async with db.unnamed() as session:
        kept = await hotels.people.person(session, visitor.staff.id)
        kept.password_hash = hashed
        await hotels.logins.end_all(session, visitor.staff.id, but=visitor.login.id)
    return RedirectResponse("/me?done=password", 303)


@router.post("/me/sessions/{session_id}/end")
async def end(visitor: AnyVisitor, session_id: UUID) -> Response:
    async with db.unnamed() as session:
        await hotels.logins.end(session, visitor.staff.id, session_id)
    return RedirectResponse("/me?done=ended", 303)
