"""Ages from which or up to which something holds: a cited entry must name the very age."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bellhop.ai.guards.grounding import MOST_CITED, Standing
from bellhop.ai.guards.text import clauses, sentences
from bellhop.ai.subjects import topics

_LIMIT = re.compile(
    r"(?<!\w)(?:с|от|до|старше|младше|from|under|over|until|up to|aged?|above|below|than)\s+"
    r"(?:the age of\s+)?(\d{1,2})(?![\d:.,]\d)"
    r"(?=\s*(?:-?(?:х|ти|s)(?!\w)|лет|года?(?!\w)|years?|and|are|may|can|[.,;]|$))"
)
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NO_AGE = re.compile(r"[ap]\.?m|часов|утра|вечера|:00")


def wrong(reply: str, standing: Standing) -> Iterator[tuple[str, str]]:
    """The age limits of a reply that no cited entry names."""
    known = standing.ground.by_id
    cited = [known[each] for each in standing.cited[:MOST_CITED] if each in known]
    named = {each for one in cited for each in _NUMBER.findall(one.text)}
    for sentence in sentences(reply):
        for clause in clauses(sentence.lower()):
            if "#child" not in topics(clause) or _NO_AGE.search(clause):
                continue
            for found in _LIMIT.finditer(clause):
                if cited and found[1] not in named:
                    yield "age", found[0]
