"""Texts of journeys as they would read for this guest, to be sent by hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import journeys
from bellhop.console import layout
from bellhop.console.desk import Agent, Desk
from bellhop.console.inbox.rows import stays_of
from bellhop.conversations import Conversation
from bellhop.errors import NotFound
from bellhop.journeys import Rule

router = APIRouter(prefix="/h/{hotel}/inbox/{chat_id}")
LINK = "_link"
"""Links of a rule are made when it sends, one for each guest, so its text cannot be copied."""


@dataclass(frozen=True, slots=True)
class Filled:
    name: str
    text: str


@router.get("/templates")
async def offer(desk: Agent, chat_id: UUID) -> Response:
    """Asked for when somebody opens the menu."""
    async with desk.open() as session:
        chat = await session.get(Conversation, (desk.hotel.id, chat_id))
        if chat is None:
            raise NotFound("there is no such chat")
        found = await _filled(session, desk, chat)
    return layout.fragment(desk, "inbox/templates.html", templates=found)


async def _filled(session: AsyncSession, desk: Desk, chat: Conversation) -> list[Filled]:
    """Nothing without a booking: words for a guest who is made up are not for sending."""
    if chat.guest_id is None:
        return []
    stay = (await stays_of(session, [chat.guest_id], desk.hotel.now())).get(chat.guest_id)
    if stay is None:
        return []
    found = []
    for rule in await journeys.rules(session):
        language, words = _words(rule, chat.language or desk.hotel.locale[:2], desk.hotel.locale)
        if words and LINK not in words:
            tried = await journeys.try_text(session, desk.hotel, words, language, stay.id)
            if tried.text:
                found.append(Filled(rule.name, tried.text))
    return found


def _words(rule: Rule, language: str, locale: str) -> tuple[str, str]:
    """In the guest's language, else the hotel's."""
    texts = rule.definition.what.texts
    for each in (language[:2], locale[:2]):
        if texts.get(each):
            return each, texts[each][0].text
    return locale[:2], ""
