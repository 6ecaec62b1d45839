"""Recording what became of a send. Each function is one short transaction."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, clock, conversations, db, jobs
from bellhop.alerts import Call
from bellhop.db import Prepared, table_of, word
from bellhop.hotels import ChannelAccount
from bellhop.jobs import Job
from bellhop.messages import LineState
from bellhop.outbox.claim import Sending
from bellhop.outbox.models import OutboxRow
from bellhop.outbox.other_road import Failure, another_way, go_another_way
from bellhop.outbox.withdraw import drop_rest

QUICK_RETRIES = (2.0, 10.0)
"""While a guest waits for a reply."""
RETRY_BASE_SECONDS = 60.0
SLOW_RETRIES = 3
LOOK_UP_SECONDS = 5.0
NOT_READY_SECONDS = 60.0
HELD = "held"
"""What `error` says of a row that waits for its number, not for its own sake."""
QUOTA_HOLD = timedelta(hours=1)
TOKEN_HOLD = timedelta(minutes=5)


async def accepted(sending: Sending, provider_id: str) -> bool:
    """The channel queued it: an idMessage, nothing less. True when the chat has more to send."""
    async with db.hotel(sending.hotel.id) as session:
        values = {"row": sending.id, "attempt": sending.attempts, "ref": provider_id}
        more = await _ACCEPTED.value(session, **values)
        if more is None or not sending.is_last:
            return True
        await conversations.handed_over(
            session, sending.hotel.slug, sending.message_id, provider_id, clock.now()
        )
    return bool(more)


async def put_off(sending: Sending, seconds: float) -> None:
    """Not now, through no fault of the message: the attempt does not count, and no hint leaves,
    because the line's recovery wakes it and the sweeper finds it."""
    async with db.hotel(sending.hotel.id) as session:
        due = clock.now() + timedelta(seconds=seconds)
        await _leave(
            session, sending, "waiting", due_at=due, attempts=sending.attempts - 1, error=HELD
        )


async def retry(sending: Sending, reason: str) -> None:
    """Try again with growing pauses; after the last one staff are told."""
    pause = pause_after(sending.attempts, proactive=sending.proactive)
    if pause is None:
        await failed(sending, reason)
        return
    async with db.hotel(sending.hotel.id) as session:
        due = clock.now() + timedelta(seconds=pause)
        if await _leave(session, sending, "waiting", due_at=due, error=reason):
            jobs.enqueue(session, Job.DELIVER, sending.hotel.id, sending.id, at=due)


def pause_after(attempts: int, *, proactive: bool) -> float | None:
    """Seconds before the next try, with jitter; None when it was the last. A waiting guest gets
    two quick tries first, then 60 s x 2^n three times."""
    quick = () if proactive else QUICK_RETRIES
    slow = tuple(RETRY_BASE_SECONDS * 2**n for n in range(SLOW_RETRIES))
    pauses: tuple[float, ...] = quick + slow
    if attempts > len(pauses):
        return None
    return float(pauses[attempts - 1] * random.uniform(0.8, 1.2))


async def unknown(sending: Sending, reason: str) -> None:
    """It may have gone. It is looked up before anybody decides to send again."""
    async with db.hotel(sending.hotel.id) as session:
        due = clock.now() + timedelta(seconds=LOOK_UP_SECONDS)
        if await _leave(session, sending, "unknown", due_at=due, error=reason):
            now = clock.now()
            slug = sending.hotel.slug
            await conversations.move(session, slug, sending.message_id, "unknown", now)
            jobs.enqueue(session, Job.LOOK_UP, sending.hotel.id, sending.id, at=due)


async def failed(sending: Sending, reason: str, *, for_good: bool = False) -> None:
    """It will not go. `for_good`: nor will it ever on this road, so what we started ourselves goes
    by the next one, once; else a person is told, because a guest has no answer."""
    async with db.hotel(sending.hotel.id) as session:
        if not await _leave(session, sending, "failed", due_at=None, error=reason):
            return
        now = clock.now()
        await conversations.move(session, sending.hotel.slug, sending.message_id, "failed", now)
        await drop_rest(session, sending.message_id)
        jobs.enqueue(session, Job.DELIVER, sending.hotel.id, sending.id)
        if for_good and await go_another_way(
            session, sending.hotel, sending.message_id, Failure(reason)
        ):
            return
        call = Call(
            "delivery_failed",
            f"A message could not be sent ({reason}). Try again or call the room.",
            conversation_id=sending.conversation_id,
            message_id=sending.message_id,
        )
        await alerts.call_person(session, sending.hotel.id, sending.hotel.slug, call)


async def elsewhere(sending: Sending, reason: str) -> bool:
    """This road is closed for now, and it was never tried: the next one takes the message, if there
    is any. False, and nothing has changed, when there is none."""
    async with db.hotel(sending.hotel.id) as session:
        if sending.resent or not await another_way(session, sending.hotel, sending.message_id):
            return False
        if not await _leave(session, sending, "failed", due_at=None, error=reason):
            return True
        slug, now = sending.hotel.slug, clock.now()
        await conversations.move(session, slug, sending.message_id, "failed", now)
        await drop_rest(session, sending.message_id)
        await go_another_way(session, sending.hotel, sending.message_id, Failure(reason))
        jobs.enqueue(session, Job.DELIVER, sending.hotel.id, sending.id)
    return True


async def withdrawn(sending: Sending, reason: str) -> None:
    """It may not go any more. A stale reply is shown to staff, who owe the guest an answer."""
    async with db.hotel(sending.hotel.id) as session:
        if not await _leave(session, sending, "withdrawn", due_at=None, error=reason):
            return
        now = clock.now()
        await conversations.move(session, sending.hotel.slug, sending.message_id, "withdrawn", now)
        await drop_rest(session, sending.message_id)
        if reason == "stale" and not sending.proactive:
            call = Call(
                "stale",
                "A reply waited too long for the channel and was not sent.",
                conversation_id=sending.conversation_id,
                message_id=sending.message_id,
            )
            await alerts.call_person(session, sending.hotel.id, sending.hotel.slug, call)


async def line_not_ready(sending: Sending, state: LineState | None) -> None:
    """The number is not authorised: it waits with everything else, and the line is looked at."""
    if state is not None:
        await _change_account(sending, state=state.value, state_at=clock.now(), due_at=clock.now())
    else:
        await _change_account(sending, due_at=clock.now())
    await put_off(sending, NOT_READY_SECONDS)


async def quota_spent(sending: Sending, method: str) -> None:
    """466: this chat or method is held, others go on, the operator is told."""
    await put_off(sending, QUOTA_HOLD.total_seconds())
    await alerts.tell_operator(
        "quota",
        sending.account.instance_id,
        f"The provider's plan is used up ({method or 'sendMessage'}) for {sending.hotel.slug}.",
    )


async def line_refuses(sending: Sending, kind: str) -> None:
    """The token is not valid: nothing of this number works until somebody replaces it."""
    await _change_account(sending, hold_until=clock.now() + TOKEN_HOLD)
    await put_off(sending, TOKEN_HOLD.total_seconds())
    await alerts.tell_operator(
        "token",
        sending.account.instance_id,
        f"The provider refuses the token of {sending.hotel.slug} ({kind}).",
    )


async def _leave(session: AsyncSession, sending: Sending, state: str, **values: Any) -> bool:
    """Leave `sending` for another state; False when the row is no longer in our hands."""
    left = await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.id == sending.id,
            OutboxRow.state == "sending",
            OutboxRow.attempts == sending.attempts,
        )
        .values(state=state, claimed_until=None, **values)
        .returning(OutboxRow.id)
    )
    return left.scalar_one_or_none() is not None


async def _change_account(sending: Sending, **values: Any) -> None:
    async with db.hotel(sending.hotel.id) as session:
        await session.execute(
            update(ChannelAccount).where(ChannelAccount.id == sending.account.id).values(**values)
        )


_row = table_of(OutboxRow)
_next = _row.alias("next")
_ACCEPTED = Prepared(
    update(_row)
    .where(
        _row.c.id == bindparam("row"),
        _row.c.state == "sending",
        _row.c.attempts == bindparam("attempt"),
    )
    .values(
        state="accepted",
        claimed_until=None,
        due_at=None,
        error=None,
        provider_id=bindparam("ref"),
    )
    .returning(
        select(_next.c.id)
        .where(_next.c.conversation_id == _row.c.conversation_id, _next.c.state == word("waiting"))
        .exists()
    )
)
