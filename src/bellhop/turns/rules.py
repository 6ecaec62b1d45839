"""When no mind is asked: nothing to say, too much said already, or no words to think about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bellhop import ai
from bellhop.ai import Phrase
from bellhop.conversations import Said
from bellhop.hotels import HotelRules
from bellhop.messages import WORDLESS, ChatKind, ContentKind
from bellhop.turns.gather import Gathered
from bellhop.turns.record import Plan

SAME_TEXT = 3
NEAR_MISS = 2


def plain_plan(gathered: Gathered) -> Plan | None:
    """The plan that needs no mind; None when the guest's words must be thought about."""
    if not gathered.unanswered or not _may_speak(gathered):
        return Plan(answered=not gathered.unanswered)
    if too_many(gathered.before, gathered.hotel.rules, gathered.now) or _same_again(gathered):
        return Plan(
            answered=False,
            call_reason="limit",
            summary=f"The bot stopped after many replies. Last words: {gathered.words}",
            why={"rule": "reply_limit"},
        )
    kinds = {said.kind for said in gathered.unanswered}
    if ContentKind.UNDECRYPTABLE in kinds and not gathered.words:
        return _line(gathered, "resend", "undecryptable", call_reason="")
    if not gathered.words:
        return _wordless(gathered, kinds)
    return None


def _may_speak(gathered: Gathered) -> bool:
    claimed = gathered.claimed
    quiet = claimed.quiet_until is not None and claimed.quiet_until > gathered.now
    person = claimed.chat_kind == ChatKind.PERSON and not claimed.never_automatic
    return person and not quiet and gathered.hotel.rules.bot != "off"


def too_many(said: Sequence[Said], rules: HotelRules, now: datetime) -> bool:
    """The bot has said as much to this guest as it may for now."""
    since = now - timedelta(minutes=rules.reply_window_minutes)
    automatic = [each for each in said if each.origin == "bot" and each.occurred_at > since]
    return len(automatic) >= rules.reply_limit


def _same_again(gathered: Gathered) -> bool:
    """The guest says the same for the third time running: two answers did not help, or it is
    another robot."""
    texts = [s.text for s in (*gathered.before, *gathered.unanswered) if s.direction == "in"]
    last = texts[-SAME_TEXT:]
    same = len(last) == SAME_TEXT and len({t.strip().casefold() for t in last}) == 1
    spoke = sum(1 for s in gathered.before[-2 * SAME_TEXT :] if s.origin == "bot")
    return same and bool(last[0].strip()) and spoke >= NEAR_MISS


def _wordless(gathered: Gathered, kinds: set[str]) -> Plan:
    """A photo, a voice note, a file, a place: one honest line and a person."""
    if not kinds & set(WORDLESS):
        return Plan(answered=True)
    named = ", ".join(sorted(kinds))
    return _line(gathered, "media", "wordless", call_reason="wordless", summary=f"Sent: {named}")


def _line(
    gathered: Gathered, name: Phrase, rule: str, *, call_reason: str, summary: str = ""
) -> Plan:
    words = ai.phrase(name, gathered.claimed.language, gathered.hotel.locale)
    if gathered.introduce:
        opening = ai.phrase("introduction", gathered.claimed.language, gathered.hotel.locale)
        words = f"{opening}\n\n{words}"
    return Plan(
        reply=words,
        answered=False,
        introduced=gathered.introduce,
        call_reason=call_reason,
        summary=summary,
        why={"rule": rule},
    )
