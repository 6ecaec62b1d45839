"""The offline judgement of a guest's words, made once: when they come in, and again for the answer
if several lines are considered together."""

from __future__ import annotations

import functools

from bellhop import ai
from bellhop.ai import Assessment

REMEMBERED = 2_000


@functools.lru_cache(maxsize=REMEMBERED)
def judged(words: str, hint: str | None) -> Assessment:
    return ai.assess(words, hint=hint)
