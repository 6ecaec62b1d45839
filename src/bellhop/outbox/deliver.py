"""Sending what waits. Claim, commit, send, settle; then the next of the same chat."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bellhop import channels, clock, db, jobs, log, metrics
from bellhop.channels import LineNotReady, QuotaSpentError, WrongToken
from bellhop.errors import BadInput, ChannelError
from bellhop.jobs import Job
from bellhop.messages import LineState
from bellhop.outbox import settle
from bellhop.outbox.claim import Sending, claim_next
from bellhop.outbox.find_chat import find_chat, phone_to_look_up
from bellhop.outbox.queue import unpack

logger = log.get(__name__)

WAITING_AT_PROVIDER = 3
"""Proactive messages go only while fewer than this wait in the provider's queue."""
IN_A_ROW = 20
PERSON_HOLDS_SECONDS = 60.0


async def deliver(hotel_id: UUID, row_id: UUID) -> None:
    """Send the chat's messages that are due, oldest first."""
    for _ in range(IN_A_ROW):
        sending = await claim_next(hotel_id, row_id)
        if sending is None or not await _send(sending):
            return
    async with db.hotel(hotel_id) as session:
        jobs.enqueue(session, Job.DELIVER, hotel_id, row_id)


async def send_in_hand(sending: Sending) -> None:
    """Send a message that was written down already claimed, then the rest of its chat."""
    if await _send(sending):
        await deliver(sending.hotel.id, sending.id)


async def _send(sending: Sending) -> bool:
    """True when the chat may have more to send."""
    now = clock.now()
    reason = reason_to_withdraw(sending, now)
    if reason:
        await settle.withdrawn(sending, reason)
        return True
    hold = seconds_to_wait(sending, now)
    if hold:
        if await _leaves_blocked(sending):
            return True
        await settle.put_off(sending, hold)
        return False
    line = channels.Account(**sending.account.opened())
    try:
        if (phone := phone_to_look_up(sending)) is not None:
            found = await find_chat(sending, phone)
            if found is None:
                return True
            sending = found
        sent = await channels.client().send(line, sending.chat_id, unpack(sending.body))
    except ChannelError as error:
        await _not_sent(sending, error)
        return True
    except BadInput as error:
        await settle.failed(sending, str(error))
        return True
    more = await settle.accepted(sending, sent.message_id)
    _tell_figures(sending)
    return more


def _tell_figures(sending: Sending) -> None:
    if sending.answers_since is not None:
        metrics.reply_seconds.observe((clock.now() - sending.answers_since).total_seconds())
    logger.info(
        "reply_sent",
        hotel_id=str(sending.hotel.id),
        conversation_id=str(sending.conversation_id),
        origin=sending.origin,
        attempt=sending.attempts,
    )


def reason_to_withdraw(sending: Sending, now: datetime) -> str | None:
    """Looked at again at the last moment: who holds the chat, consent, age."""
    automatic = sending.origin in ("bot", "journey")
    if sending.part:
        return None  # a message that has begun is not cut short
    if automatic and sending.never_automatic:
        return "never_automatic"
    if sending.origin == "bot" and _person_holds(sending):
        return "person_holds_chat"
    if sending.proactive and sending.stopped:
        return "guest_said_stop"
    if sending.give_up_at is not None and sending.give_up_at < now and automatic:
        return "stale"
    return None


def seconds_to_wait(sending: Sending, now: datetime) -> float:
    """How long the number's state, or a person who talks with the guest, holds this message back;
    0 when it may go."""
    account = sending.account
    if sending.origin == "journey" and _person_holds(sending):
        return PERSON_HOLDS_SECONDS
    if account.hold_until is not None and account.hold_until > now:
        return (account.hold_until - now).total_seconds()
    state = LineState(account.state)
    if state is LineState.SUSPENDED:
        return 60.0 if sending.proactive else 0.0
    if state not in (LineState.AUTHORIZED, LineState.UNKNOWN):
        return settle.NOT_READY_SECONDS
    if sending.proactive and account.waiting_at_provider >= WAITING_AT_PROVIDER:
        return 10.0
    return 0.0


async def _leaves_blocked(sending: Sending) -> bool:
    """What we start ourselves does not wait for a number that its channel has blocked."""
    blocked = LineState(sending.account.state) is LineState.BLOCKED
    return blocked and sending.proactive and await settle.elsewhere(sending, "line_blocked")


def _person_holds(sending: Sending) -> bool:
    return sending.quiet_until is not None and sending.quiet_until > sending.hotel.now()


async def _not_sent(sending: Sending, error: ChannelError) -> None:
    kind = getattr(error, "kind", "other")
    logger.warning(
        "reply_not_sent",
        hotel_id=str(sending.hotel.id),
        outbox_id=str(sending.id),
        kind=kind,
        attempt=sending.attempts,
    )
    if error.outcome_unknown:
        await settle.unknown(sending, kind)
    elif isinstance(error, LineNotReady):
        await settle.line_not_ready(sending, error.state)
    elif isinstance(error, QuotaSpentError):
        await settle.quota_spent(sending, error.method)
    elif isinstance(error, WrongToken):
        await settle.line_refuses(sending, kind)
    elif error.permanent:
        await settle.failed(sending, kind, for_good=True)
    else:
        await settle.retry(sending, kind)
