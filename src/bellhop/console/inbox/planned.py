"""Messages of journeys that are still to go, at the end of a thread: changed, skipped, sent now."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import hotels, journeys, turns
from bellhop.console.desk import Agent, Desk
from bellhop.console.inbox import answer
from bellhop.errors import NotFound
from bellhop.guests import Stay
from bellhop.journeys import Entry

router = APIRouter(prefix="/h/{hotel}/inbox/{chat_id}")
SHOWN = 5


async def ahead(session: AsyncSession, desk: Desk, stay: Stay | None) -> list[Entry]:
    """What is still to go to this guest, the next first; what waits for an event comes last."""
    if stay is None or stay.status not in ("booked", "checked_in"):
        return []
    entries = await journeys.plan_of_stay(session, desk.hotel, stay.id)
    coming = [each for each in entries if each.editable and each.send_id and each.at]
    return [each for each in coming if each.fate in ("will_go", "waits")][:SHOWN]


async def decide(session: AsyncSession, desk: Desk, send_id: UUID, deed: str, text: str) -> None:
    """What a person decides about one planned message. Raises NotFound for an unknown deed."""
    match deed:
        case "skip":
            await journeys.skip(session, desk.hotel, send_id)
        case "now":
            await journeys.send_now(session, desk.hotel, send_id)
        case "text":
            words = text.replace("\r\n", "\n").strip()
            await journeys.change_text(session, desk.hotel, send_id, words or None)
        case _:
            raise NotFound("there is no such page")


@router.post("/planned/{send_id}/{deed}")
async def planned(
    desk: Agent, chat_id: UUID, send_id: UUID, deed: str, text: Annotated[str, Form()] = ""
) -> Response:
    async with desk.open() as session:
        chat = await answer.chat_of(session, desk, chat_id)
        send = await session.get(journeys.JourneySend, (desk.hotel.id, send_id))
        if send is None or chat.guest_id is None or send.guest_id != chat.guest_id:
            raise NotFound("there is no such message")
        await decide(session, desk, send_id, deed, text)
        await hotels.note(
            session, desk.hotel.id, desk.actor, f"journey_{deed}", chat=str(chat_id),
            send=str(send_id),
        )  # fmt: skip
    return answer.done(desk, chat_id)


@router.post("/drafts")
async def draft(desk: Agent, chat_id: UUID) -> Response:
    """The bot writes an answer for staff to look at; it does not send it."""
    message_id = await turns.draft(desk.hotel.id, chat_id)
    async with desk.open() as session:
        await hotels.note(
            session, desk.hotel.id, desk.actor, "draft_asked", chat=str(chat_id),
            draft=str(message_id or ""),
        )  # fmt: skip
    return answer.done(desk, chat_id)
