"""Who changed what, newest first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from bellhop import hotels
from bellhop.console.desk import Manager
from bellhop.console.settings import frame
from bellhop.console.settings.deeds import DEEDS

router = APIRouter(prefix="/h/{hotel}/settings/trail")
SHOWN = 60
LONGEST = 80


@router.get("")
async def show(desk: Manager, who: str = "", before: str = "") -> Response:
    async with desk.open() as session:
        found = await hotels.trail(
            session, before=UUID(before) if before else None, actor=who, limit=SHOWN + 1
        )
        people = await hotels.actors(session)
    return frame.show(
        desk, "trail", "settings/trail.html", entries=found[:SHOWN], who=who, people=people,
        further=found[SHOWN - 1].id if len(found) > SHOWN else None, deeds=DEEDS, details=details,
    )  # fmt: skip


def details(what: dict[str, Any]) -> str:
    """The fields of an entry in one line; ids of rows are no use to a reader."""
    parts = []
    for name, value in what.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text and not _is_id(text):
            parts.append(f"{name}: {text[:LONGEST]}")
    return " · ".join(parts)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
