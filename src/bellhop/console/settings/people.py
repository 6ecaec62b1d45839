"""Who is told of an alert, by which road, and when: the ladder, one rung after the other."""

from __future__ import annotations

from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Form, Response
from sqlalchemy import select

from bellhop import notify
from bellhop.console.desk import Desk, Manager
from bellhop.console.settings import frame, rules
from bellhop.console.settings.rules import Given
from bellhop.conversations import Conversation
from bellhop.errors import BadInput, NotFound, NotifyError
from bellhop.hotels import ladder
from bellhop.hotels.ladder import Hours, Least, NewRung, Road, When
from bellhop.notify import Note

router = APIRouter(prefix="/h/{hotel}/settings/people")
Word = Annotated[str, Form()]
# words: begin
ROADS = {
    "address": "Telegram, Slack and others (an Apprise address)",
    "email": "E-mail",
    "group": "A group on the hotel’s own number",
}
HOURS = {
    "always": "at every hour",
    "open": "while the desk is open",
    "closed": "while the desk is closed",
}
LEAST = {
    "waiting": "everything",
    "warn": "what needs a person, and danger",
    "danger": "danger only",
}
WRONG = {
    "target": "This cannot be called. Look at the examples below the field.",
    "many": "A ladder has 20 rungs at most.",
    "late": "Write the minutes as a number, up to 1440.",
    "failed": "It was not taken. Check the address.",
    "group": "A group is told by the hotel’s number; send a test alert to see it.",
}
# words: end


@router.get("")
async def show(desk: Manager) -> Response:
    return await _page(desk)


@router.post("")
async def add(
    desk: Manager,
    name: Word = "",
    road: Word = "address",
    target: Word = "",
    minutes: Word = "0",
    hours: Word = "always",
    least: Word = "waiting",
) -> Response:
    """One more rung. Its address is never shown whole again."""
    given = {"name": name, "road": road, "minutes": minutes, "hours": hours, "least": least}
    try:
        when = _when(minutes, hours, least)
        new = NewRung(name, _road(road), target, when)
        async with desk.open() as session:
            await ladder.add_rung(session, desk.hotel.id, new, desk.actor)
    except BadInput as error:
        return await _page(desk, wrong=_say(error), given=given)
    return frame.back(desk, "people", "added")


@router.post("/{rung_id}")
async def move(
    desk: Manager, rung_id: UUID, minutes: Word = "", hours: Word = "", least: Word = ""
) -> Response:
    try:
        when = _when(minutes, hours, least)
        async with desk.open() as session:
            await ladder.move_rung(session, desk.hotel.id, rung_id, when, desk.actor)
    except BadInput as error:
        return await _page(desk, wrong=_say(error))
    return frame.back(desk, "people")


@router.post("/{rung_id}/remove")
async def remove(desk: Manager, rung_id: UUID) -> Response:
    async with desk.open() as session:
        await ladder.remove_rung(session, desk.hotel.id, rung_id, desk.actor)
    return frame.back(desk, "people", "removed")


@router.post("/{rung_id}/try")
async def try_one(desk: Manager, rung_id: UUID) -> Response:
    """Tell this one now, to see that it arrives."""
    async with desk.open() as session:
        rung = next((each for each in await ladder.rungs(session) if each.id == rung_id), None)
    if rung is None:
        raise NotFound("there is no such rung")
    if rung.road == "group":
        return await _page(desk, wrong=WRONG["group"])
    note = Note(f"{desk.hotel.name}: Bellhop", desk.words("A test from the settings."))
    try:
        if rung.road == "email":
            await notify.mail(rung.target, note)
        else:
            await notify.send(rung.target.split(), note)
    except NotifyError:
        return await _page(desk, wrong=WRONG["failed"])
    return frame.back(desk, "people", "tested")


def _road(road: str) -> Road:
    """Raises BadInput."""
    if road not in ROADS:
        raise BadInput(WRONG["target"])
    return cast("Road", road)


def _when(minutes: str, hours: str, least: str) -> When:
    """Raises BadInput."""
    try:
        seconds = round(float(minutes.replace(",", ".") or 0) * 60)
    except (ValueError, OverflowError):
        raise BadInput(WRONG["late"]) from None
    if not 0 <= seconds <= ladder.LATEST_SECONDS or hours not in HOURS or least not in LEAST:
        raise BadInput(WRONG["late"])
    return When(seconds, cast("Hours", hours), cast("Least", least))


def _say(error: BadInput) -> str:
    words = str(error)
    if words in WRONG.values():
        return words
    return WRONG["many" if "at most" in words else "target"]


async def page(desk: Desk, rule: Given) -> Response:
    return await _page(desk, rule=rule)


async def _page(
    desk: Desk,
    *,
    wrong: str = "",
    given: dict[str, str] | None = None,
    rule: Given | None = None,
) -> Response:
    rule = rule or Given()
    empty = {"name": "", "road": "address", "minutes": "0", "hours": "always", "least": "waiting"}
    async with desk.open() as session:
        rungs = await ladder.rungs(session)
        groups = list(
            await session.scalars(
                select(Conversation.chat_id).where(Conversation.chat_kind == "group").limit(20)
            )
        )
    return frame.show(
        desk,
        "people",
        "settings/people.html",
        wrong=wrong or rules.sentence(rule),
        rungs=rungs,
        groups_here=groups,
        roads=ROADS,
        hours=HOURS,
        least=LEAST,
        given=given or empty,
        **rules.about_rules(desk, "people", rule),
    )
