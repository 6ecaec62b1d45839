"""The rules, read from the files beside this one and compiled once per process."""

import gc
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from bellhop.ai.offline import translit
from bellhop.ai.offline.digest import Digest
from bellhop.ai.offline.folding import visible
from bellhop.ai.offline.phrases import Phrases
from bellhop.ai.offline.spelling import Speller
from bellhop.ai.offline.wordlists import lines, load, rule_files
from bellhop.ai.offline.words import Words, take_apart

CALM = "calm."
CALM_DANGER = "calm.danger"
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule of the offline brain, and the speller that mends words towards them."""

    phrases: Phrases
    speller: Speller
    digest: Digest
    danger: Phrases

    def read(self, text: str) -> Words:
        """A message taken apart, its typos mended."""
        return take_apart(self.digest.of(visible(text), self.alarms), self.speller.mend)

    def alarms(self, stretch: str) -> str:
        """The sentence of a stretch that may speak of danger, readable without the rest; or ""."""
        for sentence in _SENTENCE.findall(stretch):
            shown = translit.readable(sentence)
            hits = self.danger.scan(take_apart(shown, self.speller.mend))
            calm = {at for h in hits if h.rule == CALM_DANGER for at in range(h.start, h.end)}
            if any(h.rule != CALM_DANGER and not {h.start, h.end - 1} <= calm for h in hits):
                return shown
        return ""


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
    # topic words are many and loose: a typo is mended towards what decides something
    speller = Speller(phrases.literals(without="topic."), common)
    dangers = {n: ls for n, ls in rules.items() if n.startswith(("danger.", CALM_DANGER))}
    ready = Rulebook(phrases, speller, _digest(rules), Phrases.build(dangers, groups))
    # Thousands of small objects that live for ever: a full garbage collection that walks them
    # takes 40 ms in the middle of somebody's message.
    gc.collect()
    gc.freeze()
    return ready


def _digest(rules: dict[str, list[str]]) -> Digest:
    def of(*kinds: str) -> list[str]:
        return [line for name, ls in rules.items() if name.startswith(kinds) for line in ls]

    trouble = of("fail.", "bad.", "theft.", "refund.", "legal.", "money.", "abuse.", "lost.")
    return Digest(of("danger."), trouble)
