"""Claims in languages whose sentences the other guards cannot take apart.

Kinds are found by their usual words; a cited entry must say the same kind. Numbers told in words
and vague hours are never let through: nobody can compare them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bellhop.ai.guards.claims import SAID_BY
from bellhop.ai.guards.ground import Known
from bellhop.ai.guards.grounding import MOST_CITED, Standing, drops_a_condition
from bellhop.ai.guards.patterns import patterns

_SENTENCE = re.compile(r"[.!?。！？؟\n]+(?!\d)")
_UNCHECKED = ("number", "vague")


def _by_language() -> dict[str, dict[str, re.Pattern[str]]]:
    found: dict[str, dict[str, re.Pattern[str]]] = defaultdict(dict)
    for title, pattern in patterns("foreign").items():
        language, _, kind = title.partition(" ")
        found[language][kind] = pattern
    return dict(found)


_LISTS = _by_language()


def is_known(language: str) -> bool:
    """Whether there are words for this language here."""
    return language[:2] in _LISTS


def unfounded(reply: str, language: str, standing: Standing) -> Iterator[tuple[str, str]]:
    """Claims of a foreign reply that no cited entry makes."""
    lists = _LISTS[language[:2]]
    known = standing.ground.by_id
    cited = [known[each] for each in standing.cited[:MOST_CITED] if each in known]
    for sentence in _SENTENCE.split(reply.lower()):
        spoken = _LISTS["any"]["easy"].sub(" ", sentence)
        denied = lists["denial"].search(spoken) is not None
        for kind, pattern in lists.items():
            found = None if kind == "denial" else pattern.search(sentence)
            if found is None or (denied and not lists["denial"].search(found[0])):
                continue
            if kind in _UNCHECKED or not any(_says(each, kind, pattern, reply) for each in cited):
                yield kind, found[0]


def _says(entry: Known, kind: str, pattern: re.Pattern[str], reply: str) -> bool:
    if kind == "open" and any(each[0] == "time" for each in entry.readings):
        return True
    if pattern.search(entry.text.lower()):
        return True
    saying = [each for each in entry.claims if each.kind in SAID_BY[kind]]
    return bool(saying) and not drops_a_condition(kind, saying, reply)
