"""Writing in a chat: answers with a few seconds to take them back, notes, and the bot's drafts."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, clock, conversations, hotels, outbox, settings, signed
from bellhop.console.desk import Agent, Desk
from bellhop.conversations import Conversation, Message
from bellhop.conversations.care import Actor
from bellhop.errors import BadInput, NotFound, Refused
from bellhop.messages import FileOut, TextOut
from bellhop.outbox import Letter

router = APIRouter(prefix="/h/{hotel}/inbox/{chat_id}")

UNDO_SECONDS = 5
TEXT_LIMIT = 4_000
FILE_LIMIT = 16 * 1024 * 1024
ANSWERED_BY_A_PERSON = ("waiting", "stale", "unknown_answer", "wordless", "limit")


@router.post("/messages")
async def say(
    desk: Agent,
    chat_id: UUID,
    text: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "answer",
    draft: Annotated[str, Form()] = "",
    quote: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """An answer is committed at once and leaves in five seconds, so a closed tab still sends."""
    content = await file.read(FILE_LIMIT + 1) if file is not None and file.filename else b""
    async with desk.open() as session:
        chat = await chat_of(session, desk, chat_id)
        if kind == "note":
            await _note(session, desk, chat, text)
            said = None
        elif content and file is not None:
            name = (file.filename or "file")[-120:]
            said = await _send_file(session, desk, chat, text, name, file.content_type, content)
        else:
            said = await _send(session, desk, chat, text, quote)
        if said is not None:
            await _drop_draft(session, desk, draft)
        await conversations.care.keep_draft(session, desk.hotel.id, chat.id, desk.staff.id, "")
    return done(desk, chat_id, {"message": str(said) if said else "", "seconds": UNDO_SECONDS})


@router.post("/messages/{message_id}/undo")
async def undo(desk: Agent, chat_id: UUID, message_id: UUID) -> Response:
    """Take a message back while it is held; its words return to the field."""
    async with desk.open() as session:
        await _ours(session, chat_id, message_id)
        text = await outbox.undo(session, desk.hotel, message_id)
        if text is None:
            raise Refused("It has left already.")
        await conversations.care.keep_draft(session, desk.hotel.id, chat_id, desk.staff.id, text)
        await hotels.note(session, desk.hotel.id, desk.actor, "answer_undone", chat=str(chat_id))
    return done(desk, chat_id, {"text": text})


@router.post("/messages/{message_id}/send-now")
async def send_now(desk: Agent, chat_id: UUID, message_id: UUID) -> Response:
    async with desk.open() as session:
        await _ours(session, chat_id, message_id)
        if not await outbox.send_now(session, desk.hotel, message_id):
            raise Refused("It has left already.")
    return done(desk, chat_id)


@router.post("/messages/{message_id}/again")
async def again(desk: Agent, chat_id: UUID, message_id: UUID) -> Response:
    """A message that failed is tried once more."""
    async with desk.open() as session:
        await _ours(session, chat_id, message_id)
        if not await outbox.try_again(session, desk.hotel, message_id):
            raise Refused("It has left already.")
        await hotels.note(session, desk.hotel.id, desk.actor, "answer_repeated", chat=str(chat_id))
    return done(desk, chat_id)


@router.post("/drafts/{message_id}/discard")
async def discard(desk: Agent, chat_id: UUID, message_id: UUID) -> Response:
    async with desk.open() as session:
        await _ours(session, chat_id, message_id)
        await _drop_draft(session, desk, str(message_id))
        await hotels.note(session, desk.hotel.id, desk.actor, "draft_discarded", chat=str(chat_id))
    return done(desk, chat_id)


@router.post("/draft")
async def keep(desk: Agent, chat_id: UUID, text: Annotated[str, Form()] = "") -> Response:
    """What is being written, kept for this person on any machine."""
    async with desk.open() as session:
        await chat_of(session, desk, chat_id)
        await conversations.care.keep_draft(session, desk.hotel.id, chat_id, desk.staff.id, text)
    return done(desk, chat_id)


@router.post("/replies")
async def save_reply(
    desk: Agent,
    chat_id: UUID,
    name: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:
    """Keep words for the next time, for the whole desk."""
    async with desk.open() as session:
        await conversations.care.save_reply(session, desk.hotel.id, name, text)
        await hotels.note(session, desk.hotel.id, desk.actor, "reply_saved", name=name[:60])
    return done(desk, chat_id)


async def chat_of(session: AsyncSession, desk: Desk, chat_id: UUID) -> Conversation:
    """Raises NotFound."""
    found = await session.get(Conversation, (desk.hotel.id, chat_id))
    if found is None:
        raise NotFound("there is no such chat")
    return found


def actor_of(desk: Desk) -> Actor:
    return Actor(desk.staff.id, desk.staff.name)


def done(desk: Desk, chat_id: UUID, told: dict[str, Any] | None = None) -> Response:
    """A page that is open is told in JSON and asks for what changed; a plain form goes back."""
    if desk.request.headers.get("x-bellhop") == "live":
        return Response(orjson.dumps(told or {}), media_type="application/json")
    return RedirectResponse(f"{desk.base}/inbox/{chat_id}", 303)


async def _note(session: AsyncSession, desk: Desk, chat: Conversation, text: str) -> None:
    actor, now = actor_of(desk), desk.hotel.now()
    note_id = await conversations.care.note(session, desk.hotel.id, chat.id, actor, text, now)
    await conversations.touch(session, chat.id, words_due_at=clock.now())
    await hotels.note(session, desk.hotel.id, desk.actor, "note_added", note=str(note_id))


async def _send(
    session: AsyncSession, desk: Desk, chat: Conversation, text: str, quote: str
) -> UUID:
    words = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not words:
        raise BadInput("Write something first.")
    if len(words) > TEXT_LIMIT:
        raise BadInput("A message has 4,000 characters at most.")
    quoted = await _provider_id(session, chat.id, quote) if quote else None
    letter = _letter(desk, chat, TextOut(words, quoted_id=quoted))
    return await _queue(session, desk, chat, letter)


async def _send_file(
    session: AsyncSession,
    desk: Desk,
    chat: Conversation,
    text: str,
    name: str,
    mime: str | None,
    content: bytes,
) -> UUID:
    if len(content) > FILE_LIMIT:
        raise BadInput("A file has 16 MB at most.")
    file_id = clock.new_id()
    link = f"{settings.load().public_url}/f/{signed.sign('file', desk.hotel.id, file_id)}"
    letter = _letter(desk, chat, FileOut(link, name, caption=text.strip()[:TEXT_LIMIT]))
    message_id = await _queue(session, desk, chat, letter)
    kept = outbox.Attachment(file_id, name, mime or "application/octet-stream", content)
    await outbox.attach(session, desk.hotel.id, message_id, kept)
    return message_id


def _letter(desk: Desk, chat: Conversation, out: TextOut | FileOut) -> Letter:
    return Letter(
        chat.account_id,
        chat.id,
        out,
        "staff",
        not_before=clock.now() + timedelta(seconds=UNDO_SECONDS),
        answers_since=chat.waiting_since,
        sender=desk.staff.name,
    )


async def _queue(session: AsyncSession, desk: Desk, chat: Conversation, letter: Letter) -> UUID:
    """A person speaks: the bot is quiet, what it had waiting is withdrawn, what waited is over."""
    hotel = desk.hotel
    await outbox.withdraw(session, hotel, chat.id, "person_holds_chat")
    row_id = await outbox.queue(session, hotel, letter)
    await conversations.person_speaks(
        session,
        chat.id,
        who=desk.staff.name,
        now=hotel.now(),
        minutes=hotel.rules.takeover_minutes,
        person_id=desk.staff.id,
    )
    await alerts.resolve_for_chat(session, chat.id, ANSWERED_BY_A_PERSON)
    await conversations.care.seen(session, hotel.id, chat.id, desk.staff.id, hotel.now())
    await hotels.note(session, hotel.id, desk.actor, "answered", chat=str(chat.id))
    row = await session.get(outbox.OutboxRow, (hotel.id, row_id))
    assert row is not None, "just written"  # noqa: S101
    return row.message_id


async def _drop_draft(session: AsyncSession, desk: Desk, draft: str) -> None:
    try:
        draft_id = UUID(draft)
    except ValueError:
        return
    await conversations.drop_draft(session, desk.hotel.slug, draft_id)


async def _provider_id(session: AsyncSession, chat_id: UUID, quote: str) -> str | None:
    try:
        message = await _ours(session, chat_id, UUID(quote))
    except (ValueError, NotFound):
        return None
    return message.provider_id


async def _ours(session: AsyncSession, chat_id: UUID, message_id: UUID) -> Message:
    """A message of this very chat. Raises NotFound."""
    query = select(Message).where(Message.id == message_id, Message.conversation_id == chat_id)
    found = (await session.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("there is no such message")
    return found
