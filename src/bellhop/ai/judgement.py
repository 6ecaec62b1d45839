"""Two judgements of one message become one: the model may raise an alarm, never lower it."""

from __future__ import annotations

from dataclasses import replace

from bellhop.ai.answer import Answer
from bellhop.ai.offline import assess
from bellhop.ai.plain import Assessment, Reason
from bellhop.ai.thought import Question

SURE_OF_ANGER = 0.6
DANGERS = frozenset({"safety", "medical", "security"})
PRESSING = DANGERS | {"legal", "refund"}


def merged(offline: Assessment, answer: Answer | None) -> Assessment:
    """The offline judgement, raised and made more exact by the model's."""
    if answer is None:
        return offline
    negative = "negative" in (offline.sentiment, answer.sentiment)
    reason = offline.attention_reason
    if reason == "none" or not offline.requires_attention:
        reason = answer.attention_reason
    raised = _raised_by(answer)
    return replace(
        offline,
        topic=answer.topic if answer.topic != "other" else offline.topic,
        sentiment="negative" if negative else answer.sentiment,
        confidence=_confidence(offline, answer),
        requires_attention=offline.requires_attention or bool(raised),
        attention_reason=reason,
        department=answer.department if answer.department != "none" else offline.department,
        signals=(*offline.signals, *raised),
    )


def _raised_by(answer: Answer) -> tuple[str, ...]:
    raised = []
    if answer.requires_attention:
        raised.append("model:requires_attention")
    if answer.attention_reason in PRESSING:
        raised.append(f"model:{answer.attention_reason}")
    if answer.sentiment == "negative" and answer.confidence >= SURE_OF_ANGER:
        raised.append("model:negative")
    return tuple(raised)


def _confidence(offline: Assessment, answer: Answer) -> float:
    if offline.sentiment == answer.sentiment:
        return max(offline.confidence, answer.confidence)
    return offline.confidence if offline.sentiment == "negative" else answer.confidence


def call_reason(question: Question, judged: Assessment, *, needs_human: bool) -> Reason | None:
    """Why a person is called about this message; None when nobody needs to be."""
    named = judged.attention_reason
    if judged.requires_attention:
        return named if named != "none" else _by_mood(judged)
    if judged.sentiment == "negative" and (
        judged.confidence >= SURE_OF_ANGER or _was_negative_before(question)
    ):
        return "complaint"
    if needs_human:
        return named if named != "none" else "unknown_answer"
    return None


def _by_mood(judged: Assessment) -> Reason:
    return "complaint" if judged.sentiment == "negative" else "unknown_answer"


def _was_negative_before(question: Question) -> bool:
    said = next((turn for turn in reversed(question.history) if turn.by == "guest"), None)
    return said is not None and assess(said.text, hint=question.language).sentiment == "negative"
