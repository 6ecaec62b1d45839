"""The providers of this installation, asked in their order until one answers.

A provider but the last gets at most six seconds; a second try happens only where it can help and
three seconds remain. Every call is counted, priced and told to the provider's breaker.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

from bellhop import clock, log, metrics, settings
from bellhop.ai import breaker, clients, pricing, prompt
from bellhop.ai.answer import Answer, read_answer
from bellhop.ai.deadline import Deadline
from bellhop.ai.errors import (
    FAILURES,
    Busy,
    Cut,
    Failure,
    Filtered,
    NoAnswerInTime,
    NotServed,
    Unreachable,
    Unreadable,
)
from bellhop.ai.masking import Mask
from bellhop.ai.slots import slot
from bellhop.ai.thought import CallRecord, Question
from bellhop.settings import Provider

logger = log.get(__name__)

LONGEST_TURN = 6.0
LEAST_TURN = 0.5
_BREAKING = (NoAnswerInTime, Unreachable, Busy, Unreadable)
_AT_ONCE = {401, 402}
SHORTER = "Your last answer was too long. Keep reply under 300 characters."
OBJECT_ONLY = "Reply with the json object alone."

Notice = tuple[str, str, str]
"""Kind, subject and words of something the operator should know."""


@dataclass(slots=True)
class Inquiry:
    """One question on its way along the chain, and what was learned on it."""

    question: Question
    mask: Mask
    calls: list[CallRecord] = field(default_factory=list)
    operator: list[Notice] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    provider: str = ""
    model: str = ""
    filtered: bool = False


def allowed(question: Question) -> list[Provider]:
    """The providers this hotel's guests may be told to, in order."""
    if not question.model_allowed:
        return []
    regions = question.hotel.regions
    return [
        each for each in settings.load().all_providers() if not regions or each.region in regions
    ]


async def ask_models(inquiry: Inquiry, deadline: Deadline, correction: str = "") -> Answer | None:
    """The first usable answer, or None: then the offline brain speaks, or, where the provider's
    filter swallowed the answer (`inquiry.filtered`), a person."""
    providers = allowed(inquiry.question)
    for place, provider in enumerate(providers):
        last = place == len(providers) - 1
        seconds = deadline.left
        if not last:
            seconds = min(seconds, LONGEST_TURN, provider.deadline_seconds)
        if seconds < LEAST_TURN:
            break
        if not await breaker.of(provider).admits():
            inquiry.failures.append(f"{provider.name}: breaker open")
            continue
        answer = await _turn(inquiry, provider, deadline.within(seconds), correction)
        if answer is not None or inquiry.filtered:
            return answer
    return None


async def _turn(
    inquiry: Inquiry, provider: Provider, deadline: Deadline, correction: str
) -> Answer | None:
    """One provider's chance: a call, and a second one where that can help."""
    formed = provider.structured_mode != "text"
    try:
        return await _call(inquiry, provider, deadline, correction, formed=formed)
    except FAILURES as failure:
        if not _worth_another(failure, deadline):
            return None
        again = _said_otherwise(failure, correction)
        formed = formed and not isinstance(failure, Unreadable)
    if breaker.of(provider).is_open:
        return None
    if again == correction:
        await asyncio.sleep(random.uniform(0.2, 0.6))
    try:
        return await _call(inquiry, provider, deadline, again, formed=formed)
    except FAILURES:
        return None  # counted and kept in the inquiry by _call


def _worth_another(failure: Failure, deadline: Deadline) -> bool:
    return isinstance(failure, Busy | Unreadable | Cut) and deadline.allows_another_try


def _said_otherwise(failure: Failure, correction: str) -> str:
    match failure:
        case Cut():
            return f"{correction} {SHORTER}".strip()
        case Unreadable():
            return f"{correction} {OBJECT_ONLY}".strip()
        case _:
            return correction


async def _call(
    inquiry: Inquiry, provider: Provider, deadline: Deadline, correction: str, *, formed: bool
) -> Answer:
    started, outcome, said = time.perf_counter(), "ok", None
    try:
        said = await _said(inquiry, provider, deadline, correction, formed=formed)
        answer = _answer_in(said)
    except FAILURES as failure:
        outcome = failure.outcome
        inquiry.failures.append(f"{provider.name}: {outcome}")
        inquiry.filtered = isinstance(failure, Filtered)
        await _tell_failure(inquiry, provider, failure)
        raise
    else:
        inquiry.provider, inquiry.model = provider.name, said.model
        if await breaker.of(provider).succeeded():
            words = f"{provider.name} answers again"
            inquiry.operator.append(("model_recovered", provider.name, words))
        return answer
    finally:
        _record(inquiry, provider, outcome, time.perf_counter() - started, said)


async def _said(
    inquiry: Inquiry, provider: Provider, deadline: Deadline, correction: str, *, formed: bool
) -> clients.Said:
    hotel_id = inquiry.question.hotel.id
    messages = prompt.messages(inquiry.question, inquiry.mask, correction)
    try:
        async with asyncio.timeout(deadline.left), slot(provider, hotel_id):
            return await clients.ask(provider, hotel_id, messages, formed=formed)
    except TimeoutError as error:
        raise NoAnswerInTime(f"{provider.name} took too long") from error


def _answer_in(said: clients.Said) -> Answer:
    match said.finish:
        case "length":
            raise Cut("the answer hit its length limit")
        case "content_filter":
            raise Filtered("the provider's filter swallowed the answer")
        case "insufficient_system_resource":
            raise Busy("the provider had no capacity", "no_capacity")
        case _:
            return read_answer(said.content)


async def _tell_failure(inquiry: Inquiry, provider: Provider, failure: Failure) -> None:
    name = provider.name
    metrics.external_errors.labels(name, failure.outcome).inc()
    if isinstance(failure, _BREAKING):
        if await breaker.of(provider).failed(failure.outcome):
            words = f"{name} failed repeatedly ({failure.outcome}); guests get the offline brain"
            inquiry.operator.append(("model_failing", name, words))
    elif isinstance(failure, NotServed):
        at_once = failure.status in _AT_ONCE
        if at_once and not await breaker.of(provider).failed(failure.outcome, at_once=True):
            return
        inquiry.operator.append(_refusal(name, failure.status))


def _refusal(name: str, status: int) -> Notice:
    match status:
        case 401:
            return ("model_key_refused", name, f"{name} refuses the key; set a valid one")
        case 402:
            return ("model_unpaid", name, f"{name} is not paid: top up the balance")
        case _:
            return ("model_call_refused", name, f"{name} refuses our calls with {status}")


def _record(
    inquiry: Inquiry, provider: Provider, outcome: str, seconds: float, said: clients.Said | None
) -> None:
    metrics.external_seconds.labels(provider.name, outcome).observe(seconds)
    hit, miss, out = said.tokens if said else (0, 0, 0)
    cost = pricing.cost_usd(provider, clock.now(), (hit, miss, out))
    hotel = inquiry.question.hotel.id
    if said:
        for kind, count in (("hit", hit), ("miss", miss), ("out", out)):
            metrics.llm_tokens.labels(hotel, kind).inc(count)
        metrics.llm_cost.labels(hotel).inc(cost)
    inquiry.calls.append(
        CallRecord(
            provider=provider.name,
            model=said.model if said else provider.model,
            outcome=outcome,
            seconds=seconds,
            fingerprint=said.fingerprint if said else "",
            tokens_hit=hit,
            tokens_miss=miss,
            tokens_out=out,
            cost_usd=cost,
        )
    )
