"""The entries, with one of them open, and those that were taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import knowledge, turns
from bellhop.console import labels, layout
from bellhop.console.desk import Agent, Desk
from bellhop.console.knowledge import forms, read
from bellhop.console.knowledge.forms import Fields
from bellhop.knowledge import KnowledgeSuggestion
from bellhop.turns import Tried

router = APIRouter(prefix="/h/{hotel}/knowledge")
MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """What is beside the form: why it was not kept, what a trial said, what was just done."""

    wrong: str = ""
    tried: Tried | None = None
    done: str = ""
    chosen: bool = True


@router.get("")
async def board(
    desk: Agent, q: str = "", topic: str = "", lang: str = "", done: str = ""
) -> Response:
    """All entries; beside them the first one, where there is room for it."""
    shown = Shown(chosen=False, done=done)
    async with desk.open() as session:
        rows = await read.every(session)
        found = read.families(rows, desk, q=q, topic=topic, lang=lang)
        fields = Fields(lang=desk.hotel.locale[:2])
        if found:
            row = await read.one(session, desk, found[0].entry_id)
            number = await knowledge.number_of(session, row.external_id, row.lang)
            fields = forms.of_entry(row, number)
        values = await _values(session, desk, fields, shown, filters=(q, topic, lang))
    return _page(desk, values)


@router.get("/new")
async def new(
    desk: Agent,
    of: str = "",
    lang: str = "",
    asked: str = "",
    question: str = "",
    suggestion: str = "",
) -> Response:
    """An empty form; or one begun by a guest's question, another language, a suggestion."""
    async with desk.open() as session:
        fields = Fields(question=question[:500], lang=lang[:2] or desk.hotel.locale[:2])
        if forms.uuids(of):
            fields = await _translated(session, desk, forms.uuids(of)[0], fields.lang)
        elif forms.uuids(asked):
            fields = await _answering(session, forms.uuids(asked), fields)
        elif forms.uuids(suggestion):
            fields = await _suggested(session, desk, forms.uuids(suggestion)[0], fields)
        values = await _values(session, desk, fields, Shown())
    return _page(desk, values)


@router.get("/removed")
async def removed(desk: Agent) -> Response:
    async with desk.open() as session:
        rows = await knowledge.removed(session)
    return layout.page(desk, "knowledge/removed.html", section="knowledge", rows=rows)


@router.get("/{entry_id}")
async def one(desk: Agent, entry_id: UUID, done: str = "") -> Response:
    async with desk.open() as session:
        row = await read.one(session, desk, entry_id)
        number = await knowledge.number_of(session, row.external_id, row.lang)
        values = await _values(session, desk, forms.of_entry(row, number), Shown(done=done))
    return _page(desk, values)


async def show(desk: Desk, fields: Fields, shown: Shown) -> Response:
    """The form as it was sent, with what came of it."""
    async with desk.open() as session:
        values = await _values(session, desk, fields, shown)
    return _page(desk, values, status=422 if shown.wrong else 200)


async def _translated(session: AsyncSession, desk: Desk, entry_id: UUID, lang: str) -> Fields:
    row = await read.one(session, desk, entry_id)
    name = read.sibling_id(row.external_id, row.lang, lang)
    return Fields(lang=lang, topic=row.topic, name=name)


async def _answering(session: AsyncSession, ids: list[UUID], fields: Fields) -> Fields:
    words, lang = await read.words_asked(session, ids)
    known = lang or fields.lang
    return replace(fields, question=words[:500], lang=known[:2], asked=tuple(ids), trial=words)


async def _suggested(
    session: AsyncSession, desk: Desk, suggestion_id: UUID, fields: Fields
) -> Fields:
    row = await session.get(KnowledgeSuggestion, (desk.hotel.id, suggestion_id))
    if row is None:
        return fields
    number = await knowledge.number_of(session, row.external_id, row.lang)
    standing = await read.by_key(session, row.external_id, row.lang)
    return Fields(
        row.question, row.answer, row.lang, row.topic, row.external_id, number,
        suggestion=row.id, trial=row.question, entry_id=standing.id if standing else None,
    )  # fmt: skip


async def _values(
    session: AsyncSession,
    desk: Desk,
    fields: Fields,
    shown: Shown,
    filters: tuple[str, str, str] = ("", "", ""),
) -> dict[str, Any]:
    rows = await read.every(session)
    q, topic, lang = filters
    found = read.families(rows, desk, q=q, topic=topic, lang=lang)
    name = read.family_of(fields.name, fields.lang) if fields.name else ""
    own = next((each for each in read.families(rows, desk) if each.name == name), None)
    texts = {row.lang: row for row in rows if own and row.id in {t.entry_id for t in own.tongues}}
    secrets = desk.hotel.secrets()
    history = await knowledge.versions(session, fields.name, fields.lang) if fields.name else []
    return {
        "families": found[:MOST_SHOWN],
        "count": len(found),
        "of": len({read.family_of(row.external_id, row.lang) for row in rows}),
        "q": q,
        "topic": topic,
        "filter_lang": lang,
        "topics": read.topics(rows),
        "languages_in_use": read.languages(rows, desk),
        "f": fields,
        "own": own,
        "other": texts.get(desk.hotel.locale[:2]) or next(iter(texts.values()), None),
        "history": history,
        "shown": shown,
        "asked_count": len(await read.asked(session, desk)),
        "secrets": [(each, each in secrets) for each in turns.placeholders(fields.answer)],
        "known_secrets": sorted(secrets),
        **words_of_trial(),
    }


def words_of_trial() -> dict[str, Any]:
    """What a tried answer is told with."""
    return {"guards": labels.GUARDS, "attention": labels.ATTENTION, "brains": labels.BRAINS}


def _page(desk: Desk, values: dict[str, Any], *, status: int = 200) -> Response:
    return layout.page(desk, "knowledge/page.html", section="knowledge", status=status, **values)
