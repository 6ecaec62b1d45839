"""`bellhop eval`: judge the minds on messages and questions of your own."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import typer

from bellhop import ai, clock, crypto, settings
from bellhop.ai import Entry, HotelFacts, Library, Question
from bellhop.cli.ready import complain, prepared
from bellhop.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Judge the minds on your own chats.")

Out = Annotated[Path, typer.Option("-o", "--out", help="Where the answers go, one JSON a line.")]
Brain = Annotated[Literal["offline", "deepseek"], typer.Option(help="Which mind.")]
AT_ONCE = 8


@app.command("sentiment")
def sentiment(file: Path, out: Out, brain: Brain = "offline") -> None:
    """Read {id, text}; write {id, sentiment, confidence, requires_attention, topic, language}."""
    rows = list(_rows(file, "text"))
    if brain == "offline":
        prepared()
        _write(out, ({"id": row["id"], **_judged(ai.assess(row["text"]))} for row in rows))
        return
    _need_model(_prepared_with_a_key())
    hotel = _facts({"entries": []})
    results = asyncio.run(_all(hotel, [row["text"] for row in rows]))
    _write(
        out,
        (
            {"id": row["id"], **_judged(thought.assessment)}
            for row, thought in zip(rows, results, strict=True)
        ),
    )


@app.command("answers")
def answers(
    file: Path,
    out: Out,
    knowledge: Annotated[Path, typer.Option(help='{"entries": […], "timezone", "lang"}')],
    brain: Brain = "offline",
) -> None:
    """Read {id, question}; write {id, entry_id or null, reply, handover}."""
    loaded = _prepared_with_a_key()
    if brain == "deepseek":
        _need_model(loaded)
    try:
        hotel = _facts(json.loads(knowledge.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as error:
        complain(f"{knowledge} cannot be read: {error}")
    except (KeyError, TypeError, AttributeError):
        complain(f'{knowledge} is not {{"entries": [{{id, question, answer, lang}}]}}')
    rows = list(_rows(file, "question"))
    results = asyncio.run(_all(hotel, [row["question"] for row in rows], model=brain == "deepseek"))
    _write(
        out,
        (
            {
                "id": row["id"],
                "entry_id": thought.knowledge_ids[0]
                if thought.answered and thought.knowledge_ids
                else None,
                "reply": thought.reply,
                "handover": not thought.answered,
            }
            for row, thought in zip(rows, results, strict=True)
        ),
    )


async def _all(hotel: HotelFacts, texts: list[str], *, model: bool = True) -> list[ai.Thought]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(text: str) -> ai.Thought:
        async with gate:
            return await ai.think(_question(hotel, text, model=model))

    try:
        return await asyncio.gather(*(one(text) for text in texts))
    finally:
        await ai.close()


def _question(hotel: HotelFacts, text: str, *, model: bool) -> Question:
    local: datetime = clock.now().astimezone(ZoneInfo(hotel.timezone))
    return Question(
        hotel=hotel,
        lines=(text,),
        assessment=ai.assess(text),
        local_now=local,
        model_allowed=model,
    )


def _facts(known: dict[str, Any]) -> HotelFacts:
    entries = tuple(
        Entry(
            str(row["id"]),
            row["question"],
            row["answer"],
            row.get("lang") or known.get("lang") or "en",
            row.get("topic") or "",
        )
        for row in known["entries"]
    )
    lang = known.get("lang") or "en"
    return HotelFacts(
        id="eval",
        name=known.get("name") or "Hotel",
        lang=lang,
        timezone=known.get("timezone") or "UTC",
        entries=entries,
        library=Library(entries, lang=lang),
    )


def _judged(found: ai.Assessment) -> dict[str, Any]:
    return {
        "sentiment": found.sentiment,
        "confidence": round(found.confidence, 4),
        "requires_attention": found.requires_attention,
        "topic": found.topic,
        "language": found.language,
    }


def _prepared_with_a_key() -> Settings:
    """Judging keeps nothing, so where no key is set one of this moment will do."""
    loaded = prepared()
    if loaded.secret_keys:
        return loaded
    os.environ["BELLHOP_SECRET_KEYS"] = crypto.new_key()
    settings.load.cache_clear()
    return prepared()


def _need_model(loaded: Settings) -> None:
    if not loaded.all_providers():
        complain("no model is configured; set BELLHOP_DEEPSEEK_API_KEY or use --brain offline")


def _rows(file: Path, field: str) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        complain(f"{file} is not UTF-8 text")
    except OSError as error:
        complain(f"{file} cannot be read: {error.strerror}")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            complain(f"{file}, line {number}: not JSON")
        if not isinstance(row, dict) or "id" not in row or not isinstance(row.get(field), str):
            complain(f"{file}, line {number}: needs id and {field}")
        yield row


def _write(out: Path, rows: Iterable[dict[str, Any]]) -> None:
    try:
        with out.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError as error:
        complain(f"{out} cannot be written: {error.strerror}")
