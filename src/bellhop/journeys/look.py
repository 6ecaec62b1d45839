"""Reading all that decides about a guest's messages that are due."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, Uuid, any_, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.alerts import Alert
from bellhop.conversations import Conversation, Message
from bellhop.db import Prepared, table_of, word
from bellhop.guests import Guest, Stay
from bellhop.hotels import ChannelAccount, Hotel
from bellhop.journeys.limits import Heard
from bellhop.journeys.manners import Past, Talk
from bellhop.journeys.models import JourneySend
from bellhop.messages import LineState
from bellhop.outbox import Way

_send, _guest, _stay = table_of(JourneySend), table_of(Guest), table_of(Stay)
_chat, _message, _account = table_of(Conversation), table_of(Message), table_of(ChannelAccount)
_alert = table_of(Alert)
_theirs = _chat.alias("theirs")


async def hold_guest(session: AsyncSession, send_id: UUID, now: datetime) -> Any | None:
    """The guest of a message that is due, held until the commit, so that one process at a time
    decides about a guest. None when nothing is due any more."""
    return await _HOLD.first(session, send=send_id, now=now)


async def sends_of(session: AsyncSession, guest_id: UUID) -> list[Any]:
    """Everything of a guest that is planned or was sent."""
    return await SENDS.all(session, guest=guest_id)


async def stays(session: AsyncSession, ids: list[UUID]) -> dict[UUID, Any]:
    return {row.id: row for row in await _STAYS.all(session, ids=ids)} if ids else {}


async def chat(session: AsyncSession, chat_id: UUID) -> Any:
    """How things stand in a chat; who holds any of the guest's chats holds them all."""
    return await _CHAT.first(session, chat=chat_id)


async def contacts_left(
    session: AsyncSession, hotel: Hotel, added_at: datetime, now: datetime
) -> int:
    """How many guests the number may still write to first today; it rises as the number ages."""
    start, days = hotel.rules.first_contacts_a_day, hotel.rules.warm_up_days
    age = (now - hotel.clock_offset - added_at).days
    if start == 0 or age >= 3 * max(days, 1):
        return 1_000_000
    today = hotel.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    used = int(await _FIRST.value(session, since=today) or 0)
    return start * (1 + max(0, age - days + 1)) - used


def talk_of(chat: Any | None, way: Way | None) -> Talk:
    """How things stand for manners."""
    if chat is None:
        return Talk(
            reachable=way is not None,
            number_restricted=way is not None and way.account.state == LineState.SUSPENDED,
            first_contact=True,
        )
    return Talk(
        never_automatic=chat.never_automatic,
        held_until=chat.quiet_until,
        wrote_at=chat.wrote_at,
        alert_open=chat.alert_open,
        number_restricted=chat.state == LineState.SUSPENDED,
        first_contact=not chat.has_messages,
    )


def past_of(sends: list[Any]) -> Past:
    """What the guest was sent; `sends` are those of `sends_of`."""
    sent = [send for send in sends if send.state == "queued" and send.sent_at is not None]
    counted = [send for send in sent if send.counts]
    latest: dict[UUID, datetime] = {}
    for send in sent:
        latest[send.rule_id] = max(send.sent_at, latest.get(send.rule_id, send.sent_at))
    return Past(
        heard=Heard(
            max((send.sent_at for send in counted), default=None),
            Counter(send.stay_id for send in counted),
        ),
        rule_sent_at=latest,
    )


def is_due(send: Any, now: datetime) -> bool:
    return send.state == "planned" and send.due_at is not None and send.due_at <= now


EARLY = timedelta(seconds=1)
"""A hint with an exact moment may come a breath before it: the letter then waits that breath."""
_HOLD = Prepared(
    select(
        _guest.c.id,
        _guest.c.name,
        _guest.c.language,
        _guest.c.country,
        _guest.c.tags,
        _guest.c.stopped_at,
        _guest.c.service,
        _guest.c.marketing,
    )
    .join(_send, (_send.c.hotel_id == _guest.c.hotel_id) & (_send.c.guest_id == _guest.c.id))
    .where(
        _send.c.id == bindparam("send"),
        _send.c.state == word("planned"),
        _send.c.due_at <= bindparam("now", type_=DateTime(timezone=True)),
    )
    .with_for_update(of=_guest, key_share=True)
)
SENDS = Prepared(
    select(
        _send.c.id,
        _send.c.rule_id,
        _send.c.stay_id,
        _send.c.state,
        _send.c.falls_due,
        _send.c.known_at,
        _send.c.goes_at,
        _send.c.due_at,
        _send.c.reason,
        _send.c.by_hand,
        _send.c.words,
        _send.c.details,
        _send.c.sent_at,
        _send.c.counts,
    ).where(
        _send.c.guest_id == bindparam("guest"),
        _send.c.state.in_([word("planned"), word("queued")]),
    )
)
_STAYS = Prepared(select(_stay).where(_stay.c.id == any_(bindparam("ids", type_=ARRAY(Uuid())))))
_last_line = (
    select(_message.c.occurred_at)
    .where(
        _message.c.hotel_id == _chat.c.hotel_id,
        _message.c.conversation_id == _chat.c.id,
        _message.c.direction == word("in"),
    )
    .order_by(_message.c.occurred_at.desc())
    .limit(1)
    .scalar_subquery()
)
_open_alert = exists(
    select(_alert.c.id).where(
        _alert.c.hotel_id == _chat.c.hotel_id,
        _alert.c.state.in_([word("open"), word("acknowledged")]),
        (_alert.c.guest_id == _chat.c.guest_id) | (_alert.c.conversation_id == _chat.c.id),
    )
)
_CHAT = Prepared(
    select(
        _chat.c.id,
        _chat.c.account_id,
        _chat.c.language,
        select(func.max(_theirs.c.quiet_until))
        .where(_theirs.c.hotel_id == _chat.c.hotel_id, _theirs.c.guest_id == _chat.c.guest_id)
        .scalar_subquery()
        .label("quiet_until"),
        _chat.c.never_automatic,
        _account.c.state,
        _account.c.created_at.label("account_since"),
        _last_line.label("wrote_at"),
        _open_alert.label("alert_open"),
        exists(
            select(_message.c.id).where(
                _message.c.hotel_id == _chat.c.hotel_id, _message.c.conversation_id == _chat.c.id
            )
        ).label("has_messages"),
    )
    .join(
        _account,
        (_account.c.hotel_id == _chat.c.hotel_id) & (_account.c.id == _chat.c.account_id),
    )
    .where(_chat.c.id == bindparam("chat"))
)
_FIRST = Prepared(
    select(func.count())
    .select_from(_send)
    .where(_send.c.first_contact, _send.c.sent_at >= bindparam("since"))
)
