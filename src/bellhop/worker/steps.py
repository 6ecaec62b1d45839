"""What each job does: one step of a room, with its deadline. A step may go straight on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from bellhop import alerts, api, conversations, inbox, journeys, lines, log, outbox, reports, turns
from bellhop.errors import NotFound, Refused
from bellhop.jobs import Job
from bellhop.worker.slots import Errand

logger = log.get(__name__)

Step = Callable[[UUID, UUID], Awaitable[object]]


async def take_in(hotel_id: UUID, event_id: UUID) -> None:
    chat_id = await turns.take_in(hotel_id, event_id)
    if chat_id is not None:
        await answer(hotel_id, chat_id)


async def answer(hotel_id: UUID, chat_id: UUID) -> None:
    sending = await turns.answer(hotel_id, chat_id)
    if sending is not None:
        await outbox.send_in_hand(sending)


async def line_ready(hotel_id: UUID, account_id: UUID) -> None:
    await outbox.wake(hotel_id, account_id)
    await inbox.reconcile(hotel_id, account_id)


async def tell_operator(_: UUID, alert_id: UUID) -> None:
    await alerts.tell_operator_now(alert_id)


async def play_stay(hotel_id: UUID, _: UUID) -> None:
    """Asked for by a person who looks on: when it may not be played, there is nothing to repeat."""
    try:
        await journeys.play(hotel_id, lambda line: logger.info("stay_played", line=line))
    except Refused as refusal:
        logger.info("play_refused", reason=str(refusal))


STEPS: dict[Job, tuple[Step, float]] = {
    Job.TAKE_IN: (take_in, 180.0),
    Job.TAKE_STATUSES: (turns.take_statuses, 120.0),
    Job.ANSWER: (answer, 180.0),
    Job.DELIVER: (outbox.deliver, 300.0),
    Job.LOOK_UP: (outbox.look_up, 120.0),
    Job.LEARN_WORDS: (conversations.learn, 60.0),
    Job.FETCH_MEDIA: (inbox.fetch_media, 120.0),
    Job.TELL_STAFF: (alerts.tell_staff, 60.0),
    Job.TELL_GROUP: (outbox.tell_group, 60.0),
    Job.TELL_OPERATOR: (tell_operator, 60.0),
    Job.LINE_READY: (line_ready, 120.0),
    Job.HAPPENED: (journeys.take_happening, 60.0),
    Job.SEND_JOURNEY: (journeys.send_journey, 60.0),
    Job.PLAN_RULE: (journeys.plan_rule, 300.0),
    Job.TRANSLATE_RULE: (journeys.translate_rule, 600.0),
    Job.STRIKE_RULE: (journeys.strike_rule, 120.0),
    Job.GATHER_EVENTS: (api.gather_events, 60.0),
    Job.TELL_SUBSCRIBER: (api.tell_subscriber, 60.0),
    Job.TAKE_PMS: (api.take_delivery, 60.0),
    Job.RECONCILE: (inbox.reconcile, 120.0),
    Job.PLAY_STAY: (play_stay, 600.0),
    Job.COUNT_HOTEL: (reports.count_hotel, 600.0),
    Job.WATCH_LINE: (lines.watch_line, 90.0),
}
"""Each job with its step and how long that may take, in seconds."""


async def run(errand: Errand) -> None:
    """One errand. A hotel that was removed meanwhile ends it quietly."""
    step, seconds = STEPS[Job(errand.job)]
    async with asyncio.timeout(seconds):
        try:
            await step(UUID(errand.hotel_id), UUID(errand.row_id))
        except NotFound:
            return
