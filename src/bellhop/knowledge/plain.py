"""An entry before it is one."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class NewEntry:
    id: str
    question: str
    answer: str
    lang: str
    topic: str = ""


def id_for(question: str) -> str:
    """An id made of the question: the same question gets the same one again."""
    said = " ".join(question.casefold().split())
    slug = _PLAIN.sub("-", said).strip("-")
    if said.isascii() and slug:
        return slug[:40].strip("-")
    return f"q-{zlib.crc32(said.encode()):08x}"
