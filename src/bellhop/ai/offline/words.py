"""A message taken apart: words with their possible readings, sentences, questions and marks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bellhop.ai.offline import translit
from bellhop.ai.offline.folding import fold, one_script, visible

# Longer texts are pasted, not written; their head and tail say what they want.
HEAD, TAIL = 700, 300
_HAN = "\u3040-\u30ff\u3400-\u9fff"
_PIECE = re.compile(
    rf"(?P<word>[{_HAN}]|[^\W_{_HAN}]+(?:['’ʼ`][^\W_{_HAN}]+)*)"
    r"|(?P<end>[.!?;\n…。！？؟¡¿]+)|(?P<comma>[,:—–()，、]| - )"
)
# French and Italian swallow an article's vowel: "un'ambulanza", "l'eau"
_ELIDED = re.compile(r"^(?:un|l|d|c|qu|j|s|n|m|dell|all|nell|sull)['’](\w{3,})$")
_ARTICLES = ("وال", "بال", "ال", "لل", "و", "ب")


@dataclass(slots=True)
class Word:
    """One word: as written, folded, and every other reading (typo mended, alphabet changed)."""

    raw: str
    forms: tuple[str, ...]
    sentence: int
    clause: int


@dataclass(slots=True)
class Words:
    """A message as a row of words. `asked` holds the numbers of sentences with a question mark."""

    text: str
    row: list[Word] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    shouted: set[int] = field(default_factory=set)
    sentences: int = 0

    @property
    def folded(self) -> list[str]:
        """The first reading of each word."""
        return [word.forms[0] for word in self.row]


def shorten(text: str) -> str:
    """The part of a message that is looked at."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"


def _forms(raw: str, *, russian: bool) -> tuple[str, ...]:
    """The readings of one word before spelling is looked at."""
    bare = re.sub("['’ʼ`]", "", raw)
    if russian and re.fullmatch(r"[a-z0-9]+", bare):
        read = fold(translit.to_cyrillic(bare))
        # "y" is both ы and й, and e after a vowel may be э
        return (read, fold(read.replace("ы", "и")), fold(bare))
    first = fold(one_script(bare))
    if elided := _ELIDED.match(raw):
        return (first, fold(elided[1]))
    if "\u0600" <= first[:1] <= "\u06ff":
        cut = [
            first[len(a) :] for a in _ARTICLES if first.startswith(a) and len(first) > len(a) + 2
        ]
        return (first, *cut)
    return (first,)


def take_apart(text: str, mend: Callable[[str, str], str | None] | None = None) -> Words:
    """Split a message into words, sentences and clauses.

    `mend` is asked for a better spelling of each word (folded, raw); None means it is fine.
    """
    shown = shorten(visible(text))
    if translit.is_wrong_layout(shown):
        shown = translit.from_wrong_layout(shown)
    low = shown.lower()
    russian = translit.looks_russian(re.findall(r"[a-z']+", low))
    words = Words(text=shown)
    sentence = clause = 0
    for piece in _PIECE.finditer(low):
        if raw := piece["word"]:
            forms = _forms(raw, russian=russian)
            better = mend(forms[0], raw) if mend else None
            if better:
                forms = (*forms, better)
            words.row.append(Word(raw, forms, sentence, clause))
        elif piece["comma"]:
            clause += 1
        elif not _inside_number(low, piece):
            end = piece["end"]
            if "?" in end or "？" in end or "؟" in end:
                words.asked.add(sentence)
            if "!" in end:
                words.shouted.add(sentence)
            if words.row and words.row[-1].sentence == sentence:
                sentence += 1
                clause += 1
    words.sentences = sentence + 1
    return words


def _inside_number(text: str, piece: re.Match[str]) -> bool:
    """Whether a full stop stands between digits (14.00): it ends nothing."""
    start, end = piece.span()
    return (
        piece.group() == "." and text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()
    )
