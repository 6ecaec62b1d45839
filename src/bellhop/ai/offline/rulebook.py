"""The rules, read from the files beside this one and compiled once per process."""

import gc
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from bellhop.ai.offline.phrases import Phrases
from bellhop.ai.offline.spelling import Speller
from bellhop.ai.offline.words import Words, take_apart

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CALM = "calm."


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule of the offline brain, and the speller that mends words towards them."""

    phrases: Phrases
    speller: Speller

    def read(self, text: str) -> Words:
        """A message taken apart, its typos mended."""
        return take_apart(text, self.speller.mend)


def load(name: str) -> dict[str, Any]:
    """One YAML file of rules or words."""
    source = files("bellhop.ai.offline").joinpath("rules", name).read_bytes()
    return yaml.load(source, Loader=_LOADER) or {}  # noqa: S506 - CSafeLoader is a safe loader


def lines(block: str) -> list[str]:
    """The patterns of a block, one a line."""
    return [line.strip() for line in block.splitlines() if line.strip()]


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rules of all files, compiled."""
    rules: dict[str, list[str]] = defaultdict(list)
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(
        files("bellhop.ai.offline").joinpath("rules").iterdir(), key=lambda p: p.name
    ):
        if not path.name.endswith(".yaml") or path.name.startswith("concepts"):
            continue
        book = load(path.name)
        for name, block in book.get("rules", {}).items():
            rules[name] += lines(block)
        for name, block in book.get("calm", {}).items():
            rules[CALM + name] += lines(block)
        for name, block in book.get("classes", {}).items():
            groups[name] += lines(block)
    phrases = Phrases.build(rules, groups)
    # topic words are many and loose: a typo is mended towards what decides something
    deciding = {name: patterns for name, patterns in rules.items() if name[:6] != "topic."}
    mendable = Phrases.build(deciding, groups)
    common = frozenset(load("common_words.yaml").get("words", "").split())
    # Thousands of small objects that live for ever: a full garbage collection that walks them
    # takes 40 ms in the middle of somebody's message.
    gc.collect()
    gc.freeze()
    return Rulebook(phrases, Speller(mendable.literals(), common))
