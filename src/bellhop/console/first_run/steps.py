"""The pages of the first run: one for each step, with the ring and what is done already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bellhop import hotels, journeys, lines
from bellhop.console import layout
from bellhop.console.desk import Desk, Manager
from bellhop.console.first_run.answers import Form
from bellhop.console.first_run.questions import ten_for
from bellhop.console.labels import CHANNELS
from bellhop.console.settings.channel import STATES, read_numbers
from bellhop.console.settings.house import place_choices
from bellhop.errors import NotFound

router = APIRouter(prefix="/h/{hotel}/start")
RULES_FIRST = ("booking_confirmed", "pre_arrival_1d", "welcome_checked_in", "how_is_everything")


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    title: str
    lead: str


# words: begin
STEPS = (
    Step(
        "place", title="Language and zone", lead="What the hotel is called and where its clock is."
    ),
    Step("answers", title="Your answers", lead="One form. The bot answers from it at once."),
    Step(
        "stay", title="Watch a stay", lead="Three made-up guests live through six days in a minute."
    ),
    Step(
        "questions",
        title="Ten questions",
        lead="See what guests would be told, and mend what is wrong.",
    ),
    Step(
        "journeys",
        title="Messages of the stay",
        lead="What goes by itself, once, at the right moment.",
    ),
    Step("number", title="The number", lead="Connect the phone that guests write to."),
    Step("phone", title="Your own phone", lead="Be the first guest: get a message and answer it."),
    Step(
        "people",
        title="Colleagues and alerts",
        lead="Let somebody in, and see that an alert arrives.",
    ),
)
# words: end


@router.get("")
async def go_on(desk: Manager) -> Response:
    """To the first step that is open."""
    key = hotels.first_run.next_step(desk.hotel.first_run or {})
    return RedirectResponse(f"{desk.base}/start/{key or 'done'}", 303)


@router.get("/done")
async def done(desk: Manager) -> Response:
    return layout.page(desk, "first_run/done.html", section="settings", **common(desk, ""))


@router.get("/{step}")
async def show(desk: Manager, step: str) -> Response:
    return await page(desk, step)


async def page(desk: Desk, step: str, *, wrong: str = "", **values: Any) -> Response:
    """One step; `values` replace what it would show by itself. Raises NotFound."""
    if step not in hotels.first_run.STEPS:
        raise NotFound("there is no such step")
    known = await _about(desk, step)
    return layout.page(
        desk, f"first_run/{step}.html", section="settings", status=422 if wrong else 200,
        wrong=desk.words(wrong) if wrong else "", **common(desk, step), **(known | values),
    )  # fmt: skip


def common(desk: Desk, step: str) -> dict[str, Any]:
    kept = desk.hotel.first_run or {}
    return {
        "steps": STEPS,
        "kept": kept,
        "finished": sum(kept.get(each.key) == hotels.first_run.DONE for each in STEPS),
        "step": next((each for each in STEPS if each.key == step), None),
    }


async def _about(desk: Desk, step: str) -> dict[str, Any]:
    """What a step shows before anything was sent."""
    hotel = desk.hotel
    match step:
        case "place":
            place = {
                "name": hotel.name,
                "timezone": hotel.timezone,
                "locale": hotel.locale,
                "country": hotel.country or "",
            }
            return {"place": place, **place_choices(desk.words.language)}
        case "answers":
            rules = hotel.rules
            given = Form(
                check_in=f"{rules.check_in:%H:%M}",
                check_out=f"{rules.check_out:%H:%M}",
                address=rules.address,
                desk_phone=rules.desk_phone,
            )
            return {"given": given, "has_wifi": "wifi_password" in hotel.secrets()}
        case "questions":
            return {"asked": ten_for(hotel.locale[:2]), "tried": None}
        case "journeys":
            return await _rules(desk)
        case "stay" | "number" | "phone":
            return await _numbers(desk)
        case _:
            return {"link": "", "whom": "", "told": False}


async def _rules(desk: Desk) -> dict[str, Any]:
    async with desk.open() as session:
        found = await journeys.rules(session)
        if not found:
            await journeys.install(session, desk.hotel)
            found = await journeys.rules(session)
    language = desk.words.language
    return {
        "rules": found,
        "sentences": {each.id: journeys.of_when(each.definition.when, language) for each in found},
        "first": RULES_FIRST,
    }


async def _numbers(desk: Desk) -> dict[str, Any]:
    numbers = await read_numbers(desk)
    return {
        "numbers": numbers,
        "states": STATES,
        "channels": CHANNELS,
        "may_practise": lines.practice.is_there(),
        "phone_page": lines.practice.phone_page,
        "number": {"instance_id": "", "api_url": "https://api.green-api.com"},
        "sent": False,
        "phone": "",
    }
