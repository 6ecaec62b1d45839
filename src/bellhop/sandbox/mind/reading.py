"""What the stand-in reads in a prompt: knowledge entries and the guest's last words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

ENTRY = re.compile(
    r'<entry id="(?P<id>[^"]+)"(?: lang="(?P<lang>[^"]*)")?[^>]*>\s*'
    r"Q:\s*(?P<question>.*?)\nA:\s*(?P<answer>.*?)\s*</entry>",
    re.DOTALL,
)
WORDS = re.compile(r"<(?P<tag>guest_words_[0-9A-Za-z]+)>(?P<words>.*?)</(?P=tag)>", re.DOTALL)

SCRIPTS = (
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("en", re.compile(r"[A-Za-z]")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and answer of the hotel."""

    id: str
    lang: str
    question: str
    answer: str


@lru_cache(maxsize=128)
def entries_in(text: str) -> tuple[Entry, ...]:
    """The knowledge a prompt carries; a hotel's prompt repeats, so the reading is kept."""
    return tuple(
        Entry(
            found["id"], found["lang"] or "", unescape(found["question"]), unescape(found["answer"])
        )
        for found in ENTRY.finditer(text)
    )


def text_of(message: dict[str, Any]) -> str:
    """The words of one message; pictures are not looked at."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text") or "" for part in content if isinstance(part, dict))


def guest_words(text: str) -> str:
    """What stands between the last pair of markers; the whole text where there is none."""
    found = list(WORDS.finditer(text))
    return unescape(found[-1]["words"] if found else text).strip()


def language_of(text: str) -> str:
    """By script alone: the one with most letters."""
    counts = [(len(script.findall(text)), name) for name, script in SCRIPTS]
    most, name = max(counts, key=lambda pair: pair[0])
    return name if most else "other"
