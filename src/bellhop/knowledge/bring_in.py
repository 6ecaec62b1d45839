"""Importing entries: read the file, refuse bad lines with their reason, replace by id."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.errors import BadInput
from bellhop.hotels import HotelRecord, note
from bellhop.knowledge import history
from bellhop.knowledge.models import KnowledgeEntry
from bellhop.knowledge.plain import NewEntry

QUESTION_LIMIT = 500
ANSWER_LIMIT = 4000


def read_file(path: Path, *, default_lang: str) -> list[NewEntry]:
    """Entries of a JSON, CSV or YAML file. Raises BadInput naming every bad line at once."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{path.name} is not UTF-8 text") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from None
    rows = _rows(path.suffix.lower(), text)
    return check(rows, default_lang=default_lang)


def check(rows: Iterable[Any], *, default_lang: str) -> list[NewEntry]:
    """Raises BadInput that lists each bad row with its reason."""
    good: list[NewEntry] = []
    bad: list[str] = []
    for number, row in enumerate(rows, start=1):
        reason = reason_against(row)
        if reason:
            bad.append(f"entry {number}: {reason}")
        else:
            good.append(read_entry(row, f"kb-{number}", default_lang))
    seen: set[tuple[str, str]] = set()
    for entry in good:
        if (entry.id, entry.lang) in seen:
            bad.append(f"id {entry.id!r} stands twice in {entry.lang}")
        seen.add((entry.id, entry.lang))
    if bad:
        raise BadInput("nothing was imported; " + "; ".join(bad[:20]))
    return good


async def bring_in(
    session: AsyncSession,
    hotel_id: UUID,
    new: list[NewEntry],
    *,
    by: str = "cli",
    what: str = "knowledge_imported",
    **about: Any,
) -> int:
    """Write the entries; one with a known id and language is replaced, and every state is kept as
    a version. What is the same already is left alone. How many were given."""
    fresh = await history.record(session, hotel_id, new, by=by)
    for entry in fresh:
        await _put(session, hotel_id, entry)
    if fresh:
        await changed(session)
    await note(session, hotel_id, by, what, **(about or {"entries": len(new)}))
    return len(new)


async def changed(session: AsyncSession) -> None:
    """The hotel's knowledge is another: whoever has read it reads it again."""
    await session.execute(
        update(HotelRecord).values(knowledge_version=HotelRecord.knowledge_version + 1)
    )


async def _put(session: AsyncSession, hotel_id: UUID, entry: NewEntry) -> None:
    now = clock.now()
    statement = insert(KnowledgeEntry).values(
        hotel_id=hotel_id,
        id=clock.new_id(),
        external_id=entry.id,
        question=entry.question,
        answer=entry.answer,
        lang=entry.lang,
        topic=entry.topic,
        created_at=now,
        updated_at=now,
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["hotel_id", "external_id", "lang"],
            set_={
                name: statement.excluded[name]
                for name in ("question", "answer", "topic", "updated_at")
            },
        )
    )


def _rows(suffix: str, text: str) -> list[Any]:
    try:
        if suffix == ".csv":
            dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t") if text.strip() else None
            return list(csv.DictReader(io.StringIO(text), dialect=dialect or "excel"))
        loaded = yaml.safe_load(text) if suffix in (".yaml", ".yml") else json.loads(text)
    except (csv.Error, yaml.YAMLError, json.JSONDecodeError) as error:
        raise BadInput(f"the file cannot be read: {str(error).splitlines()[0]}") from None
    rows = loaded.get("entries") if isinstance(loaded, dict) else loaded
    if not isinstance(rows, list):
        raise BadInput('the file holds neither a list nor {"entries": [...]}')
    return rows


def reason_against(row: Any) -> str:
    """Why a row cannot be an entry; empty when it can."""
    if not isinstance(row, dict):
        return "is not an object"
    for field, limit in (("question", QUESTION_LIMIT), ("answer", ANSWER_LIMIT)):
        value = row.get(field)
        if not isinstance(value, str) or not value.strip():
            return f"has no {field}"
        if len(value) > limit:
            return f"its {field} is longer than {limit} characters"
        if "\x00" in value:
            return f"its {field} holds a NUL character"
    lang = row.get("lang")
    if lang and (not isinstance(lang, str) or not 2 <= len(lang.strip()) <= 8):
        return "its lang is not a code such as ru or en"
    return ""


def read_entry(row: dict[str, Any], name: str, default_lang: str) -> NewEntry:
    """A row that was found good. `name` is its id when it has none of its own."""
    return NewEntry(
        id=str(row.get("id") or name).strip(),
        question=row["question"].strip(),
        answer=row["answer"].strip(),
        lang=(row.get("lang") or default_lang).strip().lower()[:2],
        topic=str(row.get("topic") or "").strip(),
    )
