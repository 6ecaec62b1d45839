"""Word patterns the guards look for, kept as plain lists beside this file.

A list has `[sections]`; every other line is a regular expression over lower-case text that must
begin and end at the edges of words. Lines beginning with # explain.
"""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = Path(__file__).parent / "lists"


def lines(name: str) -> dict[str, list[str]]:
    """Section name to its lines, in the order of the file."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").replace("ё", "е")
    for line in text.splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return sections


def patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Section name to its one pattern."""
    return {
        section: re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")
        for section, each in lines(name).items()
    }
