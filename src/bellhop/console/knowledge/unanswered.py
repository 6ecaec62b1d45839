"""What guests asked and knowledge could not answer, and what colleagues suggest."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from bellhop import knowledge
from bellhop.console import labels, layout
from bellhop.console.desk import Agent, Manager
from bellhop.console.knowledge import forms, read

router = APIRouter(prefix="/h/{hotel}/knowledge")


@router.get("/unanswered")
async def unanswered(desk: Agent, done: str = "") -> Response:
    async with desk.open() as session:
        asked = await read.asked(session, desk)
        suggested = await knowledge.suggestions(session)
    return layout.page(
        desk, "knowledge/unanswered.html", section="knowledge", asked=asked, suggested=suggested,
        done=done, guards=labels.GUARDS,
    )  # fmt: skip


@router.post("/unanswered/dismiss")
async def dismiss(desk: Manager, asked: Annotated[str, Form()] = "") -> Response:
    """These and their like stay away."""
    ids = forms.uuids(asked)
    async with desk.open() as session:
        await knowledge.settle_questions(session, desk.hotel.id, ids, "dismissed", by=desk.actor)
    return _back(desk.base)


@router.post("/suggestions/{suggestion_id}/dismiss")
async def dismiss_suggestion(desk: Manager, suggestion_id: UUID) -> Response:
    async with desk.open() as session:
        await knowledge.settle_suggestion(
            session, desk.hotel.id, suggestion_id, "dismissed", by=desk.actor
        )
    return _back(desk.base)


def _back(base: str) -> Response:
    return RedirectResponse(f"{base}/knowledge/unanswered", 303)
