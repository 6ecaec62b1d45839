"""Where the channel's chats have names of their own, a phone is looked up before the first message.

Look-ups are counted by the provider and bulk ones get numbers restricted, so one is made only when
something is to be sent, and its answer is kept with its age.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, channels, clock, conversations, db, guests, jobs, log
from bellhop.channels import CheckLimitReached, QuotaSpentError
from bellhop.conversations import Conversation
from bellhop.errors import ChannelError
from bellhop.hotels import ChannelAccount
from bellhop.jobs import Job
from bellhop.messages import Address, AddressKind, ChannelType, Chat, ChatKind
from bellhop.outbox import settle
from bellhop.outbox.claim import Sending
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.other_road import NOBODY_THERE

logger = log.get(__name__)

LIMIT_HOLD = timedelta(hours=1)
QUOTA_HOLD = timedelta(hours=6)


def phone_to_look_up(sending: Sending) -> str | None:
    """The phone that stands in for a chat which is not known yet."""
    channel = ChannelType(sending.account.type)
    address = channels.codec(channel).read_chat(sending.chat_id, None).address
    if address is None or address.kind is not AddressKind.PHONE:
        return None
    return None if channels.CAPABILITIES[channel].by_phone else address.value


async def find_chat(sending: Sending, phone: str) -> Sending | None:
    """The same message, in the phone's own chat. None when it does not go on from here: it waits,
    has failed, or joined a chat that was there already. Raises ChannelError when the provider
    gives no answer now."""
    hold = sending.account.checks_hold_until
    if hold is not None and hold > clock.now():
        await _no_look_up(sending, (hold - clock.now()).total_seconds())
        return None
    line = channels.Account(**sending.account.opened())
    if not line.can.may_check(phone):
        await settle.failed(sending, NOBODY_THERE, for_good=True)
        return None
    try:
        checked = await channels.client().check_account(line, phone)
    except (CheckLimitReached, QuotaSpentError) as error:
        await _limit(sending, error)
        return None
    found = next((a for a in checked.addresses if a.kind is not AddressKind.PHONE), None)
    if not checked.exists or found is None:
        await settle.failed(sending, NOBODY_THERE, for_good=True)
        return None
    return await _join(sending, phone, found)


async def _limit(sending: Sending, error: ChannelError) -> None:
    spent = isinstance(error, QuotaSpentError)
    hold = QUOTA_HOLD if spent else LIMIT_HOLD
    account = sending.account
    async with db.hotel(sending.hotel.id) as session:
        await session.execute(
            update(ChannelAccount)
            .where(ChannelAccount.id == account.id)
            .values(checks_hold_until=clock.now() + hold)
        )
    await alerts.tell_operator(
        "quota" if spent else "check_limit",
        account.instance_id,
        f"The provider looks up no more phones for {sending.hotel.slug} now.",
    )
    await _no_look_up(sending, hold.total_seconds())


async def _no_look_up(sending: Sending, seconds: float) -> None:
    """Another road, else it waits for the next look-up."""
    if not await settle.elsewhere(sending, "check_limit"):
        await settle.put_off(sending, seconds)


async def _join(sending: Sending, phone: str, found: Address) -> Sending | None:
    """The stand-in becomes the chat, or gives its message to the one that is there."""
    channel = ChannelType(sending.account.type)
    chat_id = channels.codec(channel).chat_id_for(found)
    async with db.hotel(sending.hotel.id) as session:
        await guests.keep_check(session, sending.hotel.id, channel, phone, found.value)
        if sending.guest_id is not None:
            await guests.also_at(session, sending.hotel.id, sending.guest_id, found, phone)
        there = await conversations.find_chat(session, sending.account.id, chat_id)
        if there is None:
            await conversations.touch(session, sending.conversation_id, chat_id=chat_id)
            return replace(sending, chat_id=chat_id)
        await _give(session, sending, Chat(chat_id, ChatKind.PERSON, found))
    return None


async def _give(session: AsyncSession, sending: Sending, chat: Chat) -> None:
    """Everything that waits in the stand-in goes over to the chat, and the stand-in is left."""
    target = (
        await session.execute(
            select(Conversation.id).where(
                Conversation.account_id == sending.account.id, Conversation.chat_id == chat.id
            )
        )
    ).scalar_one()
    open_states = OutboxRow.state.in_(("waiting", "sending"))
    rows = await session.execute(
        update(OutboxRow)
        .where(OutboxRow.conversation_id == sending.conversation_id, open_states)
        .values(
            conversation_id=target,
            state="waiting",
            claimed_until=None,
            due_at=clock.now(),
            attempts=0,
        )
        .returning(OutboxRow.message_id)
    )
    await conversations.move_messages(session, list(rows.scalars()), target)
    jobs.enqueue(session, Job.DELIVER, sending.hotel.id, sending.id)
    logger.info("chat_found", hotel_id=str(sending.hotel.id))
