"""Plain data shared by both brains. Nothing here knows a table, a wire or a model."""

from dataclasses import dataclass
from typing import Literal

Sentiment = Literal["positive", "neutral", "negative"]

Topic = Literal[
    "booking",
    "checkin",
    "checkout",
    "room",
    "housekeeping",
    "maintenance",
    "food",
    "spa",
    "transport",
    "billing",
    "wifi",
    "noise",
    "lost_found",
    "complaint",
    "praise",
    "emergency",
    "smalltalk",
    "off_topic",
    "other",
]

Department = Literal[
    "reception",
    "housekeeping",
    "maintenance",
    "restaurant",
    "spa",
    "billing",
    "security",
    "management",
    "none",
]

Reason = Literal[
    "none",
    "complaint",
    "safety",
    "medical",
    "security",
    "refund",
    "cancellation",
    "legal",
    "vip",
    "abuse",
    "injection",
    "unknown_answer",
    "person_wanted",
    "booking_change",
    "lost_item",
    "malfunction",
    "money",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One question the hotel has answered, in one language."""

    id: str
    question: str
    answer: str
    lang: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that answers a question, or None when nothing is sure enough.

    `score` is the best entry's, also when it stayed below the threshold; `reasons` says why.
    """

    entry: Entry | None
    score: float
    runner_up: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one message means: its tone, its subject and whether a person should look soon.

    `signals` names the rules that fired, for the "why" of every automatic reply.
    """

    language: str
    topic: Topic
    sentiment: Sentiment
    confidence: float
    requires_attention: bool
    attention_reason: Reason
    department: Department
    danger: bool
    person_wanted: bool
    signals: tuple[str, ...] = ()
