"""What staff do with a chat: take it, give it back, assign, snooze, solve, mark."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, conversations, hotels, outbox
from bellhop.console import presence
from bellhop.console.desk import Agent, Desk
from bellhop.console.inbox.answer import actor_of, chat_of, done
from bellhop.conversations import Conversation, care
from bellhop.errors import BadInput
from bellhop.hotels import Happened, Kind

router = APIRouter(prefix="/h/{hotel}/inbox/{chat_id}")

LONGEST_PAUSE = 7 * 24 * 60


@router.post("/take")
async def take(desk: Agent, chat_id: UUID) -> Response:
    """The bot is quiet from now on; the guest's clock goes on running."""
    async with desk.open() as session:
        chat = await chat_of(session, desk, chat_id)
        now = desk.hotel.now()
        await outbox.withdraw(session, desk.hotel, chat.id, "person_holds_chat")
        await conversations.take_over(
            session,
            chat.id,
            who=desk.staff.name,
            now=now,
            minutes=desk.hotel.rules.takeover_minutes,
            person_id=desk.staff.id,
        )
        await _tell(session, desk, chat, "took_over")
    return done(desk, chat_id)


@router.post("/give-back")
async def give_back(desk: Agent, chat_id: UUID) -> Response:
    """The bot answers what comes from now on."""
    async with desk.open() as session:
        chat = await chat_of(session, desk, chat_id)
        await conversations.give_back(session, chat.id)
        await conversations.touch(session, chat.id, waiting_since=None, assigned_to=None)
        await alerts.resolve_for_chat(session, chat.id, ("waiting", "stale"))
        await _tell(session, desk, chat, "gave_back")
    return done(desk, chat_id)


@router.post("/pause")
async def pause(desk: Agent, chat_id: UUID, minutes: Annotated[int, Form()] = 60) -> Response:
    """How long the bot stays quiet, from now."""
    if not 1 <= minutes <= LONGEST_PAUSE:
        raise BadInput("A pause lasts from a minute to a week.")
    async with desk.open() as session:
        chat = await chat_of(session, desk, chat_id)
        until = desk.hotel.now() + timedelta(minutes=minutes)
        await outbox.withdraw(session, desk.hotel, chat.id, "person_holds_chat")
        await conversations.take_over(
            session,
            chat.id,
            who=desk.staff.name,
            now=desk.hotel.now(),
            minutes=minutes,
            person_id=desk.staff.id,
        )
        await _tell(session, desk, chat, "extended", until=until.isoformat())
    return done(desk, chat_id)


@router.post("/assign")
async def assign(desk: Agent, chat_id: UUID, person: Annotated[str, Form()] = "") -> Response:
    """To a colleague of this hotel, or to nobody."""
    async with desk.open() as session:
        chat = await chat_of(session, desk, chat_id)
        known = {str(each[0]): each for each in await hotels.people.colleagues(session)}
        if desk.staff.operator:
            known.setdefault(str(desk.staff.id), (desk.staff.id, desk.staff.name, "operator"))
        whom = known.get(person)
        if person and whom is None:
            raise BadInput("Nobody like that works here.")
        await care.assign(session, chat.id, whom[0] if whom else None)
        kind = "assigned" if whom else "unassigned"
        await _tell(session, desk, chat, kind, whom=whom[1] if whom else "")
    return done(desk, chat_id)


@router.post("/snooze")
async def snooze(desk: Agent, chat_id: UUID, minutes: Annotated[int, Form()] = 30) -> Response:
    """Out of the queue for a while, or until the guest writes."""
    if not 0 <= minutes <= LONGEST_PAUSE:
        raise BadInput("A pause lasts from a minute to a week.")
    async with desk.open() as session:
        chat = await chat_of(session, desk, chat_id)
        until = desk.hotel.now() + timedelta(minutes=minutes) if minutes else None
        await care.snooze(session, chat.id, until)
        if until:
            await _tell(session, desk, chat, "snoozed", until=until.isoformat())
    return done(desk, chat_id)


@router.post("/solve")
async def solve(desk: Agent, chat_id: UUID) -> Response:
    """For the whole hotel: nothing is owed any more, and the chat's alerts are resolved."""
    async with desk.open() as session:
        chat = await chat_of(session, desk, chat_id)
        now = desk.hotel.now()
        await care.solve(session, chat.id, now)
        for alert_id in await alerts.resolve_chat(session, chat.id, desk.actor):
            happened = Happened(Kind.ALERT_RESOLVED, now, chat.guest_id, about_id=alert_id)
            hotels.happened(session, desk.hotel.id, happened)
        hotels.happened(session, desk.hotel.id, Happened(Kind.CASE_SOLVED, now, chat.guest_id))
        await _tell(session, desk, chat, "solved")
    return done(desk, chat_id)


@router.post("/unread")
async def unread(desk: Agent, chat_id: UUID) -> Response:
    """In one's own list only."""
    async with desk.open() as session:
        await chat_of(session, desk, chat_id)
        await care.unread(session, desk.hotel.id, chat_id, desk.staff.id)
    if desk.request.headers.get("x-bellhop") == "live":
        return done(desk, chat_id)
    return RedirectResponse(f"{desk.base}/inbox", 303)


@router.post("/seen")
async def seen(desk: Agent, chat_id: UUID, at: Annotated[str, Form()] = "") -> Response:
    """The newest line was on screen for a second, in front of somebody who may answer."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = desk.hotel.now()
    async with desk.open() as session:
        await chat_of(session, desk, chat_id)
        await care.seen(session, desk.hotel.id, chat_id, desk.staff.id, moment)
    return done(desk, chat_id)


@router.post("/here")
async def here(desk: Agent, chat_id: UUID, state: Annotated[str, Form()] = "here") -> Response:
    """Two people in one chat see each other."""
    await presence.here(desk, chat_id, writing=state == "writing", gone=state == "gone")
    return done(desk, chat_id)


async def _tell(
    session: AsyncSession, desk: Desk, chat: Conversation, kind: str, **what: str
) -> None:
    """Into the thread and into the audit trail."""
    event = care.tell(session, desk.hotel.id, chat.id, kind, actor_of(desk), desk.hotel.now())
    event.what = what
    await hotels.note(session, desk.hotel.id, desk.actor, f"chat_{kind}", chat=str(chat.id), **what)
