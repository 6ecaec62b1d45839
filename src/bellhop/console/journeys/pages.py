"""Pages of journeys: the rules with one of them open, what goes today, what is held back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import hotels, journeys
from bellhop.console import layout
from bellhop.console.desk import Agent, Desk, Manager
from bellhop.console.journeys import phases, read
from bellhop.journeys import Rule

router = APIRouter(prefix="/h/{hotel}/journeys")
WHO_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a rule is open, and what its form could not keep."""

    language: str = ""
    variant: int = 0
    add: str = ""
    text: str | None = None
    data: str | None = None
    wrong: str = ""
    wrong_in: str = ""
    guest: UUID | None = None


@router.get("")
async def board(desk: Agent) -> Response:
    """The rules; beside them the first one, where there is room for it."""
    async with desk.open() as session:
        rules = await _all(session, desk)
        values = await _values(session, desk, rules, rules[0], Shown())
    return layout.page(desk, "journeys/page.html", section="journeys", chosen=False, **values)


@router.get("/today")
async def today(desk: Agent) -> Response:
    """What went today and what is still to go."""
    async with desk.open() as session:
        entries = await journeys.today(session, desk.hotel)
    return _entries(desk, "today", entries)


@router.get("/held")
async def held(desk: Agent) -> Response:
    """What should have gone and waits for a better moment."""
    async with desk.open() as session:
        entries = await journeys.held(session, desk.hotel)
    return _entries(desk, "held", entries)


@router.get("/{rule_id}")
async def one(
    desk: Agent, rule_id: UUID, lang: str = "", variant: int = 0, add: str = "", guest: str = ""
) -> Response:
    return await show(
        desk, rule_id, Shown(lang, max(0, variant), add, guest=UUID(guest) if guest else None)
    )


@router.get("/{rule_id}/who")
async def who(desk: Agent, rule_id: UUID) -> Response:
    """Who would get it in the coming days: asked for by itself, because it looks at every stay."""
    async with desk.open() as session:
        rule = await read.one(session, rule_id)
        found = await journeys.who_would_get(session, desk.hotel, rule)
    values: dict[str, Any] = {"rule": rule, "found": found[:WHO_SHOWN], "of": len(found)}
    values["goes"] = sum(each.goes for each in found)
    if layout.wants_middle(desk.request):
        return layout.fragment(desk, "journeys/who.html", **values)
    return layout.page(desk, "journeys/who_page.html", section="journeys", **values)


@router.post("/{rule_id}/preview")
async def preview(
    desk: Manager,
    rule_id: UUID,
    text: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
    guest: Annotated[str, Form()] = "",
) -> Response:
    """The bubble while somebody writes."""
    stay_id = UUID(guest) if guest else None
    async with desk.open() as session:
        rule = await read.one(session, rule_id)
        tried = await journeys.try_text(session, desk.hotel, text, lang or "en", stay_id)
    return layout.fragment(desk, "journeys/bubble.html", tried=tried, **_about(rule, text))


async def show(desk: Desk, rule_id: UUID, shown: Shown) -> Response:
    """One rule beside the list. `shown.wrong`: it is told why its form was not kept."""
    async with desk.open() as session:
        rules = await _all(session, desk)
        rule = await read.one(session, rule_id)
        values = await _values(session, desk, rules, rule, shown)
    status = 422 if shown.wrong else 200
    return layout.page(
        desk, "journeys/page.html", section="journeys", status=status, chosen=True, **values
    )


async def _all(session: AsyncSession, desk: Desk) -> list[Rule]:
    """The first visit brings the ready-made rules, all of them switched off."""
    rules = await journeys.rules(session)
    if not rules:
        count = await journeys.install(session, desk.hotel)
        await hotels.note(session, desk.hotel.id, desk.actor, "journeys_installed", rules=count)
        rules = await journeys.rules(session)
    return rules


async def _values(
    session: AsyncSession, desk: Desk, rules: list[Rule], rule: Rule, shown: Shown
) -> dict[str, Any]:
    language = desk.words.language
    texts = rule.definition.what.texts
    lang = shown.language or (language if language in texts else next(iter(texts), language))
    variants = texts.get(lang, ())
    variant = min(shown.variant, len(variants))
    text = shown.text
    if text is None:
        text = variants[variant].text if variant < len(variants) else ""
    examples = await read.examples(session, desk)
    guest = shown.guest or (examples[0].stay_id if examples else None)
    found = read.slots(rule, language)
    return {
        "groups": phases.by_phase(rules),
        "say_when": {each.id: journeys.of_when(each.definition.when, language) for each in rules},
        "rule": rule,
        "definition": rule.definition,
        "when": rule.definition.when,
        "who_said": journeys.of_condition(rule.definition.who, language),
        "join": found[0] if found else "",
        "slots": found[1] if found else None,
        "adding": _adding(shown.add, language),
        "facts": [(key, fact.ru if language == "ru" else fact.en)
                  for key, fact in journeys.FACTS.items()],
        "lang": lang,
        "tabs": list(dict.fromkeys([desk.hotel.locale[:2], "ru", "en", *texts, lang])),
        "variants": variants,
        "variant": variant,
        "text": text,
        "share": variants[variant].share if variant < len(variants) else 1,
        "variables": [(key, words[1 if language == "ru" else 0])
                      for key, words in journeys.VARIABLES.items()],
        "tried": await journeys.try_text(session, desk.hotel, text, lang, guest),
        "examples": examples,
        "guest": guest,
        "steps": await read.funnel(session, desk, rule),
        "kept_back": await read.kept_back(session, desk, rule),
        "as_data": shown.data or read.as_data(rule),
        "wrong": shown.wrong,
        "wrong_in": shown.wrong_in,
        "words_of": read,
        **_about(rule, text),
    }  # fmt: skip


def _adding(fact: str, language: str) -> read.Slot | None:
    if fact not in journeys.FACTS and not fact.startswith("attribute."):
        return None
    return read.slot(-1, {"fact": fact}, "", language)


def _about(rule: Rule, text: str) -> dict[str, Any]:
    offer = rule.definition.manners.kind == "service" and read.offers_something(text)
    return {"offer": offer, "letters": len(text)}


def _entries(desk: Desk, view: str, entries: list[journeys.Entry]) -> Response:
    return layout.page(
        desk, "journeys/entries.html", section="journeys", view=view, entries=entries,
        why={each.send_id: _why(each, desk.words.language) for each in entries},
    )  # fmt: skip


def _why(entry: journeys.Entry, language: str) -> str:
    return journeys.reason_in_words(entry.reason, language) if entry.reason else ""
