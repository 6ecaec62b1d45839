"""Sections that are made of the hotel's rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Response

from bellhop import conversations, turns
from bellhop.console import layout
from bellhop.console.desk import Desk, Manager
from bellhop.console.settings import fields, frame
from bellhop.console.settings.groups import GROUPS, marks_for

router = APIRouter(prefix="/h/{hotel}/settings")


@dataclass(frozen=True, slots=True)
class Given:
    """A form that could not be kept: which group, what was given, what is wrong with it."""

    group: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


@router.get("/bot")
async def bot(desk: Manager) -> Response:
    return await show_bot(desk, Given())


@router.get("/hours")
async def hours(desk: Manager) -> Response:
    return show(desk, "hours", Given())


@router.get("/bot/balance")
async def balance(desk: Manager) -> Response:
    """What the providers say is left: asked when somebody looks, because it asks outside."""
    found = await turns.balances()
    if layout.wants_middle(desk.request):
        return layout.fragment(desk, "settings/balance.html", balances=found)
    return await show_bot(desk, Given(), balances=found)


async def show_bot(desk: Desk, given: Given, *, balances: Any = None) -> Response:
    now = desk.hotel.now()
    midnight = desk.hotel.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    async with desk.open() as session:
        zone = desk.hotel.timezone
        today = await conversations.costs(session, midnight, now, by="all", zone=zone)
        hour = await conversations.costs(
            session, now - timedelta(hours=1), now, by="all", zone=zone
        )
    return show(
        desk, "bot", given, "settings/bot.html", today=today[0] if today else None,
        hour=hour[0].calls if hour else 0, balances=balances,
    )  # fmt: skip


async def show_hours(desk: Desk, given: Given) -> Response:
    return show(desk, "hours", given)


def show(
    desk: Desk, section: str, given: Given, template: str = "settings/rules.html", **values: Any
) -> Response:
    about = about_rules(desk, section, given)
    return frame.show(desk, section, template, wrong=sentence(given), **about, **values)


def about_rules(desk: Desk, section: str, given: Given) -> dict[str, Any]:
    """What the macros of the groups want to know."""
    shown: dict[str, Any] = {}
    for group in GROUPS[section]:
        shown |= fields.values_of(desk.hotel.rules, group.fields)
    every = [each for group in GROUPS[section] for each in group.fields]
    return {
        "groups": GROUPS[section],
        "shown": shown | given.values,
        "faults": {name: _fault(desk, section, name, text) for name, text in given.wrong.items()},
        "marks": {
            each.name: marks_for(each.name, desk.hotel.rules)
            for each in every
            if each.kind == "marks"
        },
    }


# words: begin
NOT_SAVED = {"": "Not saved. Look at the fields that are marked."}
# words: end


def sentence(given: Given) -> str:
    return NOT_SAVED[""] if given.wrong else ""


def _fault(desk: Desk, section: str, name: str, text: str) -> str:
    found = next((f for g in GROUPS[section] for f in g.fields if f.name == name), None)
    bound = 0.0 if found is None else (found.most if "more" in text else found.least)
    return desk.words(text).replace("{n}", f"{bound:g}")
