"""The offline brain: carries a hotel through a day without a model.

`assess` tells mood, subject and attention; `Library` finds the hotel's own answer or admits
that there is none. Both are pure functions over text: no network, no tables, no clock.
"""

from bellhop.ai.offline.assess import assess, is_danger, wants_person
from bellhop.ai.offline.language import detect_language
from bellhop.ai.offline.library import Library, spoken_of
from bellhop.ai.offline.smalltalk import (
    is_greeting,
    is_start_word,
    is_stop_word,
    is_thanks,
    is_wish,
)
from bellhop.ai.offline.warm import ready, warm

__all__ = [
    "Library",
    "assess",
    "detect_language",
    "is_danger",
    "is_greeting",
    "is_start_word",
    "is_stop_word",
    "is_thanks",
    "is_wish",
    "ready",
    "spoken_of",
    "wants_person",
    "warm",
]
