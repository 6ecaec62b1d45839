"""Taking the next message of a chat: oldest first, one in flight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import DateTime, Select, Update, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db
from bellhop.conversations import Conversation, Message
from bellhop.db import Prepared, table_of, word
from bellhop.guests import Guest
from bellhop.hotels import Account, ChannelAccount, Hotel, HotelRecord
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.queue import SEND_CLAIM_SECONDS, Letter, Queued


@dataclass(frozen=True, slots=True)
class Sending:
    """A message in this process's hands, with all that decides whether it may still go."""

    id: UUID
    message_id: UUID
    conversation_id: UUID
    body: dict[str, Any]
    proactive: bool
    attempts: int
    give_up_at: datetime | None
    answers_since: datetime | None
    resent: bool
    attempt_started_at: datetime | None
    chat_id: str
    quiet_until: datetime | None
    never_automatic: bool
    stopped: bool
    origin: str
    hotel: Hotel
    account: Account
    part: int = 0
    parts: int = 1
    guest_id: UUID | None = None

    @property
    def is_last(self) -> bool:
        """The whole message is handed over with this part."""
        return self.part == self.parts - 1


def in_hand(
    queued: Queued, letter: Letter, hotel: Hotel, account: Account, chat_id: str
) -> Sending:
    """A message that was written down already claimed, as the sender wants it."""
    return Sending(
        id=queued.id,
        message_id=queued.message_id,
        conversation_id=letter.chat_id,
        body=queued.body,
        proactive=letter.proactive,
        attempts=1,
        give_up_at=queued.give_up_at,
        answers_since=letter.answers_since,
        resent=False,
        attempt_started_at=queued.started_at,
        chat_id=chat_id,
        quiet_until=None,
        never_automatic=False,
        stopped=False,
        origin=letter.origin,
        hotel=hotel,
        account=account,
        parts=queued.parts,
    )


async def claim_next(hotel_id: UUID, row_id: UUID) -> Sending | None:
    """Claim the oldest due message of that row's chat. None when nothing is due, or another
    message of the chat is in flight: whoever sends it goes on with the next."""
    now = clock.now()
    values = {
        "row_id": row_id,
        "now": now,
        "until": now + timedelta(seconds=SEND_CLAIM_SECONDS),
    }
    try:
        async with db.hotel(hotel_id) as session:
            claimed = await _CLAIM.value(session, **values)
            return None if claimed is None else await read(session, claimed)
    except IntegrityError:
        return None  # uq_outbox_in_flight: somebody was quicker


async def read(session: AsyncSession, row_id: UUID) -> Sending:
    """Everything about one row, in one round trip."""
    found = await _READ.first(session, row_id=row_id)
    assert found is not None, "a row that was claimed is there"  # noqa: S101
    own = cast("tuple[Any, ...]", found)[:_OWN_COLUMNS]
    further = (found.part, found.parts, found.guest_id)
    return Sending(*(*own, Hotel.read_from(found), Account.read_from(found), *further))


def _claim_statement() -> Update:
    mine, oldest, flying = _row.alias("mine"), _row.alias("oldest"), _row.alias("flying")
    before = _row.alias("before")
    now = bindparam("now", type_=DateTime(timezone=True))
    chat = select(mine.c.conversation_id).where(mine.c.id == bindparam("row_id")).scalar_subquery()
    in_flight = select(flying.c.id).where(
        flying.c.conversation_id == chat, flying.c.state.in_([word("sending"), word("unknown")])
    )
    earlier_part = select(before.c.id).where(
        before.c.message_id == oldest.c.message_id,
        before.c.part < oldest.c.part,
        before.c.state == word("waiting"),
    )
    first = (
        select(oldest.c.id)
        .where(
            oldest.c.conversation_id == chat,
            oldest.c.state == word("waiting"),
            # a reply never waits behind what we start ourselves and may not send yet
            (oldest.c.due_at <= now) | oldest.c.proactive.is_(False),
            ~in_flight.exists(),
            (oldest.c.part == 0) | ~earlier_part.exists(),
        )
        .order_by(oldest.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        update(_row)
        .where(_row.c.id == first, _row.c.state == word("waiting"), _row.c.due_at <= now)
        .values(
            state="sending",
            due_at=None,
            attempt_started_at=now,
            claimed_until=bindparam("until", type_=DateTime(timezone=True)),
            attempts=_row.c.attempts + 1,
        )
        .returning(_row.c.id)
    )


def _read_statement() -> Select[Any]:
    chat, message, guest = table_of(Conversation), table_of(Message), table_of(Guest)
    own = (
        *(_row.c[name] for name in _OWN),
        chat.c.chat_id,
        chat.c.quiet_until,
        chat.c.never_automatic,
        guest.c.stopped_at.is_not(None),
        message.c.origin,
    )
    further = (_row.c.part, _row.c.parts, chat.c.guest_id)
    return (
        select(*own, *further, *Hotel.COLUMNS, *Account.COLUMNS)
        .join(table_of(HotelRecord), table_of(HotelRecord).c.id == _row.c.hotel_id)
        .join(
            table_of(ChannelAccount),
            (table_of(ChannelAccount).c.hotel_id == _row.c.hotel_id)
            & (table_of(ChannelAccount).c.id == _row.c.account_id),
        )
        .join(chat, (chat.c.hotel_id == _row.c.hotel_id) & (chat.c.id == _row.c.conversation_id))
        .join(
            message, (message.c.hotel_id == _row.c.hotel_id) & (message.c.id == _row.c.message_id)
        )
        .outerjoin(guest, (guest.c.hotel_id == chat.c.hotel_id) & (guest.c.id == chat.c.guest_id))
        .where(_row.c.id == bindparam("row_id"))
    )


_row = table_of(OutboxRow)
_OWN = (
    "id",
    "message_id",
    "conversation_id",
    "body",
    "proactive",
    "attempts",
    "give_up_at",
    "answers_since",
    "resent",
    "attempt_started_at",
)
_OWN_COLUMNS = len(_OWN) + 5
_CLAIM = Prepared(_claim_statement())
_READ = Prepared(_read_statement())
