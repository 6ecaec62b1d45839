"""Importing entries: read the file, refuse bad lines with their reason, replace by id."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
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
from bellhop.knowledge.models import KnowledgeEntry

QUESTION_LIMIT = 500
ANSWER_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class NewEntry:
    id: str
    question: str
    answer: str
    lang: str
    topic: str = ""


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
        reason = _reason_against(row)
        if reason:
            bad.append(f"entry {number}: {reason}")
        else:
            good.append(_entry(row, number, default_lang))
    seen: set[tuple[str, str]] = set()
    for entry in good:
        if (entry.id, entry.lang) in seen:
            bad.append(f"id {entry.id!r} stands twice in {entry.lang}")
        seen.add((entry.id, entry.lang))
    if bad:
        raise BadInput("nothing was imported; " + "; ".join(bad[:20]))
    return good


async def bring_in(
    session: AsyncSession, hotel_id: UUID, new: list[NewEntry], *, by: str = "cli"
) -> int:
    """Add the entries; one with a known id and language is replaced."""
    now = clock.now()
    for entry in new:
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
    await session.execute(
        update(HotelRecord).values(knowledge_version=HotelRecord.knowledge_version + 1)
    )
    await note(session, hotel_id, by, "knowledge_imported", entries=len(new))
    return len(new)


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


def _reason_against(row: Any) -> str:
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


def _entry(row: dict[str, Any], number: int, default_lang: str) -> NewEntry:
    return NewEntry(
        id=str(row.get("id") or f"kb-{number}").strip(),
        question=row["question"].strip(),
        answer=row["answer"].strip(),
        lang=(row.get("lang") or default_lang).strip().lower()[:2],
        topic=str(row.get("topic") or "").strip(),
    )
