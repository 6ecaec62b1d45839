"""A message that failed for good on one road goes by the next, once, and never on two.

Only what we started ourselves: a reply belongs where the guest asked. And only when it is certain
that the first road will not bring it after all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import channels, clock, conversations, feedback, guests, log
from bellhop.conversations import Conversation, Message
from bellhop.guests import Guest
from bellhop.hotels import ChannelAccount, Hotel
from bellhop.messages import ChannelType, FileOut, Outgoing, TextOut
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.queue import Letter, queue_message, unpack
from bellhop.outbox.ways import Way, ways

logger = log.get(__name__)

NOBODY_THERE = "no_account"
A_SECOND_WORD = timedelta(seconds=60)
"""Where `failed` is the only word for a failure, `delivered` has been seen to follow it: the next
road waits this long."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a road is of no use. `wait`: the channel may take its word back."""

    reason: str
    wait: bool = False

    @property
    def of_address(self) -> bool:
        """The guest cannot be reached there, whatever is sent."""
        return self.reason == NOBODY_THERE or self.wait


async def another_way(session: AsyncSession, hotel: Hotel, message_id: UUID) -> bool:
    """Whether this message could go by another road."""
    rows = await _rows(session, message_id)
    return await _next_way(session, hotel, rows) is not None


async def go_another_way(
    session: AsyncSession, hotel: Hotel, message_id: UUID, failure: Failure
) -> bool:
    """Queue the message on the next road, in the transaction that knows of the failure. False when
    a person must be told, because it may not or cannot go."""
    rows = await _rows(session, message_id)
    if rows and failure.of_address:
        await _remember(session, hotel, rows[0])
    if not _is_certain(rows, failure):
        return False
    way = await _next_way(session, hotel, rows)
    if way is None:
        return False
    was = rows[0]
    message = await session.get_one(Message, (hotel.id, message_id))
    chat_id = await open_way(session, hotel, way)
    road = {"from": await _channel(session, was.account_id), "to": way.account.type,
            "reason": failure.reason}  # fmt: skip
    letter = Letter(
        way.account.id,
        chat_id,
        _whole(rows, message),
        message.origin,
        why=(message.why or {}) | {"road": road},
        proactive=True,
        not_before=clock.now() + A_SECOND_WORD if failure.wait else None,
        give_up_at=was.give_up_at,
        sender=message.sender_name,
        instead_of=message_id,
    )
    _, new_id = await queue_message(session, hotel, letter)
    note = (message.why or {}) | {"other_road": str(new_id), "to": way.account.type}
    await session.execute(update(Message).where(Message.id == message_id).values(why=note))
    await feedback.asked_elsewhere(session, message_id, chat_id, new_id)
    logger.info("went_another_way", hotel_id=str(hotel.id), **road)
    return True


async def open_way(session: AsyncSession, hotel: Hotel, way: Way, name: str = "") -> UUID:
    """The conversation of a way, opened when new."""
    if way.conversation_id is not None:
        return way.conversation_id
    opened = await conversations.open_chat(
        session, hotel.id, way.account.id, way.chat, name=name, now=hotel.now()
    )
    return opened.id


async def _rows(session: AsyncSession, message_id: UUID) -> Sequence[OutboxRow]:
    query = select(OutboxRow).where(OutboxRow.message_id == message_id).order_by(OutboxRow.part)
    return list(await session.scalars(query))


def _is_certain(rows: Sequence[OutboxRow], failure: Failure) -> bool:
    """Nothing of it has reached the guest, and nothing will."""
    if failure.reason == NOBODY_THERE:
        return True
    # what was perhaps sent twice has perhaps failed once
    return not any(row.resent for row in rows) and (len(rows) == 1 or not _accepted(rows))


def _accepted(rows: Sequence[OutboxRow]) -> bool:
    return any(row.state == "accepted" for row in rows)


async def _next_way(session: AsyncSession, hotel: Hotel, rows: Sequence[OutboxRow]) -> Way | None:
    if not rows or not rows[0].proactive or rows[0].instead_of is not None:
        return None
    was = rows[0]
    query = select(Conversation.guest_id, Guest.stopped_at).join(
        Guest, Guest.id == Conversation.guest_id
    )
    row = (await session.execute(query.where(Conversation.id == was.conversation_id))).one_or_none()
    if row is None or row.stopped_at is not None:
        return None
    found = await ways(session, hotel, row.guest_id, but=was.conversation_id)
    # another number first: a second chat on the same one fails for the same reason more often
    others = sorted(found, key=lambda way: way.account.id == was.account_id)
    return others[0] if others else None


async def _remember(session: AsyncSession, hotel: Hotel, row: OutboxRow) -> None:
    """Next time this address is not the first choice."""
    kind = await _channel(session, row.account_id)
    spelled = select(Conversation.chat_id).where(Conversation.id == row.conversation_id)
    read = channels.codec(ChannelType(kind)).read_chat
    address = read((await session.execute(spelled)).scalar_one(), None).address
    if address is not None:
        await guests.not_there(session, hotel.id, kind, address, NOBODY_THERE)


async def _channel(session: AsyncSession, account_id: UUID) -> str:
    from_ = select(ChannelAccount.type).where(ChannelAccount.id == account_id)
    return str((await session.execute(from_)).scalar_one())


def _whole(rows: Sequence[OutboxRow], message: Message) -> Outgoing:
    """The message as it was meant, before it was cut for its first road."""
    last = unpack(rows[-1].body)
    if len(rows) == 1:
        return _unquoted(last)
    return (
        replace(last, caption=message.text) if isinstance(last, FileOut) else TextOut(message.text)
    )


def _unquoted(out: Outgoing) -> Outgoing:
    """What it quotes is in the other chat."""
    return replace(out, quoted_id=None) if isinstance(out, TextOut | FileOut) else out
