"""Hotels with the knowledge of `evals/`, and a guest of each on one Sunday in November."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bellhop.ai.offline import Library, assess
from bellhop.ai.plain import Assessment, Entry
from bellhop.ai.thought import HotelFacts, Question, StayFacts, Turn

KNOWLEDGE = Path(__file__).parents[2] / "evals" / "knowledge"
ZONES = {"sochi": "Europe/Moscow", "tbilisi": "Asia/Tbilisi"}
LANGUAGES = {"sochi": "ru", "tbilisi": "en", "glemping": "ru", "harbour": "ru", "bereg": "ru"}


@cache
def hotel(name: str) -> HotelFacts:
    """One of the hotels, made once."""
    entries = tuple(
        Entry(**{key: each[key] for key in ("id", "question", "answer", "lang")})
        for each in json.loads((KNOWLEDGE / f"{name}.json").read_text())["entries"]
    )
    return HotelFacts(
        id=f"hotel-{name}",
        name=name.title(),
        lang=LANGUAGES.get(name, "en"),
        timezone=ZONES.get(name, "Europe/London"),
        entries=entries,
        library=Library(entries, lang=LANGUAGES.get(name, "en")),
        secrets={"wifi_password": "riviera2026"},
    )


def now(name: str) -> datetime:
    """Sunday afternoon."""
    return datetime(2026, 11, 22, 15, 40, tzinfo=ZoneInfo(ZONES.get(name, "Europe/London")))


def stay(name: str, status: str = "checked_in") -> StayFacts:
    """From Friday the 20th to Tuesday the 24th."""
    zone = ZoneInfo(ZONES.get(name, "Europe/London"))
    return StayFacts(
        status=status,
        arrival=datetime(2026, 11, 20, 14, 0, tzinfo=zone),
        departure=datetime(2026, 11, 24, 12, 0, tzinfo=zone),
        room_type="Deluxe",
    )


def calm(language: str) -> Assessment:
    """A message that raises nothing."""
    return Assessment(language, "other", "neutral", 0.7, False, "none", "none", False, False)


def asked(
    name: str,
    *lines: str,
    assessment: Assessment | None = None,
    history: tuple[Turn, ...] = (),
    **more: object,
) -> Question:
    """A guest's lines to one of the hotels."""
    return Question(
        hotel=hotel(name),
        lines=lines,
        assessment=assessment or assess("\n".join(lines)),
        local_now=now(name),
        history=history,
        **({"stay": stay(name)} | more),  # type: ignore[arg-type]
    )
