"""The model's answer object: read generously, believed sparingly.

Prose around the object, code fences and harmless wrong types are put right; an answer without
words or without the keys that decide anything is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast, get_args

import orjson

from bellhop.ai.errors import Unreadable
from bellhop.ai.masking import visible
from bellhop.ai.plain import Department, Reason, Sentiment, Topic

_SENTIMENTS = frozenset(get_args(Sentiment))
_TOPICS = frozenset(get_args(Topic))
_REASONS = frozenset(get_args(Reason))
_DEPARTMENTS = frozenset(get_args(Department))
_TRUE = {"true", "yes", "1", "да"}
_WORDS = {"high": 0.9, "medium": 0.6, "low": 0.3}
_LANGUAGE = re.compile(r"[a-z]{2}")
MAX_IDS = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, in the house's own words."""

    language: str
    topic: Topic
    sentiment: Sentiment
    confidence: float
    requires_attention: bool
    attention_reason: Reason
    department: Department
    knowledge_ids: tuple[str, ...]
    answerable: bool
    needs_human: bool
    handover_summary: str
    reply: str


def read_answer(content: str) -> Answer:
    """Raises Unreadable when the text holds no usable answer object."""
    found = _object_in(content)
    reply, answerable = found.get("reply"), found.get("answerable")
    if not isinstance(reply, str) or answerable is None:
        raise Unreadable("the answer object has no reply", "wrong_types")
    needs_human = _flag(found.get("needs_human"))
    if not reply.strip() and _flag(answerable) and not needs_human:
        raise Unreadable("the answer object's reply is empty", "blank")
    return Answer(
        language=_language(found.get("language")),
        topic=cast("Topic", _one_of(found.get("topic"), _TOPICS, "other")),
        sentiment=cast("Sentiment", _one_of(found.get("sentiment"), _SENTIMENTS, "neutral")),
        confidence=_share(found.get("confidence")),
        requires_attention=_flag(found.get("requires_attention")),
        attention_reason=cast("Reason", _one_of(found.get("attention_reason"), _REASONS, "none")),
        department=cast("Department", _one_of(found.get("department"), _DEPARTMENTS, "none")),
        knowledge_ids=_ids(found.get("knowledge_ids")),
        answerable=_flag(answerable),
        needs_human=needs_human,
        handover_summary=_text(found.get("handover_summary"))[:400],
        reply=visible(reply).strip(),
    )


def _object_in(content: str) -> dict[str, Any]:
    if not content.strip():
        raise Unreadable("the answer is blank", "blank")
    start, end = content.find("{"), content.rfind("}")
    if start < 0 or end < start:
        raise Unreadable("the answer holds no JSON object", "invalid_json")
    try:
        found = orjson.loads(content[start : end + 1])
    except orjson.JSONDecodeError as error:
        raise Unreadable("the answer's JSON cannot be read", "invalid_json") from error
    if not isinstance(found, dict):
        raise Unreadable("the answer is no JSON object", "invalid_json")
    return found


def _flag(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in _TRUE
    return bool(value)


def _one_of(value: object, allowed: frozenset[str], default: str) -> str:
    word = str(value).strip().lower()
    return word if word in allowed else default


def _share(value: object) -> float:
    if isinstance(value, str):
        value = _WORDS.get(value.strip().lower(), value)
    try:
        number = float(cast("float", value))
    except (TypeError, ValueError):
        return 0.5
    return min(max(number / 100 if number > 1 else number, 0.0), 1.0)


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str | int):
        value = [value]
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(str(each).strip() for each in value if each))[:MAX_IDS]


def _text(value: object) -> str:
    return visible(value).strip() if isinstance(value, str) else ""


def _language(value: object) -> str:
    found = _LANGUAGE.match(str(value).strip().lower())
    return found.group() if found else ""
