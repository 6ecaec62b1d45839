"""What an event that came in means: the deed and the mark "handled" in one transaction."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, db, inbox, log
from bellhop.errors import BellhopError, DatabaseAway
from bellhop.inbox import Waiting
from bellhop.messages import (
    Author,
    CallCame,
    Event,
    MessageCame,
    MessageDeleted,
    MessageEdited,
    PollVoted,
    QuotaSpent,
    StateChanged,
    StatusChanged,
    Unreadable,
)
from bellhop.turns import changes, guest_line, hotel_line, statuses
from bellhop.turns.outcome import LATER, Outcome

logger = log.get(__name__)

STATUSES_AT_ONCE = 100
EVENTS_FAULT = (BellhopError, ValueError, LookupError, TypeError, AssertionError, DBAPIError)
"""What a strange event can cause; anything else is a fault of the house and goes on up."""
GAVE_UP = "An event failed again and again and was put aside for a person."


async def take_in(hotel_id: UUID, event_id: UUID) -> UUID | None:
    """Handle one stored event. Returns the conversation that should be thought about at once
    (no gathering pause), if any. A failure is kept on the event, which is parked in the end."""
    try:
        async with db.hotel(hotel_id) as session:
            waiting = await inbox.take(session, event_id)
            if waiting is None:
                return None
            outcome = await _act(session, waiting)
            await _mark(session, waiting, outcome)
    except EVENTS_FAULT as error:
        if _database_is_away(error):
            raise
        logger.exception("event_failed", event_id=str(event_id), hotel_id=str(hotel_id))
        if await inbox.failed(hotel_id, event_id, error):
            await alerts.tell_operator("parked", str(hotel_id), GAVE_UP)
        return None
    if outcome.for_operator:
        await alerts.tell_operator(*outcome.for_operator)
    return outcome.think_about


async def take_statuses(hotel_id: UUID, _: UUID) -> None:
    """Handle what the channel says of our own messages, many in one transaction. If one of them
    fails, each is handled for itself, so that the one is parked and the others are not held up."""
    while True:
        try:
            taken = await _take_some(hotel_id)
        except (
            BellhopError,
            ValueError,
            LookupError,
            TypeError,
            AssertionError,
            DBAPIError,
        ) as error:
            if _database_is_away(error):
                raise
            await _one_by_one(hotel_id)
            return
        if taken < STATUSES_AT_ONCE:
            return


def _database_is_away(error: Exception) -> bool:
    """Which is not the event's fault."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, DatabaseAway)


async def _take_some(hotel_id: UUID) -> int:
    outcomes: list[Outcome] = []
    async with db.hotel(hotel_id) as session:
        some = await inbox.take_statuses(session, most=STATUSES_AT_ONCE)
        fates: dict[UUID, str] = {}
        for waiting in some:
            outcome = await _act(session, waiting)
            outcomes.append(outcome)
            if outcome.fate == LATER:
                if not await inbox.wait_for_message(session, waiting):
                    fates[waiting.id] = "unmatched"
            else:
                fates[waiting.id] = outcome.fate
        await inbox.all_done(session, fates)
    for outcome in outcomes:
        if outcome.for_operator:
            await alerts.tell_operator(*outcome.for_operator)
    return len(some)


async def _one_by_one(hotel_id: UUID) -> None:
    async with db.hotel(hotel_id) as session:
        ids = [each.id for each in await inbox.take_statuses(session, most=STATUSES_AT_ONCE)]
    for event_id in ids:
        await take_in(hotel_id, event_id)


async def _mark(session: AsyncSession, waiting: Waiting, outcome: Outcome) -> None:
    if outcome.fate == LATER:
        if await inbox.wait_for_message(session, waiting):
            return
        outcome = Outcome("unmatched")
    if outcome.fate == "parked":
        await inbox.park(session, waiting.id, outcome.reason)
    else:
        await inbox.done(session, waiting.id, outcome.fate)


async def _act(session: AsyncSession, waiting: Waiting) -> Outcome:
    event = waiting.read()
    if waiting.kind == "foreign":
        return _parked(waiting, "an event names another instance")
    match event:
        case MessageCame(author=Author.GUEST):
            return await guest_line.take(session, waiting, event)
        case MessageCame():
            return await hotel_line.take(session, waiting, event)
        case StatusChanged():
            return await statuses.take(session, waiting, event)
        case CallCame():
            return await guest_line.take_call(session, waiting, event)
        case Unreadable():
            return _parked(waiting, event.reason)
        case _:
            return await _other(session, waiting, event)


async def _other(session: AsyncSession, waiting: Waiting, event: Event) -> Outcome:
    match event:
        case MessageEdited():
            return await changes.edited(session, waiting, event)
        case MessageDeleted():
            return await changes.deleted(session, waiting, event)
        case PollVoted():
            return await changes.voted(session, waiting, event)
        case StateChanged():
            return await changes.state(session, waiting, event)
        case QuotaSpent():
            return Outcome(
                "quota",
                for_operator=(
                    "quota",
                    waiting.account.instance_id,
                    f"The provider's plan is used up ({event.method}) for {waiting.hotel.slug}.",
                ),
            )
        case _:
            return Outcome("unused")


def _parked(waiting: Waiting, reason: str) -> Outcome:
    slug = waiting.hotel.slug
    summary = f"An event of {slug} was put aside: {reason}. `bellhop replay {slug}` tries again."
    return Outcome(
        "parked", reason=reason, for_operator=("parked", waiting.account.instance_id, summary)
    )
