"""Who else looks at a chat right now. Kept in Redis alone: it may vanish."""

from __future__ import annotations

import time
from uuid import UUID

import orjson

from bellhop import live
from bellhop.console.desk import Desk

HERE_SECONDS = 30


async def here(desk: Desk, chat_id: UUID, *, writing: bool, gone: bool = False) -> None:
    """Somebody looks at a chat, or writes in it, or has left it."""
    until = 0 if gone else int(time.time()) + HERE_SECONDS
    value = orjson.dumps([desk.staff.first_name, desk.staff.initials, writing, until]).decode()
    await live.note(_key(desk, chat_id), str(desk.staff.id), value, seconds=HERE_SECONDS)
    await live.tell(desk.hotel.id, "here", chat_id)


async def others(desk: Desk, chat_id: UUID) -> list[tuple[str, str, bool]]:
    """Name, initials, and whether they write, of everybody else."""
    found = []
    for person, value in (await live.noted(_key(desk, chat_id))).items():
        name, initials, writing, until = orjson.loads(value)
        if person != str(desk.staff.id) and until > time.time():
            found.append((name, initials, writing))
    return sorted(found)


def _key(desk: Desk, chat_id: UUID) -> str:
    return f"bellhop:here:{desk.hotel.id}:{chat_id}"
