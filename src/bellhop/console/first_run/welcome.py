"""The door of an empty installation, and a new hotel."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bellhop import hotels
from bellhop.console import layout
from bellhop.console.desk import AnyVisitor, Visitor
from bellhop.console.doors.login import begin
from bellhop.console.settings.house import place_choices, place_fault
from bellhop.errors import BadInput, NotFound
from bellhop.hotels import NewHotel

router = APIRouter()
Word = Annotated[str, Form()]
ZONES = {"ru": "Europe/Moscow", "en": "Europe/London"}


@router.get("/welcome/{token}")
async def show(request: Request, token: str) -> Response:
    await hotels.first_run.welcome(token)
    return layout.door(request, "first_run/welcome.html", token=token, wrong="", given={})


@router.post("/welcome/{token}")
async def come_in(
    request: Request, token: str, email: Word = "", name: Word = "", password: Word = ""
) -> Response:
    """The first person runs the installation; whoever comes later is invited."""
    await hotels.first_run.welcome(token)
    try:
        hotels.passwords.check_new(password, email=email)
        hashed = await hotels.passwords.hash_password(password)
        person = await hotels.first_run.add_first_person(email, name, hashed)
    except BadInput as error:
        given = {"email": email, "name": name}
        return layout.door(
            request, "first_run/welcome.html", status=422, token=token, wrong=str(error),
            given=given,
        )  # fmt: skip
    return await begin(request, person, "/hotels/new")


@router.get("/hotels/new")
async def blank(visitor: AnyVisitor) -> Response:
    _may(visitor)
    language = visitor.words.language
    place = {"name": "", "timezone": ZONES[language], "locale": language, "country": ""}
    return _form(visitor, place, "")


@router.post("/hotels/new")
async def add(
    visitor: AnyVisitor,
    name: Word = "",
    timezone: Word = "",
    locale: Word = "",
    country: Word = "",
) -> Response:
    """A hotel without a number yet: its first run begins, and its first step is done with it."""
    _may(visitor)
    place = {"name": name, "timezone": timezone.strip(), "locale": locale, "country": country}
    wrong = place_fault(place)
    if wrong:
        return _form(visitor, place, wrong)
    new = NewHotel("new", name, place["timezone"], locale, country=country or None)
    slug = await hotels.first_run.open_hotel(new, visitor.staff.id, visitor.staff.email)
    return RedirectResponse(f"/h/{slug}/start", 303)


def _may(visitor: Visitor) -> None:
    """The operator's page: others learn nothing. Raises NotFound."""
    if not visitor.staff.operator:
        raise NotFound("there is no such page")


def _form(visitor: Visitor, place: dict[str, str], wrong: str) -> Response:
    return layout.page(
        visitor, "first_run/hotel.html", section="hotels", status=422 if wrong else 200,
        place=place, wrong=visitor.words(wrong) if wrong else "",
        **place_choices(visitor.words.language),
    )  # fmt: skip
