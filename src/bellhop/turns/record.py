"""Writing a thought down: mood, reply, alert, cost, in the transaction that lets the chat go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, clock, conversations, knowledge, metrics, outbox
from bellhop.ai import Assessment, CallRecord
from bellhop.alerts import Call
from bellhop.conversations import Line, ModelCall, Mood, StillOurs
from bellhop.db import table_of
from bellhop.hotels import Hotel
from bellhop.messages import Content, ContentKind, TextOut
from bellhop.outbox import Sending

if TYPE_CHECKING:
    from bellhop.turns.gather import Gathered


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about a guest's lines. `answered`: nothing is owed to the guest any more."""

    reply: str = ""
    answered: bool = True
    introduced: bool = False
    language: str | None = None
    call_reason: str = ""
    summary: str = ""
    danger: bool = False
    why: dict[str, Any] = field(default_factory=dict)
    assessment: Assessment | None = None
    calls: tuple[CallRecord, ...] = ()
    for_operator: tuple[tuple[str, str, str], ...] = ()


_COST = insert(table_of(ModelCall))


async def record(
    session: AsyncSession, gathered: Gathered, plan: Plan, ours: StillOurs
) -> Sending | None:
    """Returns the reply in the caller's hands, None when nothing is sent by the caller."""
    if gathered.unanswered:
        await _judge(session, gathered, plan)
    if plan.call_reason:
        await _call(session, gathered, plan)
    if plan.call_reason == "unknown_answer":
        await _unknown(session, gathered, plan)
    sending = await _reply(session, gathered, plan, ours) if plan.reply else None
    told = plan.reply and plan.answered and not gathered.drafts_only(plan.reply)
    if told and gathered.waited_long:
        await alerts.resolve_for_chat(session, gathered.claimed.id, ("waiting",))
    await _costs(session, gathered, plan)
    return sending


async def _judge(session: AsyncSession, gathered: Gathered, plan: Plan) -> None:
    """The judgement of all lines together is kept on the last one that has words."""
    found = plan.assessment
    spoken = [said for said in gathered.unanswered if said.text]
    if found is None or not spoken:
        return
    last = spoken[-1]
    same = (
        last.sentiment == found.sentiment
        and last.requires_attention == found.requires_attention
        and last.attention_reason == found.attention_reason
    )
    if same:
        return
    mood = Mood(
        found.language,
        found.topic,
        found.sentiment,
        found.confidence,
        found.requires_attention,
        found.attention_reason,
    )
    await conversations.judge(session, last.id, mood)


async def _call(session: AsyncSession, gathered: Gathered, plan: Plan) -> None:
    claimed, hotel = gathered.claimed, gathered.hotel
    name = ""
    if claimed.guest_id is not None:
        name, _ = await conversations.guest_of(session, claimed.guest_id)
    call = Call(
        plan.call_reason,
        plan.summary,
        danger=plan.danger,
        conversation_id=claimed.id,
        guest_id=claimed.guest_id,
        message_id=gathered.unanswered[-1].id if gathered.unanswered else None,
        who=name,
    )
    await alerts.call_person(session, hotel.id, hotel.slug, call, now=hotel.now())


async def _unknown(session: AsyncSession, gathered: Gathered, plan: Plan) -> None:
    """Kept for whoever writes the hotel's knowledge: the line that asks."""
    spoken = [said for said in gathered.unanswered if said.text]
    if not spoken:
        return
    asking = max(spoken, key=lambda said: ("?" in said.text, len(said.text)))
    held = ", ".join(dict.fromkeys(each[0] for each in plan.why.get("guards_tripped", ())))
    lang = plan.language or gathered.language
    await knowledge.keep_question(session, gathered.hotel.id, asking.id, lang, held=held)


async def _reply(
    session: AsyncSession, gathered: Gathered, plan: Plan, ours: StillOurs
) -> Sending | None:
    hotel, claimed = gathered.hotel, gathered.claimed
    if gathered.drafts_only(plan.reply):
        content = Content(ContentKind.TEXT, text=plan.reply)
        draft = Line("out", "bot", "draft", content, hotel.now(), why=plan.why, answered=True)
        await conversations.record(session, hotel.id, claimed.id, draft)
        return None
    letter = outbox.Letter(
        claimed.account_id,
        claimed.id,
        TextOut(plan.reply),
        "bot",
        why=plan.why,
        answers_since=gathered.unanswered[-1].occurred_at if gathered.unanswered else None,
    )
    queued = await outbox.queue_in_hand(session, hotel, letter)
    if not queued.in_hand:
        return None
    account = replace(
        gathered.account,
        state=ours.line_state,
        hold_until=ours.hold_until,
        waiting_at_provider=ours.waiting_at_provider,
    )
    return outbox.in_hand(queued, letter, hotel, account, claimed.chat_id)


async def _costs(session: AsyncSession, gathered: Gathered, plan: Plan) -> None:
    last = gathered.unanswered[-1].id if gathered.unanswered else None
    await keep_costs(session, gathered.hotel, plan.calls, (gathered.claimed.id, last))


async def keep_costs(
    session: AsyncSession,
    hotel: Hotel,
    calls: Sequence[CallRecord],
    about: tuple[UUID | None, UUID | None] = (None, None),
) -> None:
    """What was asked of models, for the hotel's account. `about`: conversation and message."""
    for call in calls:
        for kind, tokens in (
            ("hit", call.tokens_hit),
            ("miss", call.tokens_miss),
            ("out", call.tokens_out),
        ):
            metrics.llm_tokens.labels(hotel.slug, kind).inc(tokens)
        metrics.llm_cost.labels(hotel.slug).inc(call.cost_usd)
    if calls:
        await session.execute(_COST, [_cost_row(hotel, call, about) for call in calls])


def _cost_row(
    hotel: Hotel, call: CallRecord, about: tuple[UUID | None, UUID | None]
) -> dict[str, Any]:
    return {
        "hotel_id": hotel.id,
        "id": clock.new_id(),
        "created_at": clock.now(),
        "conversation_id": about[0],
        "message_id": about[1],
        "provider": call.provider,
        "model": call.model,
        "fingerprint": call.fingerprint,
        "outcome": call.outcome,
        "tokens_hit": call.tokens_hit,
        "tokens_miss": call.tokens_miss,
        "tokens_out": call.tokens_out,
        "cost_usd": call.cost_usd,
        "seconds": call.seconds,
    }
