"""The minds: what a message means and what the hotel knows about it.

Plain data in, plain data out (`plain`). `offline` needs no network and no model.
"""

from bellhop.ai.offline import (
    Library,
    assess,
    detect_language,
    is_start_word,
    is_stop_word,
    warm,
)
from bellhop.ai.phrases import Phrase, handover, phrase
from bellhop.ai.plain import Assessment, Entry, Match
from bellhop.ai.thought import (
    CallRecord,
    HotelFacts,
    Question,
    StayFacts,
    Thought,
    Turn,
)

__all__ = [
    "Assessment",
    "CallRecord",
    "Entry",
    "HotelFacts",
    "Library",
    "Match",
    "Phrase",
    "Question",
    "StayFacts",
    "Thought",
    "Turn",
    "assess",
    "detect_language",
    "handover",
    "is_start_word",
    "is_stop_word",
    "phrase",
    "warm",
]
