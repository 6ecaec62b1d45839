"""Thinking about a chat: claim, think with no transaction open, record. One thinker at a time."""

from __future__ import annotations

from uuid import UUID

from bellhop import ai, alerts, conversations, db, hotels, log
from bellhop.ai import Thought
from bellhop.conversations import Claimed
from bellhop.turns.gather import Gathered, gather
from bellhop.turns.record import Plan, record
from bellhop.turns.rules import plain_plan

logger = log.get(__name__)

FAILED_AGAIN_SECONDS = 20.0


async def answer(hotel_id: UUID, chat_id: UUID) -> UUID | None:
    """Answer what waits in a chat. Returns the outbox row to deliver, None when there is none:
    nothing due, another thinker, a newer line, or nothing to say."""
    async with db.hotel(hotel_id) as session:
        hotel = await hotels.read(session)
        claimed = await conversations.claim(session, chat_id, hotel.now())
        gathered = await gather(session, hotel, claimed) if claimed else None
    if claimed is None or gathered is None:
        return None
    try:
        row_id, done = await _conclude(gathered, await _plan(gathered))
    except Exception:
        await conversations.let_go(hotel_id, claimed, again_in=_again(claimed))
        raise
    if not done:
        await conversations.let_go(hotel_id, claimed)
    return row_id


async def _plan(gathered: Gathered) -> Plan:
    plan = plain_plan(gathered)
    if plan is not None:
        return plan
    thought = await ai.think(await gathered.question())
    return _from_thought(gathered, thought)


async def _conclude(gathered: Gathered, plan: Plan) -> tuple[UUID | None, bool]:
    """Record the plan if the chat is still ours and nothing newer came."""
    async with db.hotel(gathered.hotel.id) as session:
        still_ours = await conversations.conclude(
            session,
            gathered.claimed,
            now=gathered.hotel.now(),
            language=plan.language,
            answered=plan.answered and not gathered.drafts_only(plan.reply),
            introduced=plan.introduced,
        )
        if not still_ours:
            logger.info("thought_dropped", conversation_id=str(gathered.claimed.id))
            return None, False
        row_id = await record(session, gathered, plan)
    for kind, subject, summary in plan.for_operator:
        await alerts.tell_operator(kind, subject, summary)
    return row_id, True


def _from_thought(gathered: Gathered, thought: Thought) -> Plan:
    return Plan(
        reply=thought.reply,
        answered=thought.answered,
        introduced=bool(thought.reply) and gathered.introduce,
        language=thought.assessment.language,
        call_reason=thought.call_reason,
        summary=thought.summary or gathered.words,
        danger=thought.assessment.danger,
        why=thought.why | {"brain": thought.brain, "knowledge": list(thought.knowledge_ids)},
        assessment=thought.assessment,
        calls=thought.calls,
        for_operator=tuple(tuple(each) for each in thought.why.get("operator", ())),
    )


def _again(claimed: Claimed) -> float:
    """A thought that keeps failing waits longer each time."""
    return FAILED_AGAIN_SECONDS * min(claimed.attempts, 10)
