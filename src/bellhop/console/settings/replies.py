"""Words that the desk uses often."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import conversations, hotels
from bellhop.console.desk import Desk, Manager
from bellhop.console.settings import frame
from bellhop.console.settings.house import place_choices
from bellhop.conversations import SavedReply
from bellhop.errors import BadInput, NotFound

router = APIRouter(prefix="/h/{hotel}/settings/replies")
Word = Annotated[str, Form()]


@router.get("")
async def show(desk: Manager, lang: str = "", edit: str = "") -> Response:
    return await _page(desk, lang=lang, edit=edit)


@router.post("")
async def keep(
    desk: Manager, name: Word = "", text: Word = "", language: Word = "", old: Word = ""
) -> Response:
    """A new one, or a change; `old` is the name it had."""
    try:
        async with desk.open() as session:
            if old and old != " ".join(name.split()):
                await _forget(session, old)
            await conversations.care.save_reply(session, desk.hotel.id, name, text, language)
            await hotels.note(session, desk.hotel.id, desk.actor, "reply_saved", name=name[:60])
    except BadInput as error:
        given = {"name": name, "text": text, "language": language, "old": old}
        return await _page(desk, wrong=str(error), given=given)
    return frame.back(desk, "replies")


@router.post("/{reply_id}/forget")
async def forget(desk: Manager, reply_id: UUID) -> Response:
    async with desk.open() as session:
        row = await session.get(SavedReply, (desk.hotel.id, reply_id))
        if row is None:
            raise NotFound("there is no such reply")
        await conversations.care.forget_reply(session, reply_id)
        await hotels.note(session, desk.hotel.id, desk.actor, "reply_removed", name=row.name)
    return frame.back(desk, "replies", "removed")


async def _forget(session: AsyncSession, name: str) -> None:
    row = await session.scalar(select(SavedReply).where(SavedReply.name == name))
    if row is not None:
        await conversations.care.forget_reply(session, row.id)


async def _page(
    desk: Desk,
    *,
    lang: str = "",
    edit: str = "",
    wrong: str = "",
    given: dict[str, str] | None = None,
) -> Response:
    async with desk.open() as session:
        every = await conversations.care.saved_replies(session)
    chosen = next((each for each in every if str(each.id) == edit), None)
    form = {"name": "", "text": "", "language": lang, "old": ""}
    if chosen is not None:
        form = {
            "name": chosen.name,
            "text": chosen.text,
            "language": chosen.language,
            "old": chosen.name,
        }
    return frame.show(
        desk, "replies", "settings/replies.html", wrong=wrong, spoken_in=lang, given=given or form,
        replies=[each for each in every if not lang or each.language == lang],
        spoken=sorted({each.language for each in every if each.language}),
        **place_choices(desk.words.language),
    )  # fmt: skip
