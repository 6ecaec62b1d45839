"""Thinking about a chat: claim, think with no transaction open, record. One thinker at a time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from bellhop import ai, alerts, clock, conversations, db, log
from bellhop.ai import Thought
from bellhop.conversations import Claimed, Conclusion
from bellhop.outbox import Sending
from bellhop.turns import who
from bellhop.turns.gather import Gathered, gather
from bellhop.turns.record import Plan, record
from bellhop.turns.rules import plain_plan

logger = log.get(__name__)

FAILED_AGAIN_SECONDS = 20.0
CLASHED_AGAIN_SECONDS = 1.0
RECOVERED = "model_recovered"
MODEL_FAULTS = ("model_failing", "model_unpaid", "model_key_refused", "model_call_refused")


async def answer(hotel_id: UUID, chat_id: UUID) -> Sending | None:
    """Answer what waits in a chat. Returns the reply to send, already claimed; None when there is
    none: nothing due, another thinker, a newer line, nothing to say, or others go before it."""
    async with db.hotel(hotel_id) as session:
        found = await conversations.claim(session, chat_id, clock.now())
        if found is None:
            return None
        claimed, hotel, account = found
        gathered = await gather(session, hotel, account, claimed)
    try:
        sending, done = await _conclude(gathered, await _plan(gathered))
    except IntegrityError:
        # a person's message of this chat was claimed in the same instant
        await conversations.let_go(hotel_id, claimed, again_in=CLASHED_AGAIN_SECONDS)
        return None
    except Exception:
        await conversations.let_go(hotel_id, claimed, again_in=_again(claimed))
        raise
    if not done:
        await conversations.let_go(hotel_id, claimed)
    return sending


async def _plan(gathered: Gathered) -> Plan:
    plan = plain_plan(gathered)
    if plan is not None:
        return plan
    thought = await ai.think(await gathered.question())
    return _from_thought(gathered, thought)


async def _conclude(gathered: Gathered, plan: Plan) -> tuple[Sending | None, bool]:
    """Record the plan if the chat is still ours and nothing newer came."""
    end = Conclusion(
        message_ids=tuple(said.id for said in gathered.unanswered),
        language=plan.language,
        answered=plan.answered and not gathered.drafts_only(plan.reply),
        introduced=plan.introduced,
    )
    async with db.hotel(gathered.hotel.id) as session:
        ours = await conversations.conclude(session, gathered.claimed, end, clock.now())
        if ours is None:
            logger.info("thought_dropped", conversation_id=str(gathered.claimed.id))
            return None, False
        plan = await who.with_question(session, gathered, plan)
        sending = await record(session, gathered, plan, ours)
    await _tell_operator(gathered, plan)
    return sending, True


async def _tell_operator(gathered: Gathered, plan: Plan) -> None:
    if gathered.spent and plan.assessment is not None:
        await alerts.tell_operator("model_budget", gathered.hotel.slug, gathered.spent)
    await pass_on(plan.for_operator)


async def pass_on(notices: Sequence[Sequence[str]]) -> None:
    """What a thought learned about the providers."""
    for kind, subject, summary in notices:
        if kind == RECOVERED:
            for over in MODEL_FAULTS:
                await alerts.settle_operator(over, subject)
        else:
            await alerts.tell_operator(kind, subject, summary)


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
