"""The rules, read from the files beside this one and compiled once per process."""

import gc
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from bellhop.ai.offline.phrases import Phrases
from bellhop.ai.offline.spelling import Speller
from bellhop.ai.offline.wordlists import lines, load, rule_files
from bellhop.ai.offline.words import Words, take_apart

CALM = "calm."


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule of the offline brain, and the speller that mends words towards them."""

    phrases: Phrases
    speller: Speller

    def read(self, text: str) -> Words:
        """A message taken apart, its typos mended."""
        return take_apart(text, self.speller.mend)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rules of all files, compiled."""
    rules: dict[str, list[str]] = defaultdict(list)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in rule_files():
        book = load(name)
        for rule, block in book.get("rules", {}).items():
            rules[rule] += lines(block)
        for rule, block in book.get("calm", {}).items():
            rules[CALM + rule] += lines(block)
        for rule, block in book.get("classes", {}).items():
            groups[rule] += lines(block)
    phrases = Phrases.build(rules, groups)
    common = frozenset(load("common_words.yaml").get("words", "").split())
    # Thousands of small objects that live for ever: a full garbage collection that walks them
    # takes 40 ms in the middle of somebody's message.
    gc.collect()
    gc.freeze()
    # topic words are many and loose: a typo is mended towards what decides something
    return Rulebook(phrases, Speller(phrases.literals(without="topic."), common))
