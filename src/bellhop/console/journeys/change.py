"""What managers change in journeys: switches, words, moments, conditions, manners."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import hotels, jobs, journeys
from bellhop.console.desk import Desk, Manager
from bellhop.console.journeys import forms, pages, read
from bellhop.console.journeys.forms import Data
from bellhop.console.journeys.pages import Shown
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.jobs import Job
from bellhop.journeys import Rule

router = APIRouter(prefix="/h/{hotel}/journeys")
NAME_LIMIT = 120

Field = Annotated[str, Form()]
Version = Annotated[int, Form()]
"""Of the rule on the page: somebody may have changed it meanwhile."""


@router.post("/new")
async def new(desk: Manager, name: Field = "") -> Response:
    """A rule of the hotel's own, switched off: it says hello on the first full day."""
    if not name.strip():
        raise BadInput("A rule needs a name.")
    hello = {"ru": "Здравствуйте", "en": "Hello"}
    language = desk.hotel.locale[:2]
    text = hello.get(language, hello["en"]) + "{% if guest_name %}, {{ guest_name }}{% endif %}!"
    given = {
        "when": {"type": "local", "anchor": "checkin", "days": 1, "time": "12:00"},
        "what": {"texts": {language if language in hello else "en": text}},
    }
    async with desk.open() as session:
        key = await _free_key(session, name)
        definition = journeys.read_definition(given)
        rule_id = await journeys.save_rule(
            session, desk.hotel, key=key, name=name[:NAME_LIMIT], definition=definition
        )
        await hotels.note(session, desk.hotel.id, desk.actor, "journey_added", key=key)
    return _to(desk, rule_id)


@router.post("/play")
async def play(desk: Manager) -> Response:
    """Three made-up guests live through a stay, on the sandbox's phones only."""
    if not desk.hotel.sandbox:
        raise Refused("Only a sandbox hotel can play a stay.")
    async with desk.open() as session:
        await hotels.note(session, desk.hotel.id, desk.actor, "stay_played")
        jobs.enqueue(session, Job.PLAY_STAY, desk.hotel.id, desk.hotel.id)
    return RedirectResponse(f"{desk.base}/inbox?queue=all", 303)


@router.post("/{rule_id}/switch")
async def switch(desk: Manager, rule_id: UUID, on: Field = "") -> Response:
    async with desk.open() as session:
        rule = await read.one(session, rule_id)
        await journeys.switch(session, desk.hotel, rule_id, on=on == "yes")
        what = "journey_on" if on == "yes" else "journey_off"
        await hotels.note(session, desk.hotel.id, desk.actor, what, key=rule.key)
    return _to(desk, rule_id)


@router.post("/{rule_id}/name")
async def rename(desk: Manager, rule_id: UUID, name: Field = "", version: Version = 0) -> Response:
    return await _change(desk, rule_id, version, lambda data: data, Shown(), name=name)


@router.post("/{rule_id}/text")
async def text(
    desk: Manager,
    rule_id: UUID,
    lang: Field,
    variant: Annotated[int, Form(ge=0, le=20)] = 0,
    text: Field = "",
    share: Annotated[int, Form(ge=0, le=100)] = 1,
    deed: Field = "save",
    version: Version = 0,
) -> Response:
    """Keep one wording, add one beside it, or take it away."""
    lang = lang.strip().lower()
    shown = Shown(lang, variant, text=text, wrong_in="text")

    def changed(data: Data) -> Data:
        if deed == "remove":
            return forms.without_text(data, lang, variant)
        data = forms.with_text(data, lang, variant, text, share)
        if deed == "another":
            count = len(data["what"]["texts"][lang])
            data = forms.with_text(data, lang, count, text, share)
        return data

    return await _change(desk, rule_id, version, changed, shown)


@router.post("/{rule_id}/when")
async def when(desk: Manager, rule_id: UUID, version: Version = 0) -> Response:
    given = await _form(desk)
    return await _change(
        desk, rule_id, version, lambda data: forms.with_when(data, given), Shown(wrong_in="rule")
    )


@router.post("/{rule_id}/manners")
async def manners(desk: Manager, rule_id: UUID, version: Version = 0) -> Response:
    given = await _form(desk)
    return await _change(
        desk, rule_id, version, lambda data: forms.with_manners(data, given), Shown(wrong_in="rule")
    )


@router.post("/{rule_id}/condition")
async def condition(
    desk: Manager,
    rule_id: UUID,
    number: Annotated[int, Form()] = -1,
    fact: Field = "",
    op: Field = "is",
    value: Field = "",
    deed: Field = "save",
    version: Version = 0,
) -> Response:
    """One condition: changed, added (a number below zero) or taken away."""

    def changed(data: Data) -> Data:
        if deed == "remove":
            return forms.without_condition(data, number)
        place = number if number >= 0 else 1_000
        return forms.with_condition(data, place, fact, op, value)

    return await _change(desk, rule_id, version, changed, Shown(add="", wrong_in="rule"))


@router.post("/{rule_id}/join")
async def join(desk: Manager, rule_id: UUID, how: Field = "all", version: Version = 0) -> Response:
    return await _change(
        desk, rule_id, version, lambda data: forms.with_join(data, how), Shown(wrong_in="rule")
    )


@router.post("/{rule_id}/data")
async def data(desk: Manager, rule_id: UUID, data: Field = "", version: Version = 0) -> Response:
    """The whole definition as data, for what the forms cannot say."""

    def changed(_: Data) -> Data:
        try:
            given = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise BadInput(f"not JSON: {error}") from None
        if not isinstance(given, dict):
            raise BadInput("A definition is an object.")
        return given

    return await _change(desk, rule_id, version, changed, Shown(data=data, wrong_in="data"))


async def _change(
    desk: Desk,
    rule_id: UUID,
    version: int,
    changed: Callable[[Data], Data],
    shown: Shown,
    *,
    name: str = "",
) -> Response:
    """Read, change, check and keep; what cannot be kept is shown again with the reason."""
    try:
        async with desk.open() as session:
            rule = await read.one(session, rule_id)
            _still(rule, version)
            definition = journeys.read_definition(changed(forms.data_of(rule.definition)))
            kept = (name.strip() or rule.name)[:NAME_LIMIT]
            await journeys.save_rule(
                session, desk.hotel, key=rule.key, name=kept, definition=definition
            )
            await hotels.note(session, desk.hotel.id, desk.actor, "journey_changed", key=rule.key)
    except BadInput as error:
        return await pages.show(desk, rule_id, replace(shown, wrong=desk.words(str(error))))
    return _to(desk, rule_id, shown)


def _still(rule: Rule, version: int) -> None:
    if version != rule.version:
        raise BadInput("Someone changed this while you wrote.")


async def _form(desk: Desk) -> dict[str, str]:
    return {name: str(value) for name, value in (await desk.request.form()).items()}


async def _free_key(session: AsyncSession, name: str) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]
    stem = stem if stem and stem[0].isalpha() else f"own_{stem}".rstrip("_")
    for number in range(1, 1_000):
        key = stem if number == 1 else f"{stem}_{number}"
        try:
            await journeys.id_of(session, key)
        except NotFound:
            return key
    raise BadInput("A rule needs a name.")


def _to(desk: Desk, rule_id: UUID, shown: Shown | None = None) -> Response:
    back = f"{desk.base}/journeys/{rule_id}"
    if shown is not None and shown.language:
        back += f"?lang={shown.language}&variant={shown.variant}"
    return RedirectResponse(back, 303)
