"""Edits, deletions, votes, and changes of the number's state."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import conversations, jobs
from bellhop.conversations import Line
from bellhop.hotels import ChannelAccount
from bellhop.inbox import Waiting
from bellhop.jobs import Job
from bellhop.messages import (
    Author,
    Content,
    ContentKind,
    LineState,
    MessageDeleted,
    MessageEdited,
    PollVoted,
    StateChanged,
)
from bellhop.turns import asked
from bellhop.turns.guest_line import call_for_words
from bellhop.turns.outcome import LATER, Outcome


async def edited(session: AsyncSession, waiting: Waiting, event: MessageEdited) -> Outcome:
    """An edit before the answer counts; one after it is shown."""
    chat = await _chat(session, waiting, event)
    if chat is None:
        return Outcome(LATER)
    now = waiting.hotel.now()
    changed = await conversations.edit(session, chat.id, event.target_id, event.text, now)
    if changed is None:
        return Outcome(LATER)
    # a thinker that has read the old words must think again
    await conversations.newer_words(session, chat.id)
    if event.author is Author.GUEST:
        await call_for_words(session, waiting, chat, changed, event.text)
    return Outcome("edited")


async def deleted(session: AsyncSession, waiting: Waiting, event: MessageDeleted) -> Outcome:
    """A line taken back before the answer is not answered."""
    chat = await _chat(session, waiting, event)
    if chat is None:
        return Outcome(LATER)
    now = waiting.hotel.now()
    if await conversations.delete(session, chat.id, event.target_id, now) is None:
        return Outcome(LATER)
    await conversations.newer_words(session, chat.id)
    return Outcome("deleted")


async def voted(session: AsyncSession, waiting: Waiting, event: PollVoted) -> Outcome:
    """A vote is shown as the guest's line; it counts when the poll asked for a rating."""
    chat = await _chat(session, waiting, event)
    if chat is None:
        return Outcome(LATER)
    now = waiting.hotel.now()
    content = Content(
        ContentKind.POLL,
        text=", ".join(event.choices),
        options=event.choices,
        about_id=event.target_id,
    )
    line = Line(
        "in",
        "guest",
        "received",
        content,
        event.envelope.at or now,
        provider_id=event.envelope.message_id,
        answered=True,
    )
    message_id = await conversations.record(session, waiting.hotel.id, chat.id, line)
    if message_id is not None and len(event.choices) == 1:
        await asked.take(session, waiting, chat, message_id, event.choices[0])
    return Outcome("voted")


async def state(session: AsyncSession, waiting: Waiting, event: StateChanged) -> Outcome:
    """Keep the number's state; when it works again, what waits goes."""
    at = event.envelope.at or waiting.received_at
    changed = await session.execute(
        update(ChannelAccount)
        .where(
            ChannelAccount.id == waiting.account.id,
            (ChannelAccount.state_at.is_(None)) | (ChannelAccount.state_at <= at),
        )
        .values(state=event.state.value, state_at=at, due_at=waiting.hotel.now())
        .returning(ChannelAccount.id)
    )
    if changed.scalar_one_or_none() is None:
        return Outcome("state")
    if event.state is LineState.AUTHORIZED:
        jobs.enqueue(session, Job.LINE_READY, waiting.hotel.id, waiting.account.id)
    return Outcome("state")


async def _chat(
    session: AsyncSession, waiting: Waiting, event: MessageEdited | MessageDeleted | PollVoted
) -> conversations.OpenChat | None:
    chat = event.envelope.chat
    if chat is None:
        return None
    return await conversations.find_chat(session, waiting.account.id, chat.id)
