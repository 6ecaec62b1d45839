"""What managers change in knowledge, and agents suggest."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import knowledge
from bellhop.console.desk import Agent, Desk, Manager
from bellhop.console.knowledge import forms, pages, read
from bellhop.console.knowledge.forms import Fields
from bellhop.console.knowledge.pages import Shown
from bellhop.errors import BadInput
from bellhop.knowledge import NewEntry

router = APIRouter(prefix="/h/{hotel}/knowledge")


@router.post("/new")
async def add(desk: Manager) -> Response:
    fields = await forms.given(desk)
    try:
        async with desk.open() as session:
            entry = forms.entry_of(fields, await _free_name(session, fields))
            entry_id = await _keep(session, desk, fields, entry)
    except BadInput as error:
        return await pages.show(desk, fields, Shown(wrong=desk.words(str(error))))
    return _to(desk, entry_id, "published")


@router.post("/suggest")
async def suggest(desk: Agent) -> Response:
    """For whoever may not change: kept until a manager has looked at it."""
    fields = await forms.given(desk)
    try:
        async with desk.open() as session:
            entry = replace(forms.entry_of(fields), id=fields.name)
            await knowledge.suggest(session, desk.hotel.id, entry, by=desk.actor)
    except BadInput as error:
        return await pages.show(desk, fields, Shown(wrong=desk.words(str(error))))
    return RedirectResponse(f"{desk.base}/knowledge/unanswered?done=suggested", 303)


@router.post("/versions/{version_id}/restore")
async def restore(desk: Manager, version_id: UUID) -> Response:
    async with desk.open() as session:
        entry = await knowledge.restore(session, desk.hotel.id, version_id, by=desk.actor)
        row = await read.by_key(session, entry.id, entry.lang)
        assert row is not None, "just written"  # noqa: S101
        entry_id = row.id
    return _to(desk, entry_id, "restored")


@router.post("/{entry_id}")
async def save(desk: Manager, entry_id: UUID) -> Response:
    fields = await forms.given(desk)
    try:
        async with desk.open() as session:
            row = await read.one(session, desk, entry_id)
            number = await knowledge.number_of(session, row.external_id, row.lang)
            if fields.version != number:
                raise BadInput("Someone changed this while you wrote.")  # noqa: TRY301
            fields = replace(fields, name=row.external_id, lang=row.lang, entry_id=row.id)
            await _keep(session, desk, fields, forms.entry_of(fields))
    except BadInput as error:
        return await pages.show(desk, fields, Shown(wrong=desk.words(str(error))))
    return _to(desk, entry_id, "published")


@router.post("/{entry_id}/remove")
async def remove(desk: Manager, entry_id: UUID) -> Response:
    """It can be brought back, so nobody is asked whether they are sure."""
    async with desk.open() as session:
        await knowledge.remove(session, desk.hotel.id, entry_id, by=desk.actor)
    return RedirectResponse(f"{desk.base}/knowledge/removed", 303)


async def _keep(session: AsyncSession, desk: Desk, fields: Fields, entry: NewEntry) -> UUID:
    """Written, and what it answers is settled. Its row's id."""
    hotel_id, by = desk.hotel.id, desk.actor
    await knowledge.save(session, hotel_id, entry, by=by)
    if fields.asked:
        await knowledge.settle_questions(session, hotel_id, fields.asked, "answered", by=by)
    if fields.suggestion is not None:
        await knowledge.settle_suggestion(session, hotel_id, fields.suggestion, "taken", by=by)
    row = await read.by_key(session, entry.id, entry.lang)
    assert row is not None, "just written"  # noqa: S101
    return row.id


async def _free_name(session: AsyncSession, fields: Fields) -> str:
    """A new entry takes nobody's place; one in another language has its name already, and a
    suggestion may be about an entry that stands."""
    name = fields.name or knowledge.id_for(fields.question)
    if fields.suggestion is not None and fields.name:
        return name
    for number in range(1, 1_000):
        tried = name if number == 1 else f"{name}-{number}"
        if await read.by_key(session, tried, fields.lang) is None:
            return tried
    raise BadInput("A question is missing.")


def _to(desk: Desk, entry_id: UUID, done: str) -> Response:
    return RedirectResponse(f"{desk.base}/knowledge/{entry_id}?done={done}", 303)
