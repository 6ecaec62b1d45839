"""The pages of the inbox: the list alone, and the list with a chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, conversations, journeys
from bellhop.alerts import Alert
from bellhop.console import layout, presence
from bellhop.console.desk import Agent, Desk
from bellhop.console.inbox import guest, planned, queues, rows, thread
from bellhop.console.labels import ATTENTION, EVENTS, GUARDS, WHY
from bellhop.conversations import Conversation
from bellhop.errors import NotFound
from bellhop.hotels import ChannelAccount, people

router = APIRouter(prefix="/h/{hotel}/inbox")

SEARCH_LIMIT = 100
BELOW = 20
"""Chats of the bot below those that need somebody."""


@router.get("")
async def inbox(desk: Agent, queue: str = "needs", q: str = "", after: str = "") -> Response:
    """The list; a chat is opened from it."""
    async with desk.open() as session:
        listed = await _list(session, desk, queue, q, after)
    part = "inbox/list_only.html" if after and layout.wants_middle(desk.request) else ""
    values = {**listed, "chat": None}
    if part:
        return layout.fragment(desk, part, **values)
    return layout.page(desk, "inbox/page.html", section="inbox", **values)


@router.get("/list")
async def list_only(desk: Agent, queue: str = "needs", q: str = "", open: str = "") -> Response:  # noqa: A002
    """The rows and counts anew, for a page that is open."""
    async with desk.open() as session:
        listed = await _list(session, desk, queue, q, "")
        await _keep_open(session, desk, listed, open)
    return layout.fragment(desk, "inbox/rows.html", open=open, **listed)


@router.get("/find")
async def find(desk: Agent, q: str = "") -> Response:
    """Chats for the palette, as JSON."""
    async with desk.open() as session:
        listed = await rows.read(session, desk, "all", q[:SEARCH_LIMIT], "") if q.strip() else None
    found = [
        {"name": row.name, "room": row.room, "href": f"{desk.base}/inbox/{row.id}"}
        for row in (listed.rows if listed else [])[:6]
    ]
    return Response(orjson.dumps(found), media_type="application/json")


@router.get("/{chat_id}")
async def chat(
    desk: Agent, chat_id: UUID, queue: str = "needs", q: str = "", before: str = ""
) -> Response:
    """A chat beside the list; for HTMX the chat alone, or the older part of its thread."""
    async with desk.open() as session:
        shown = await chat_values(session, desk, chat_id, before=before)
        if before and layout.wants_middle(desk.request):
            return layout.fragment(desk, "inbox/older.html", queue=queue, q=q, **shown)
        if layout.wants_middle(desk.request):
            return layout.fragment(desk, "inbox/chat.html", queue=queue, q=q, **shown)
        listed = await _list(session, desk, queue, q, "")
        await _keep_open(session, desk, listed, str(chat_id))
    return layout.page(
        desk, "inbox/page.html", section="inbox", open=str(chat_id), **listed, **shown
    )


@router.get("/{chat_id}/changes")
async def changes(desk: Agent, chat_id: UUID, since: str = "", first: str = "") -> Response:
    """What a page that shows this chat has missed since a moment of ours."""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        moment = clock.now()
    if moment.tzinfo is None:
        moment = moment.astimezone()
    async with desk.open() as session:
        shown = await chat_values(session, desk, chat_id, since=moment, first=first)
    return layout.fragment(desk, "inbox/changes.html", queue="", q="", **shown)


@router.get("/{chat_id}/stay")
async def stay(desk: Agent, chat_id: UUID) -> Response:
    """The third screen of a phone: the guest and the stay."""
    async with desk.open() as session:
        shown = await chat_values(session, desk, chat_id)
    return layout.page(desk, "inbox/stay.html", section="inbox", queue="needs", q="", **shown)


async def chat_values(
    session: AsyncSession,
    desk: Desk,
    chat_id: UUID,
    *,
    before: str = "",
    since: datetime | None = None,
    first: str = "",
) -> dict[str, Any]:
    """Everything the thread and the right column are made of. Raises NotFound."""
    asked = clock.now()
    found = await session.get(Conversation, (desk.hotel.id, chat_id))
    if found is None:
        raise NotFound("there is no such chat")
    part = (
        await thread.changes(session, chat_id, since, first)
        if since
        else await thread.read(session, chat_id, before=before)
    )
    mark = await conversations.care.mark_of(session, chat_id, desk.staff.id)
    line = await session.get(ChannelAccount, (desk.hotel.id, found.account_id))
    now = desk.hotel.now()
    panel = await guest.panel(session, desk, found)
    coming = [] if before else await planned.ahead(session, desk, panel.stay)
    return {
        "chat": found,
        "thread": part,
        "panel": panel,
        "planned": coming,
        "planned_why": {
            each.send_id: journeys.reason_in_words(each.reason, desk.words.language)
            for each in coming
            if each.reason
        },
        "colleagues": await people.colleagues(session),
        "replies": await conversations.care.saved_replies(session),
        "mark": mark,
        "asked": asked,
        "now": now,
        "held": found.quiet_until is not None and found.quiet_until > now,
        "line_state": line.state if line else "unknown",
        "line_type": line.type if line else "",
        "others": await presence.others(desk, chat_id),
        "attention": ATTENTION,
        "event_words": EVENTS,
        "why_words": WHY,
        "guard_words": GUARDS,
    }


async def _list(
    session: AsyncSession, desk: Desk, queue: str, words: str, after: str
) -> dict[str, Any]:
    key = queue if queue in queues.KEYS else "needs"
    words = words.strip()[:SEARCH_LIMIT]
    listed = await rows.read(session, desk, key, words, after)
    counts = await queues.counts(session, desk.hotel)
    below = None
    if key == "needs" and not words:
        below = await rows.read(session, desk, "bot", "", "", most=BELOW)
    return {
        "queues": queues.QUEUES,
        "queue": key,
        "q": words,
        "listed": listed,
        "below_listed": below,
        "counts": counts,
        "channels": sorted(set((await rows.channels_of(session)).values())),
        "alerts_open": await open_alerts(session),
        "limit_seconds": desk.hotel.rules.waiting_limit_minutes * 60,
        "most": queues.MOST_COUNTED,
    }


async def _keep_open(
    session: AsyncSession, desk: Desk, listed: dict[str, Any], chat_id: str
) -> None:
    """The open chat stands in the list, wherever it belongs by now."""
    parts = (listed["listed"], listed["below_listed"])
    shown = {str(row.id) for part in parts if part is not None for row in part.rows}
    if not chat_id or chat_id in shown:
        return
    try:
        row = await rows.one(session, desk, UUID(chat_id))
    except ValueError:
        return
    if row is not None:
        listed["listed"].rows.insert(0, row)


async def open_alerts(session: AsyncSession, *, danger: bool = False) -> int:
    """Alerts that nobody has taken yet, all of them or those of danger."""
    query = select(Alert.id).where(Alert.state == "open").limit(queues.MOST_COUNTED)
    if danger:
        query = query.where(Alert.severity == "danger")
    return len((await session.execute(query)).all())
