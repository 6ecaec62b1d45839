"""All the ways to a guest: which number, which chat, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import channels, clock
from bellhop.conversations import Conversation, Message
from bellhop.errors import BadInput
from bellhop.guests import AddressCheck, GuestAddress
from bellhop.hotels import Account, ChannelAccount, Hotel
from bellhop.messages import Address, AddressKind, ChannelType, Chat, ChatKind, LineState

FOUND_IS_GOOD_FOR = timedelta(days=30)
"""How long a chat that was looked up is taken for the phone's own."""
ABSENT_IS_GOOD_FOR = timedelta(days=7)
"""How long a phone without an account is not looked up again."""
_NEVER = datetime.min.replace(tzinfo=clock.now().tzinfo)


@dataclass(frozen=True, slots=True)
class Way:
    """One number and one chat. `conversation_id` is None where the chat was never opened; `chat`
    of a phone that must be looked up first is spelled as a phone. `wrote_at`: the guest's last
    line there."""

    account: Account
    account_since: datetime
    chat: Chat
    conversation_id: UUID | None = None
    wrote_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything of one guest that decides."""

    chats: Sequence[Any]
    addresses: Sequence[GuestAddress]
    checks: dict[tuple[str, str], AddressCheck]

    def address(self, kind: AddressKind, value: str) -> GuestAddress | None:
        return next((a for a in self.addresses if (a.kind, a.value) == (kind, value)), None)

    def check(self, channel: str, phone: str) -> AddressCheck | None:
        """What the channel said of the phone, unless that was too long ago."""
        check = self.checks.get((channel, phone))
        if check is None:
            return None
        good_for = FOUND_IS_GOOD_FOR if check.found else ABSENT_IS_GOOD_FOR
        return check if clock.now() - check.checked_at < good_for else None


async def ways(
    session: AsyncSession, hotel: Hotel, guest_id: UUID, *, but: UUID | None = None
) -> list[Way]:
    """Every way to the guest, the best first: where they wrote last, then the hotel's order of
    channels, then the oldest number. A number that the channel has blocked comes last. `but`: not
    by this conversation."""
    known = await _known(session, guest_id)
    found = [
        way
        for account, since in await _accounts(session)
        for way in _ways_of(account, since, known)
        if way.conversation_id is None or way.conversation_id != but
    ]
    order = {kind.value: place for place, kind in enumerate(hotel.rules.channel_order)}
    last = len(order)

    def rank(way: Way) -> tuple[Any, ...]:
        wrote = way.wrote_at or _NEVER
        closed = way.account.state == LineState.BLOCKED
        return closed, _NEVER - wrote, order.get(way.account.type, last), way.account.id

    return sorted(found, key=rank)


def first_contact(channel: str, digits: str) -> Chat | None:
    """The chat to open on a channel with somebody of whom nothing but the phone is known; None
    where the channel knows no such phones."""
    can = channels.CAPABILITIES[ChannelType(channel)]
    if not can.by_phone and not can.may_check(digits):
        return None
    return Chat(f"{digits}@c.us", ChatKind.PERSON, Address(AddressKind.PHONE, digits))


async def _accounts(session: AsyncSession) -> list[tuple[Account, datetime]]:
    query = select(*Account.COLUMNS).order_by(ChannelAccount.created_at, ChannelAccount.id)
    rows = await session.execute(query)
    return [(Account.read_from(row), row.account__created_at) for row in rows]


async def _known(session: AsyncSession, guest_id: UUID) -> _Known:
    wrote_at = (
        select(Message.occurred_at)
        .where(Message.conversation_id == Conversation.id, Message.direction == "in")
        .order_by(Message.occurred_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    chats = await session.execute(
        select(
            Conversation.id,
            Conversation.account_id,
            Conversation.chat_id,
            wrote_at.label("wrote_at"),
        )
        .where(Conversation.guest_id == guest_id, Conversation.chat_kind == ChatKind.PERSON)
        .order_by(Conversation.id)
    )
    addresses = list(
        await session.scalars(
            select(GuestAddress).where(GuestAddress.guest_id == guest_id).order_by(GuestAddress.id)
        )
    )
    phones = [each.value for each in addresses if each.kind == AddressKind.PHONE]
    checks = await session.scalars(select(AddressCheck).where(AddressCheck.phone.in_(phones)))
    return _Known(chats.all(), addresses, {(check.channel, check.phone): check for check in checks})


def _ways_of(account: Account, since: datetime, known: _Known) -> Iterable[Way]:
    """The chats that there are on this number; else the one that could be opened."""
    read = channels.codec(ChannelType(account.type)).read_chat
    opened = False
    for row in known.chats:
        if row.account_id != account.id:
            continue
        chat = read(row.chat_id, account.own_chat_id)
        if not _is_gone(account.type, chat.address, known, row.wrote_at):
            opened = True
            yield Way(account, since, chat, row.id, row.wrote_at)
    if not opened and (chat_to_open := _chat_to_open(account, known)) is not None:
        yield Way(account, since, chat_to_open)


def _is_gone(
    channel: str, address: Address | None, known: _Known, wrote_at: datetime | None
) -> bool:
    """Nothing arrives there any more, unless the guest has written from there since."""
    if address is None:
        return False
    if address.kind is AddressKind.PHONE:
        check = known.check(channel, address.value)
        gone_at = check.checked_at if check is not None and check.found is None else None
    else:
        row = known.address(address.kind, address.value)
        gone_at = row.unreachable_at if row is not None else None
    return gone_at is not None and (wrote_at is None or wrote_at < gone_at)


def _chat_to_open(account: Account, known: _Known) -> Chat | None:
    codec = channels.codec(ChannelType(account.type))
    theirs = {(row.account_id, row.chat_id) for row in known.chats}
    usable = [each for each in known.addresses if not each.staff and not each.agency]
    # ids of the channel's own first: a phone may have to be looked up
    for row in sorted(usable, key=lambda each: (each.kind == "phone", each.id)):
        address = Address(AddressKind(row.kind), row.value)
        if address.kind is AddressKind.PHONE:
            chat = _by_phone(account.type, address, known)
        else:
            try:
                chat = Chat(codec.chat_id_for(address), ChatKind.PERSON, address)
            except BadInput:
                continue  # an address of another channel
        if chat is None or _is_gone(account.type, chat.address, known, None):
            continue
        if (account.id, chat.id) not in theirs:  # that chat was judged already
            return chat
    return None


def _by_phone(channel: str, address: Address, known: _Known) -> Chat | None:
    """The chat of a phone, looked up before or to be looked up when something is sent."""
    can = channels.CAPABILITIES[ChannelType(channel)]
    check = known.check(channel, address.value)
    if check is not None and check.found is None:
        return None
    if can.by_phone or check is None:
        return first_contact(channel, address.value)
    assert check.found is not None  # noqa: S101
    found = Address(AddressKind(channel), check.found)
    return Chat(check.found, ChatKind.PERSON, found)
