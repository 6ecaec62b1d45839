"""What a mind is asked, and what it says: plain data, one guest of one hotel at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from bellhop.ai.plain import Assessment, Entry

if TYPE_CHECKING:
    from bellhop.ai.offline import Library


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the chat, in the order in which it was said."""

    by: Literal["guest", "hotel"]
    text: str


@dataclass(frozen=True, slots=True)
class StayFacts:
    """The guest's own stay without identity. Moments are in the hotel's zone."""

    status: str
    arrival: datetime
    departure: datetime
    room_type: str = ""


@dataclass(frozen=True, slots=True)
class HotelFacts:
    """The hotel as guests may know it. `secrets` fill placeholders such as {{wifi_password}}
    after the guards, for a guest whose stay is active."""

    id: str
    name: str
    lang: str
    timezone: str
    entries: tuple[Entry, ...]
    library: Library
    knowledge_version: int = 1
    bot_name: str = ""
    tone: str = ""
    regions: tuple[str, ...] = ()
    secrets: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """The guest's unanswered lines and all that may be known when answering them.

    `assessment` is the offline judgement of the joined lines: the model may raise its attention,
    never lower it. `introduce`: this is the first automatic message of the chat, so it says that
    a virtual assistant writes and how to reach a person. `local_now` is in the hotel's zone.
    """

    hotel: HotelFacts
    lines: tuple[str, ...]
    assessment: Assessment
    local_now: datetime
    history: tuple[Turn, ...] = ()
    stay: StayFacts | None = None
    language: str | None = None
    desk_open: bool = True
    introduce: bool = False
    model_allowed: bool = True


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What one question to a model cost. `outcome` is "ok" or why the answer was not used."""

    provider: str
    model: str
    outcome: str
    seconds: float
    fingerprint: str = ""
    tokens_hit: int = 0
    tokens_miss: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class Thought:
    """What to say and whom to call.

    `reply` is ready to send (introduction included). `answered` is False when it only says that
    a person will come. `call_reason` is the alert to raise ("" for none), `summary` its words for
    staff. `why` keeps the reasons: brain, entries used, guards, signals.
    """

    assessment: Assessment
    reply: str
    answered: bool
    brain: str
    call_reason: str = ""
    summary: str = ""
    knowledge_ids: tuple[str, ...] = ()
    why: dict[str, Any] = field(default_factory=dict)
    calls: tuple[CallRecord, ...] = ()
