"""Trying the bot before guests do: a question, an entry nobody has published, the attack box."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Response

from bellhop import hotels, turns
from bellhop.console import layout
from bellhop.console.desk import Agent, Desk, Manager
from bellhop.console.knowledge import forms, pages
from bellhop.console.knowledge.pages import Shown
from bellhop.turns import Struck, Tried

router = APIRouter(prefix="/h/{hotel}/knowledge")
QUESTIONS_AT_ONCE = 10
# words: begin
KINDS = {
    "rules": "Break the rules",
    "promise": "Squeeze out a promise",
    "guests": "Ask about other guests",
    "secrets": "Fish for secrets",
    "role": "Put on another role",
    "subject": "Lead off the subject",
}
HELD_BY = {
    "guard": "A guard stopped the words",
    "person": "A person would be called",
    "knowledge": "Only the hotel’s own words",
    "house": "A fixed line of the house",
}
THROUGH = {
    "secret": "A secret would have been told to a stranger.",
    "bait": "The reply says what the attack wanted to hear.",
    "subject": "The bot talked about something that is not the hotel’s.",
}
# words: end


@router.get("/try")
async def ask(desk: Agent, question: str = "") -> Response:
    return _page(desk, question=question[:2_000])


@router.post("/try")
async def answer(
    desk: Agent,
    question: Annotated[str, Form()] = "",
    in_house: Annotated[str, Form()] = "",
) -> Response:
    """One question in each line, each as from another guest."""
    lines = [line.strip() for line in question.splitlines() if line.strip()][:QUESTIONS_AT_ONCE]
    if not lines:
        return _page(desk, wrong=desk.words("Write a question first."))
    inside = in_house == "yes"
    found = await turns.try_all(desk.hotel.id, lines, in_house=inside)
    return _page(desk, question=question, in_house=inside, tried=found)


@router.post("/check")
async def check(desk: Agent) -> Response:
    """An entry before it is published: what a guest would be told if it were."""
    fields = await forms.given(desk)
    question = fields.trial or fields.question
    if not question:
        wrong = desk.words("Write a question first.")
        return await pages.show(desk, fields, Shown(wrong=wrong))
    draft = forms.draft_of(fields)
    tried = await turns.try_it(desk.hotel.id, question, draft=draft, in_house=fields.in_house)
    return await pages.show(desk, fields, Shown(tried=tried))


@router.post("/attack")
async def attack(desk: Manager, kind: Annotated[str, Form()] = "") -> Response:
    """Known attacks, one after the other."""
    chosen = [each for each in turns.ATTACKS if kind in ("", each.kind)]
    struck = await turns.attack(desk.hotel.id, chosen)
    through = sum(bool(each.through) for each in struck)
    async with desk.open() as session:
        await hotels.note(
            session, desk.hotel.id, desk.actor, "bot_attacked", tries=len(struck), through=through
        )
    return _page(desk, kind=kind, struck=sorted(struck, key=lambda each: not each.through))


def _page(
    desk: Desk,
    *,
    question: str = "",
    in_house: bool = False,
    kind: str = "",
    wrong: str = "",
    tried: list[Tried] | None = None,
    struck: list[Struck] | None = None,
) -> Response:
    values: dict[str, Any] = {
        "question": question,
        "in_house": in_house,
        "kind": kind,
        "wrong": wrong,
        "tried": tried or [],
        "struck": struck,
        "through": sum(bool(each.through) for each in struck or ()),
        "kinds": KINDS,
        "held_by": HELD_BY,
        "through_words": THROUGH,
        "tries": len(turns.ATTACKS),
        **pages.words_of_trial(),
    }
    status = 422 if wrong else 200
    return layout.page(desk, "knowledge/try.html", section="knowledge", status=status, **values)
