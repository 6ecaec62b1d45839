"""The minds: what a message means, what the hotel knows about it, and what to say.

Plain data in, plain data out (`plain`, `thought`). `offline` needs no network and no model;
`think` asks the providers first and never lets an unchecked word through.
"""

from bellhop.ai.balance import Balance, balance
from bellhop.ai.clients import close
from bellhop.ai.offline import (
    Library,
    assess,
    detect_language,
    is_start_word,
    is_stop_word,
    ready,
    spoken_of,
    warm,
)
from bellhop.ai.phrases import Phrase, handover, phrase
from bellhop.ai.plain import Assessment, Entry, Match
from bellhop.ai.secrets_filled import placeholders
from bellhop.ai.think import think
from bellhop.ai.thought import CallRecord, HotelFacts, Question, StayFacts, Thought, Turn
from bellhop.ai.translate import Translated, translate

__all__ = [
    "Assessment",
    "Balance",
    "CallRecord",
    "Entry",
    "HotelFacts",
    "Library",
    "Match",
    "Phrase",
    "Question",
    "StayFacts",
    "Thought",
    "Translated",
    "Turn",
    "assess",
    "balance",
    "close",
    "detect_language",
    "handover",
    "is_start_word",
    "is_stop_word",
    "phrase",
    "placeholders",
    "ready",
    "spoken_of",
    "think",
    "translate",
    "warm",
]
