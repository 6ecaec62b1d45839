"""One guest's unanswered lines in, one reply and one judgement out.

Danger and the wish for a person are settled first, without any model. Then the providers, then the
guards, once more if time allows, and always an answer or a person within the deadline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bellhop import log
from bellhop.ai import drafts, guards, phrases
from bellhop.ai.answer import Answer
from bellhop.ai.chain import Inquiry, ask_models
from bellhop.ai.deadline import Deadline
from bellhop.ai.drafts import Draft
from bellhop.ai.judgement import DANGERS, call_reason, merged
from bellhop.ai.masking import Mask
from bellhop.ai.plain import Assessment
from bellhop.ai.secrets_filled import filled
from bellhop.ai.thought import Question, Thought
from bellhop.ai.tone import composed, summary

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class _Opinion:
    """A draft, how the message is judged, why a person is called and what the guards said."""

    draft: Draft
    judged: Assessment
    call: str
    verdict: guards.Verdict


async def think(question: Question) -> Thought:
    """What to say and whom to call. Never raises for a provider's failure; takes 12 s at most."""
    inquiry = Inquiry(question, Mask())
    settled = _settled(question)
    if settled is not None:
        return _thought(question, inquiry, settled, ())
    deadline = Deadline()
    answer = await ask_models(inquiry, deadline)
    if answer is None:
        opinion = _without_model(question, filtered=inquiry.filtered)
        return _thought(question, inquiry, opinion, _held(opinion))
    opinion = _with_model(inquiry, answer)
    held = _held(opinion)
    if held and deadline.allows_another_try:
        again = await ask_models(inquiry, deadline, _correction(opinion))
        if again is not None:
            opinion = _with_model(inquiry, again)
            held = (*held, *_held(opinion))
    if _held(opinion) and {guard for guard, _ in _held(opinion)} == {"language"}:
        # Nothing untrue was said: the hotel's own words serve the guest better than waiting.
        opinion = _without_model(question, filtered=False)
    return _thought(question, inquiry, opinion, held)


def _settled(question: Question) -> _Opinion | None:
    """Danger and the wish for a person need no model and wait for none."""
    judged = question.assessment
    if judged.danger:
        reason = judged.attention_reason if judged.attention_reason in DANGERS else "safety"
        text = phrases.phrase("danger", drafts.spoken_language(question), question.hotel.lang)
        draft = Draft(text, "rules", answered=False, fixed=True, needs_human=True)
        return _Opinion(draft, judged, reason, guards.Verdict())
    if judged.person_wanted:
        draft = drafts.handover(question, judged, "rules")
        return _Opinion(draft, judged, "person_wanted", guards.Verdict())
    return None


def _with_model(inquiry: Inquiry, answer: Answer) -> _Opinion:
    question = inquiry.question
    judged = merged(question.assessment, answer)
    draft = drafts.from_model(question, answer, judged, inquiry.mask)
    return _opinion(question, draft, judged)


def _without_model(question: Question, *, filtered: bool) -> _Opinion:
    judged = question.assessment
    if filtered:
        return _opinion(question, drafts.handover(question, judged, "model"), judged)
    return _opinion(question, drafts.from_library(question, judged), judged)


def _opinion(question: Question, draft: Draft, judged: Assessment) -> _Opinion:
    call = call_reason(question, judged, needs_human=draft.needs_human) or ""
    if draft.fixed:
        return _Opinion(draft, judged, call, guards.Verdict())
    grounds = guards.Grounds(
        question,
        cited=draft.knowledge_ids,
        calling=bool(call),
        quoted=draft.quoted,
        language=drafts.spoken_language(question),
    )
    return _Opinion(draft, judged, call, guards.check(draft.text, grounds))


def _held(opinion: _Opinion) -> tuple[tuple[str, str], ...]:
    return opinion.verdict.tripped


def _correction(opinion: _Opinion) -> str:
    named = "; ".join(f"{guard}: {what[:60]}" for guard, what in opinion.verdict.tripped[:4])
    return (
        f"Your last reply could not be sent ({named}). Use only what the entries and [stay] say,"
        " cite the entries, or set answerable to false."
    )


def _thought(
    question: Question, inquiry: Inquiry, opinion: _Opinion, held: tuple[tuple[str, str], ...]
) -> Thought:
    draft, call = opinion.draft, opinion.call
    if opinion.verdict.tripped:
        draft = drafts.handover(question, opinion.judged, draft.brain, draft.summary)
        call = call or "unknown_answer"
    text = filled(composed(question, draft, opinion.judged, call), question)
    if text is None:
        draft = drafts.handover(question, opinion.judged, draft.brain, draft.summary)
        call, held = call or "unknown_answer", (*held, ("secrets", "the stay is not active"))
        text = draft.text
    if question.introduce:
        hello = phrases.phrase(
            "introduction", drafts.spoken_language(question), question.hotel.lang
        )
        text = f"{hello}\n\n{text}"
    judged = opinion.judged
    if call and not judged.requires_attention and call != "unknown_answer":
        judged = replace(judged, requires_attention=True)
    return Thought(
        assessment=judged,
        reply=text,
        answered=draft.answered,
        brain=draft.brain,
        call_reason=call,
        summary=summary(question, draft, held) if call else "",
        knowledge_ids=draft.knowledge_ids,
        why=_why(inquiry, opinion, held, call),
        calls=tuple(inquiry.calls),
    )


def _why(
    inquiry: Inquiry, opinion: _Opinion, held: tuple[tuple[str, str], ...], call: str
) -> dict[str, Any]:
    why: dict[str, Any] = {
        "brain": opinion.draft.brain,
        "entries": list(opinion.draft.knowledge_ids),
        "guards_passed": list(opinion.verdict.passed),
        "guards_tripped": [list(each) for each in held],
        "signals": list(opinion.judged.signals),
        "attention": call,
    }
    if opinion.draft.brain == "model":
        why |= {"provider": inquiry.provider, "model": inquiry.model}
    if inquiry.failures:
        why["failures"] = list(inquiry.failures)
    if inquiry.operator:
        why["operator"] = [list(each) for each in inquiry.operator]
    return why
