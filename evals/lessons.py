"""Examples to learn from: written one by one, and composed of clauses and frames.

In a composed sentence the same fault complains ("the tap leaks"), is only asked about ("what if
the tap leaks?") or is over, so that what is learned is the frame and not the fault.
"""

import random
import re
from pathlib import Path

from bellhop.ai.offline import detect_language
from evals.golden import Row

HERE = Path(__file__).parent / "lessons"
LANGS = ("ru", "en")
COMPOSED = 3000  # sentences a language
_SHARES = {
    "negative attention": 0.34,
    "neutral quiet": 0.44,
    "neutral attention": 0.09,
    "positive quiet": 0.13,
}


def _sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    title = ""
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title = line[2:]
        elif line:
            found.setdefault(title, []).append(line)
    return found


def _row(text: str, lang: str, title: str) -> Row:
    return {
        "text": text,
        "lang": lang,
        "sentiment": title.split(maxsplit=1)[0],
        "requires_attention": "attention" in title.split(),
    }


def written() -> list[Row]:
    """The examples written one by one."""
    rows = [
        _row(text, lang, title)
        for lang in LANGS
        for title, texts in _sections(lang).items()
        for text in texts
    ]
    rows += _lines("calm", "neutral quiet") + _lines("danger", "negative attention")
    return rows + _misread()


def _misread() -> list[Row]:
    """Questions about the hotel that sound like trouble, and trouble among them."""
    lines = (HERE / "heard.tsv").read_text(encoding="utf-8").splitlines()
    told = [line.split("\t") for line in lines if not line.startswith("#")]
    return [_row(text, lang, title) for title, lang, text in told]


def _lines(name: str, title: str) -> list[Row]:
    texts = (HERE.parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_row(text, detect_language(text), title) for text in texts if text]


def composed() -> list[Row]:
    """The composed examples, the same ones at every run."""
    return [row for lang in LANGS for row in _composed(lang)]


def _composed(lang: str) -> list[Row]:
    dice = random.Random(7)
    clauses, frames = _sections(f"clauses_{lang}"), _sections(f"frames_{lang}")

    def fill(frame: str) -> str:
        text = re.sub(r"\{(\w+)\}", lambda hole: dice.choice(clauses[hole[1]]), frame)
        return text[0].upper() + text[1:] if dice.random() < 0.4 else text

    return [
        _row(fill(dice.choice(choice)), lang, title)
        for title, choice in frames.items()
        for _ in range(int(COMPOSED * _SHARES[title]))
    ]
