"""Entries from a file or from pasted text: what each line would become, before anything is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import yaml
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import cells
from bellhop.errors import BadInput
from bellhop.knowledge.bring_in import read_entry, reason_against
from bellhop.knowledge.plain import NewEntry, id_for
from bellhop.knowledge.read import entries

MOST_ROWS = 5_000
COLUMNS = {
    "question": ("question", "questions", "q", "вопрос", "вопросы", "title", "тема вопроса"),
    "answer": ("answer", "answers", "a", "ответ", "ответы", "text", "текст"),
    "lang": ("lang", "language", "locale", "язык"),
    "topic": ("topic", "category", "section", "тема", "раздел", "категория"),
    "id": ("id", "key", "код", "ключ"),
}
_ASKED = re.compile(r"^\s*(?:q|question|в|вопрос)\s*[:.)]\s*(.+)$", re.IGNORECASE)
_TOLD = re.compile(r"^\s*(?:a|answer|о|ответ)\s*[:.)]\s*(.*)$", re.IGNORECASE)

Outcome = Literal["new", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Given:
    """One line and its fate. `number` is its place in the file; `before` the answer that stands."""

    number: int
    outcome: Outcome
    entry: NewEntry
    reason: str = ""
    before: str = ""


def from_file(name: str, content: bytes) -> list[tuple[int, Any]]:
    """Rows of a JSON, YAML, CSV or XLSX file, numbered. Raises BadInput."""
    if name.lower().endswith((".json", ".yaml", ".yml")):
        return _numbered(_loaded(cells.decoded(content)))
    return _from_lines(cells.read_lines(content))


def from_text(text: str) -> list[tuple[int, Any]]:
    """Rows of what somebody pasted: JSON, a table with a header, or questions with their answers
    below them, divided by empty lines. Raises BadInput."""
    text = text.replace("\r\n", "\n").strip()
    if text[:1] in ("[", "{"):
        return _numbered(_loaded(text))
    first = text.partition("\n")[0]
    if len(_columns(re.split(r"[;,\t|]", first))) >= 2:
        return _from_lines(cells.read_lines(text.encode()))
    return _from_blocks(text)


async def preview(
    session: AsyncSession, rows: Iterable[tuple[int, Any]], *, default_lang: str
) -> list[Given]:
    """What would become of each row. One without an id is known by its question."""
    standing = {(each.id, each.lang): each for each in await entries(session)}
    asked = {(_folded(each.question), each.lang): each.id for each in standing.values()}
    seen: set[tuple[str, str]] = set()
    found = []
    for number, row in rows:
        reason = reason_against(row)
        if reason:
            found.append(Given(number, "refused", _shown(row, default_lang), reason))
            continue
        entry = read_entry(row, "", default_lang)
        known = asked.get((_folded(entry.question), entry.lang)) or id_for(entry.question)
        entry = NewEntry(entry.id or known, entry.question, entry.answer, entry.lang, entry.topic)
        key = (entry.id, entry.lang)
        if key in seen:
            found.append(Given(number, "refused", entry, "stands twice in what was given"))
            continue
        seen.add(key)
        found.append(_fate(number, entry, standing.get(key)))
    return found


def _fate(number: int, entry: NewEntry, old: Any) -> Given:
    if old is None:
        return Given(number, "new", entry)
    topic = entry.topic or old.topic
    entry = NewEntry(entry.id, entry.question, entry.answer, entry.lang, topic)
    same = (old.question, old.answer, old.topic) == (entry.question, entry.answer, topic)
    return Given(number, "same" if same else "changed", entry, before=old.answer)


def _shown(row: Any, lang: str) -> NewEntry:
    """As much of a refused row as can be shown."""
    values = row if isinstance(row, dict) else {}
    question, answer = (str(values.get(name) or "")[:200] for name in ("question", "answer"))
    return NewEntry(str(values.get("id") or "")[:40], question, answer, lang)


def _folded(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip("?!. ")


def _loaded(text: str) -> list[Any]:
    try:
        loaded = json.loads(text) if text.lstrip()[:1] in ("[", "{") else yaml.safe_load(text)
    except (json.JSONDecodeError, yaml.YAMLError) as error:
        raise BadInput(str(error).splitlines()[0]) from None
    rows = loaded.get("entries") if isinstance(loaded, dict) else loaded
    if not isinstance(rows, list):
        raise BadInput("It holds no list of entries.")
    return rows


def _numbered(rows: Sequence[Any]) -> list[tuple[int, Any]]:
    return _limited(list(enumerate(rows, start=1)))


def _limited(rows: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
    if not rows:
        raise BadInput("Nothing was found in it.")
    if len(rows) > MOST_ROWS:
        raise BadInput("More than 5,000 entries at once; divide the file.")
    return rows


def _columns(header: Sequence[Any]) -> dict[int, str]:
    """Which column is what."""
    found: dict[int, str] = {}
    for place, cell in enumerate(header):
        said = str(cell or "").strip().strip('"').casefold()
        for name, words in COLUMNS.items():
            if said in words and name not in found.values():
                found[place] = name
    return found


def _from_lines(lines: Sequence[cells.Line]) -> list[tuple[int, Any]]:
    if not lines:
        raise BadInput("Nothing was found in it.")
    columns = _columns(lines[0][1])
    if not {"question", "answer"} <= set(columns.values()):
        raise BadInput("The first line must name the columns: question, answer, lang, topic.")
    return _limited(
        [
            (number, {name: _text(cell[at]) for at, name in columns.items() if at < len(cell)})
            for number, cell in lines[1:]
        ]
    )


def _text(cell: cells.Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _from_blocks(text: str) -> list[tuple[int, Any]]:
    rows: list[tuple[int, Any]] = []
    for number, block in enumerate(re.split(r"\n\s*\n", text), start=1):
        first, _, rest = block.strip().partition("\n")
        asked = _ASKED.match(first)
        told = _TOLD.match(rest)
        answer = (told[1] + rest[told.end() :]).strip() if told else rest.strip()
        question = asked[1] if asked else first
        if question.strip():
            rows.append((number, {"question": question.strip(), "answer": answer}))
    return _limited(rows)
