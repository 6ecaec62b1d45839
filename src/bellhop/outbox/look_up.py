"""Finding out what became of a send whose answer was lost.

In this order: the echo event (adopted by `note_echo` when it comes in), the provider's queue, its
journal. Only when none of them knows the message, and enough time passed for them to know it, is
it sent once more; after that a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, channels, clock, conversations, db, jobs, log
from bellhop.alerts import Call
from bellhop.conversations import Message
from bellhop.errors import ChannelError
from bellhop.jobs import Job
from bellhop.messages import Author, MessageCame
from bellhop.outbox.claim import Sending, read
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.queue import unpack, words_of
from bellhop.outbox.withdraw import drop_rest

logger = log.get(__name__)

GRACE = timedelta(seconds=150)
"""The journals lag by about two minutes."""
AGAIN_SECONDS = 15.0
GIVE_UP = timedelta(minutes=15)
CLOCKS_DIFFER = timedelta(seconds=30)
JOURNAL_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Trace:
    """The provider's ids of messages with these words in this chat. `looked`: both the queue and
    the journal answered."""

    ids: tuple[str, ...]
    looked: bool
    waiting: int = 0


async def look_up(hotel_id: UUID, row_id: UUID) -> None:
    """Settle one row of unknown outcome, or come back later."""
    async with db.hotel(hotel_id) as session:
        if not await _take(session, row_id):
            return
        sending = await read(session, row_id)
    trace = await _search(sending)
    async with db.hotel(hotel_id) as session:
        for provider_id in trace.ids:
            if await adopt(session, sending, provider_id):
                return
        await _decide(session, sending, trace)


async def note_echo(
    session: AsyncSession, slug: str, key: tuple[UUID, str], text: str, at: datetime
) -> bool:
    """An echo came for a message we have no id of: adopt it for the send that is in doubt. False
    when no such send is known."""
    chat_id, provider_id = key
    rows = await session.execute(
        select(
            OutboxRow.id, OutboxRow.message_id, OutboxRow.body, OutboxRow.part, OutboxRow.parts
        ).where(
            OutboxRow.conversation_id == chat_id,
            OutboxRow.state == "unknown",
            OutboxRow.attempt_started_at <= at + CLOCKS_DIFFER,
        )
    )
    for row in rows:
        if same_words(words_of(unpack(row.body)), text):
            one = (row.id, row.message_id, row.part == row.parts - 1)
            await _settle(session, slug, one, provider_id)
            return True
    return False


async def has_in_flight(session: AsyncSession, chat_id: UUID) -> bool:
    """A message of this chat is being handed over, or nobody knows yet whether it was."""
    query = select(OutboxRow.id).where(
        OutboxRow.conversation_id == chat_id, OutboxRow.state.in_(("sending", "unknown"))
    )
    return (await session.execute(query.limit(1))).scalar_one_or_none() is not None


async def adopt(session: AsyncSession, sending: Sending, provider_id: str) -> bool:
    """Take the provider's id as this message's own, unless another message has it."""
    taken = await session.execute(
        select(Message.id).where(
            Message.conversation_id == sending.conversation_id,
            Message.provider_id == provider_id,
        )
    )
    if taken.scalar_one_or_none() is not None:
        return False
    if await part_of(session, sending.conversation_id, provider_id) is not None:
        return False
    row = (sending.id, sending.message_id, sending.is_last)
    return await _settle(session, sending.hotel.slug, row, provider_id)


async def part_of(session: AsyncSession, chat_id: UUID, provider_id: str) -> UUID | None:
    """The message that this id is a part of, for one that went in several."""
    query = select(OutboxRow.message_id).where(
        OutboxRow.conversation_id == chat_id,
        OutboxRow.provider_id == provider_id,
        OutboxRow.parts > 1,
    )
    found: UUID | None = await session.scalar(query.limit(1))
    return found


def same_words(ours: str, theirs: str) -> bool:
    """The provider may trim and re-wrap white space."""
    return ours.split() == theirs.split()


async def _take(session: AsyncSession, row_id: UUID) -> bool:
    """Hold the row while looking. A send whose process died is in doubt from here on."""
    now = clock.now()
    row = OutboxRow
    in_doubt = (row.state == "unknown") & (row.due_at <= now)
    orphaned = (row.state == "sending") & (row.claimed_until < now)
    taken = await session.execute(
        update(row)
        .where(row.id == row_id, in_doubt | orphaned)
        .values(state="unknown", claimed_until=None, due_at=now + timedelta(seconds=60))
        .returning(row.message_id)
    )
    return taken.scalar_one_or_none() is not None


async def _search(sending: Sending) -> Trace:
    words = words_of(unpack(sending.body))
    line = channels.Account(**sending.account.opened())
    client = channels.client()
    ids: list[str] = []
    looked, waiting = True, 0
    try:
        queue = await client.show_queue(line)
        waiting = len(queue)
        ids += [
            item.message_id
            for item in queue
            if item.chat_id == sending.chat_id and same_words(words, item.text)
        ]
    except ChannelError:
        looked = False
    try:
        journal = await client.last_outgoing(line, minutes=JOURNAL_MINUTES)
        events = [each.event for each in journal]
        ids += [
            event.envelope.message_id
            for event in events
            if isinstance(event, MessageCame)
            and event.envelope.message_id
            and _is_it(event, sending, words)
        ]
    except ChannelError:
        looked = False
    return Trace(tuple(ids), looked, waiting)


def _is_it(event: MessageCame, sending: Sending, words: str) -> bool:
    chat, at, started = event.envelope.chat, event.envelope.at, sending.attempt_started_at
    return (
        event.author is not Author.GUEST
        and chat is not None
        and chat.id == sending.chat_id
        and same_words(words, event.content.text)
        and (at is None or started is None or at >= started - CLOCKS_DIFFER)
    )


async def _settle(
    session: AsyncSession, slug: str, row: tuple[UUID, UUID, bool], provider_id: str
) -> bool:
    """`row`: its id, its message, and whether the message is whole with it."""
    row_id, message_id, is_last = row
    settled = await session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.state == "unknown")
        .values(state="accepted", provider_id=provider_id, due_at=None, error=None)
        .returning(OutboxRow.hotel_id)
    )
    hotel_id = settled.scalar_one_or_none()
    if hotel_id is None:
        return False
    if is_last:
        await conversations.handed_over(session, slug, message_id, provider_id, clock.now())
    jobs.enqueue(session, Job.DELIVER, hotel_id, row_id)
    logger.info("lost_answer_found", outbox_id=str(row_id))
    return True


async def _decide(session: AsyncSession, sending: Sending, trace: Trace) -> None:
    now = clock.now()
    started = sending.attempt_started_at or now
    grace = GRACE + timedelta(seconds=3 * trace.waiting)
    if trace.looked and now > started + grace and not sending.resent:
        logger.warning("sent_again_after_look_up", outbox_id=str(sending.id))
        await _change(session, sending, state="waiting", resent=True, due_at=now)
        jobs.enqueue(session, Job.DELIVER, sending.hotel.id, sending.id)
    elif (trace.looked and now > started + grace) or now > started + GIVE_UP:
        await _change(session, sending, state="failed", due_at=None)
        await conversations.move(session, sending.hotel.slug, sending.message_id, "failed", now)
        await drop_rest(session, sending.message_id)
        call = Call(
            "delivery_failed",
            "It is not known whether a message reached the guest. Look at the phone.",
            conversation_id=sending.conversation_id,
            message_id=sending.message_id,
        )
        await alerts.call_person(session, sending.hotel.id, sending.hotel.slug, call)
        jobs.enqueue(session, Job.DELIVER, sending.hotel.id, sending.id)
    else:
        due = now + timedelta(seconds=AGAIN_SECONDS)
        await _change(session, sending, due_at=due)
        jobs.enqueue(session, Job.LOOK_UP, sending.hotel.id, sending.id, at=due)


async def _change(session: AsyncSession, sending: Sending, **values: object) -> None:
    await session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == sending.id, OutboxRow.state == "unknown")
        .values(**values)
    )
