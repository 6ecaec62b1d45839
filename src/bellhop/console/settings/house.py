"""The hotel itself: its name and place, its times, and the secrets of its guests."""

from __future__ import annotations

import functools
from typing import Annotated
from zoneinfo import available_timezones

from babel import Locale
from fastapi import APIRouter, Form, Response

from bellhop import hotels, journeys
from bellhop.console import layout
from bellhop.console.desk import Desk, Manager
from bellhop.console.settings import frame, rules
from bellhop.console.settings.groups import LANGUAGES
from bellhop.console.settings.rules import Given
from bellhop.errors import BadInput

router = APIRouter(prefix="/h/{hotel}/settings")
Word = Annotated[str, Form()]
# words: begin
SENTENCES = {
    "name": "A hotel needs a name.",
    "zone": "There is no such time zone. Choose one from the list.",
    "language": "Choose the hotel’s language.",
    "country": "There is no such country. Choose one from the list.",
}
# words: end
NO_PLACES = frozenset({"Etc", "SystemV", "US", "posix", "right"})


@router.get("")
async def index(desk: Manager) -> Response:
    """The list of sections: a page of its own on a phone."""
    return layout.page(
        desk, "settings/index.html", section="settings", part=None, parts=frame.parts_for(desk)
    )


@router.get("/hotel")
async def show(desk: Manager) -> Response:
    return await page(desk, Given())


@router.post("/hotel")
async def change(
    desk: Manager, name: Word = "", timezone: Word = "", locale: Word = "", country: Word = ""
) -> Response:
    """Its name and place."""
    given = {"name": name, "timezone": timezone.strip(), "locale": locale, "country": country}
    wrong = place_fault(given)
    if wrong:
        return await page(desk, Given(), place=given, wrong=wrong)
    await keep_place(desk, given)
    return frame.back(desk, "hotel")


async def keep_place(desk: Desk, given: dict[str, str]) -> None:
    """Another time zone moves what is planned, wherever it was changed."""
    async with desk.open() as session:
        await hotels.change_hotel(session, desk.actor, **given)
        if given["timezone"] != desk.hotel.timezone:
            await journeys.plan_again(session, await hotels.read(session))


async def page(
    desk: Desk, given: Given, *, place: dict[str, str] | None = None, wrong: str = ""
) -> Response:
    hotel = desk.hotel
    kept = {
        "name": hotel.name,
        "timezone": hotel.timezone,
        "locale": hotel.locale,
        "country": hotel.country or "",
    }
    return frame.show(
        desk, "hotel", "settings/hotel.html", wrong=wrong or rules.sentence(given),
        place=place or kept, secrets=sorted(hotel.secrets()), **place_choices(desk.words.language),
        **rules.about_rules(desk, "hotel", given),
    )  # fmt: skip


def place_fault(given: dict[str, str]) -> str:
    """What is wrong with a name and a place, as a sentence; empty when nothing is."""
    try:
        hotels.check_place(given["name"], given["timezone"], given["locale"])
    except BadInput:
        if not given["name"].strip():
            return SENTENCES["name"]
        if given["timezone"] not in zones():
            return SENTENCES["zone"]
        return SENTENCES["language"]
    if given["country"] and given["country"] not in countries("en"):
        return SENTENCES["country"]
    return ""


@functools.cache
def zones() -> list[str]:
    """Places, and UTC."""
    found = [z for z in available_timezones() if "/" in z and z.split("/")[0] not in NO_PLACES]
    return [*sorted(found), "UTC"]


@functools.cache
def countries(language: str) -> dict[str, str]:
    """Two letters and the name, by name."""
    names = Locale.parse(language).territories
    found = {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return dict(sorted(found.items(), key=lambda each: each[1]))


def place_choices(language: str) -> dict[str, object]:
    locale = Locale.parse(language)
    names = {code: locale.languages.get(code, code) for code in LANGUAGES}
    return {"zones": zones(), "countries": countries(language), "tongues": names}
