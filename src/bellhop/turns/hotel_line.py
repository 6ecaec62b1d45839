"""A message of the hotel came in: staff on the hotel's phone, or the echo of one sent by API."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, conversations, metrics, outbox
from bellhop.conversations import Line
from bellhop.inbox import Waiting
from bellhop.messages import Author, ChatKind, MessageCame
from bellhop.turns.outcome import LATER, Outcome

ECHO_TRIES = 3
ANSWERED_BY_A_PERSON = ("waiting", "stale", "unknown_answer", "wordless", "limit")


async def take(session: AsyncSession, waiting: Waiting, event: MessageCame) -> Outcome:
    """Echoes settle what we sent; what a person typed on the phone quiets the bot."""
    if event.envelope.chat is None or event.envelope.message_id is None:
        return Outcome("unused")
    if event.author is Author.API:
        return await _echo(session, waiting, event)
    return await _typed(session, waiting, event)


async def _echo(session: AsyncSession, waiting: Waiting, event: MessageCame) -> Outcome:
    chat, provider_id = event.envelope.chat, event.envelope.message_id
    assert chat is not None and provider_id is not None, "looked at by take"  # noqa: S101, PT018
    account_id = waiting.account.id
    if await conversations.knows_message(session, account_id, chat.id, provider_id):
        return Outcome("echo")
    known = await conversations.find_chat(session, account_id, chat.id)
    if known is not None:
        if await outbox.part_of(session, known.id, provider_id) is not None:
            return Outcome("echo")
        at = event.envelope.at or waiting.hotel.now()
        key = (known.id, provider_id)
        if await outbox.note_echo(session, waiting.hotel.slug, key, event.content.text, at):
            return Outcome("echo")
        if await outbox.has_in_flight(session, known.id):
            return Outcome(LATER)
    # Our own send may not be recorded yet; another program's never will be.
    if waiting.attempts < ECHO_TRIES:
        return Outcome(LATER)
    return await _elsewhere(session, waiting, event)


async def _elsewhere(session: AsyncSession, waiting: Waiting, event: MessageCame) -> Outcome:
    """Another program uses the same number: shown, so that staff see the whole thread."""
    chat = event.envelope.chat
    assert chat is not None, "looked at by take"  # noqa: S101
    now = waiting.hotel.now()
    opened = await conversations.open_chat(
        session, waiting.hotel.id, waiting.account.id, chat, name="", now=now
    )
    line = Line(
        "out",
        "elsewhere",
        "accepted",
        event.content,
        event.envelope.at or now,
        provider_id=event.envelope.message_id,
    )
    await conversations.record(session, waiting.hotel.id, opened.id, line)
    return Outcome("elsewhere")


async def _typed(session: AsyncSession, waiting: Waiting, event: MessageCame) -> Outcome:
    chat, hotel = event.envelope.chat, waiting.hotel
    assert chat is not None, "looked at by take"  # noqa: S101
    now = hotel.now()
    opened = await conversations.open_chat(
        session, hotel.id, waiting.account.id, chat, name="", now=now
    )
    line = Line(
        "out",
        "phone",
        "accepted",
        event.content,
        event.envelope.at or now,
        provider_id=event.envelope.message_id,
    )
    if await conversations.record(session, hotel.id, opened.id, line) is None:
        return Outcome("copy")
    metrics.messages.labels(hotel.slug, "out", "phone", "accepted").inc()
    if chat.kind is ChatKind.PERSON:
        minutes = hotel.rules.takeover_minutes
        await conversations.person_speaks(session, opened.id, who="phone", now=now, minutes=minutes)
        await outbox.withdraw(session, hotel, opened.id, "person_holds_chat")
        await alerts.resolve_for_chat(session, opened.id, ANSWERED_BY_A_PERSON)
    return Outcome("person_spoke")
