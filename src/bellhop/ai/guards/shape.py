"""The outside of a reply: plain words, in the guest's language, of a sane length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bellhop.ai.guards.text import PLACEHOLDER, sentences
from bellhop.ai.offline import detect_language

LONGEST = 900
LONGEST_QUOTE = 3_500
_ENOUGH_LETTERS = 12
_FOREIGN_SENTENCE = 24
_SURE_OF_LANGUAGE = 40
_MARKUP = re.compile(
    r"</?[a-zA-Z!][^<>]*>|```|\[[^\]\n]+\]\([^)\n]+\)|^\s*\|.*\|\s*$|^#{1,6}\s|\*\*|&[a-z]{2,6};|[{}]",
    re.MULTILINE,
)
# Networks, links and addresses belong to no language.
_NAMES = re.compile(r"\S*[_@/]\S*|\b[\w-]+\.[a-z]{2,}\b")
_SCRIPTS: dict[str, re.Pattern[str]] = {
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "arabic": re.compile(r"[\u0600-\u06ff]"),
    "hebrew": re.compile(r"[\u0590-\u05ff]"),
    "han": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"),
    "georgian": re.compile(r"[\u10a0-\u10ff]"),
    "armenian": re.compile(r"[\u0530-\u058f]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
    "thai": re.compile(r"[\u0e00-\u0e7f]"),
    "greek": re.compile(r"[\u0370-\u03ff]"),
    "devanagari": re.compile(r"[\u0900-\u097f]"),
}
_SCRIPT_OF = (
    dict.fromkeys(("ru", "uk", "be", "kk", "bg", "sr", "ky", "tg", "mn"), "cyrillic")
    | dict.fromkeys(("ar", "fa", "ur"), "arabic")
    | dict.fromkeys(("zh", "ja"), "han")
    | {"he": "hebrew", "ka": "georgian", "hy": "armenian", "ko": "hangul", "th": "thai"}
    | {"el": "greek", "hi": "devanagari"}
)


def script_of(language: str) -> str:
    """The script a language is written in; Latin for those we do not know."""
    return _SCRIPT_OF.get(language[:2], "latin")


def plain(text: str) -> str:
    """Markdown a phone would show as stars taken out; nothing else changes."""
    text = re.sub(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__", lambda found: found[1] or found[2], text)
    text = re.sub(r"(?m)^#{1,6}\s+|`", "", text)
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?m)^(\s*)[*•]\s+", r"\1- ", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def shape(reply: str, *, quoted: bool) -> Iterator[tuple[str, str]]:
    """Empty, too long, or not plain text."""
    if not any(each.isalnum() for each in reply):
        yield "empty", "no words"
    if len(reply) > (LONGEST_QUOTE if quoted else LONGEST):
        yield "length", f"{len(reply)} characters"
    marked = _MARKUP.search(PLACEHOLDER.sub("", reply))
    if marked is not None:
        yield "plain_text", marked[0][:20]


def language(reply: str, expected: str) -> Iterator[tuple[str, str]]:
    """Another script, a long foreign sentence, or another language of the same script."""
    wanted = script_of(expected)
    reply = _NAMES.sub(" ", PLACEHOLDER.sub(" ", reply))
    counts = _letters(reply)
    total = sum(counts.values())
    # A short reply may be half foreign names; a third of its own script is enough.
    if total >= _ENOUGH_LETTERS and counts.get(wanted, 0) * 3 < total:
        yield "language", f"not in {expected}"
        return
    for sentence in sentences(reply):
        letters = _letters(sentence)
        foreign = sum(letters.values()) - letters.get(wanted, 0)
        if foreign >= _FOREIGN_SENTENCE and foreign > 3 * letters.get(wanted, 0):
            yield "language", sentence[:40]
            return
    if total >= _SURE_OF_LANGUAGE:
        found = detect_language(reply, hint=expected)
        if found[:2] != expected[:2] and script_of(found) == wanted and found != "other":
            yield "language", f"{found} instead of {expected}"


def _letters(text: str) -> dict[str, int]:
    if text.isascii():
        return {"latin": sum(map(str.isalpha, text))}
    return {name: len(script.findall(text)) for name, script in _SCRIPTS.items()}
