"""The word lists and rules beside this file, read."""

from importlib.resources import files
from typing import Any

import yaml

_WORDS_ONLY = frozenset(
    {
        "concepts.yaml",
        "concepts_wider.yaml",
        "concepts_more.yaml",
        "concepts_daily.yaml",
        "languages.yaml",
        "smalltalk.yaml",
        "common_words.yaml",
        "plain_words.yaml",
        "marks.yaml",
    }
)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(name: str) -> dict[str, Any]:
    """One YAML file of rules or words."""
    source = files("bellhop.ai.offline").joinpath("rules", name).read_bytes()
    return yaml.load(source, Loader=_LOADER) or {}  # noqa: S506 - CSafeLoader is a safe loader


def lines(block: str) -> list[str]:
    """The patterns of a block, one a line."""
    return [line.strip() for line in block.splitlines() if line.strip()]


def rule_files() -> list[str]:
    """The names of the files that hold rules, in order."""
    every = files("bellhop.ai.offline").joinpath("rules").iterdir()
    names = sorted(path.name for path in every)
    return [name for name in names if name.endswith(".yaml") and name not in _WORDS_ONLY]
