"""The messages of one model call, ordered so that most of them never change.

Rules, then the hotel with its knowledge (both byte for byte the same until the hotel edits them),
then history that only grows at its end, then one block with all that is new.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from bellhop import crypto
from bellhop.ai.masking import Mask, visible
from bellhop.ai.plain import Entry
from bellhop.ai.rules import RULES
from bellhop.ai.subjects import nearest
from bellhop.ai.thought import HotelFacts, Question, Turn

WHOLE_KNOWLEDGE_CHARS = 20_000  # about 8,000 tokens of Russian; above that, search decides
SNIPPETS = 8
HISTORY_MOST = 24
HISTORY_KEPT = 12
LONGEST_GUEST_TEXT = 2_000
_CACHED_HOTELS = 2_000
_MARKER = re.compile(r"</?\s*(?:guest_words\w*|entry|hotel)\b[^>]*>?", re.IGNORECASE)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Prefix:
    """What a hotel's prompts begin with; `whole`: all of its knowledge is in the text."""

    hotel: HotelFacts
    text: str
    whole: bool


_prefixes: OrderedDict[tuple[str, int], Prefix] = OrderedDict()


def canary(hotel_id: str) -> str:
    """A word of the prompt that no honest reply holds; the same for a hotel until keys change."""
    return "note-" + crypto.pseudonym("canary", hotel_id)[:16]


def messages(question: Question, mask: Mask, correction: str = "") -> list[dict[str, Any]]:
    """The whole prompt, personal data masked. `correction` tells what was wrong last time."""
    start = prefix(question.hotel)
    told: list[dict[str, Any]] = [{"role": "system", "content": start.text}]
    told.extend(
        {"role": "user" if turn.by == "guest" else "assistant", "content": _quoted(turn.text, mask)}
        for turn in recent(question.history)
    )
    told.append({"role": "user", "content": _news(question, start, mask, correction)})
    return told


def recent(history: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The last turns. Cut twelve at a time, so the kept ones stay a prefix between two cuts."""
    over = len(history) - HISTORY_MOST
    if over <= 0:
        return history
    block = HISTORY_MOST - HISTORY_KEPT
    return history[(over + block - 1) // block * block :]


def prefix(hotel: HotelFacts) -> Prefix:
    """Rules, profile and knowledge; kept per knowledge version."""
    key = (hotel.id, hotel.knowledge_version)
    known = _prefixes.get(key)
    if known is not None and _same(known.hotel, hotel):
        _prefixes.move_to_end(key)
        return known
    made = _prefixes[key] = _rendered(hotel)
    if len(_prefixes) > _CACHED_HOTELS:
        _prefixes.popitem(last=False)
    return made


def _same(known: HotelFacts, hotel: HotelFacts) -> bool:
    # A profile may change without the knowledge; equal tuples of the same entries compare fast.
    return known is hotel or (
        (known.name, known.lang, known.timezone, known.bot_name, known.tone)
        == (hotel.name, hotel.lang, hotel.timezone, hotel.bot_name, hotel.tone)
        and known.entries == hotel.entries
    )


def _rendered(hotel: HotelFacts) -> Prefix:
    profile = [
        f"Hotel: {_line(hotel.name)}",
        f"Hotel's language: {hotel.lang}",
        f"Time zone: {hotel.timezone}",
        f"Your name: {_line(hotel.bot_name) or 'virtual assistant'}",
        f"Tone: {_line(hotel.tone) or 'warm, calm and brief'}",
        f"Private mark, never to be repeated: {canary(hotel.id)}",
    ]
    knowledge = "".join(map(entry_block, sorted(hotel.entries, key=lambda each: each.id)))
    whole = len(knowledge) <= WHOLE_KNOWLEDGE_CHARS
    if not whole:
        knowledge = "Entries that fit the question stand in its message.\n"
    text = f"{RULES}\n" + "\n".join(profile) + "\n\nKnowledge\n" + knowledge
    return Prefix(hotel, text, whole)


def entry_block(entry: Entry) -> str:
    """One entry as the model reads it."""
    return (
        f'<entry id="{entry.id}" lang="{entry.lang}">\n'
        f"Q: {_knowledge(entry.question)}\nA: {_knowledge(entry.answer)}\n</entry>\n"
    )


def _news(question: Question, start: Prefix, mask: Mask, correction: str) -> str:
    now, stay = question.local_now, question.stay
    lines = [f"[now] {_DAYS[now.weekday()]} {now:%Y-%m-%d %H:%M}"]
    if stay is not None:
        lines.append(
            f"[stay] {stay.status}; arrival {stay.arrival:%Y-%m-%d %H:%M};"
            f" departure {stay.departure:%Y-%m-%d %H:%M}"
            + (f"; room type {_line(stay.room_type)}" if stay.room_type else "")
        )
    lines.append(f"[desk] {'open' if question.desk_open else 'closed'}")
    if question.introduce:
        lines.append("[greeting] a greeting is put before your reply; do not greet")
    if not start.whole:
        near = nearest(question.hotel, "\n".join(question.lines), SNIPPETS)
        lines.extend(entry_block(each).rstrip("\n") for each in near)
    if correction:
        lines.append(f"[correction] {correction}")
    tag = f"guest_words_{secrets.token_hex(4)}"
    words = "\n".join(_quoted(line, mask) for line in question.lines)
    return "\n".join(lines) + f"\n<{tag}>\n{words}\n</{tag}>"


def _quoted(text: str, mask: Mask) -> str:
    return mask.hide(_MARKER.sub(" ", visible(text)))[:LONGEST_GUEST_TEXT].strip() or "-"


def _knowledge(text: str) -> str:
    return _MARKER.sub(" ", visible(text)).strip()


def _line(text: str) -> str:
    return " ".join(visible(text).split())
