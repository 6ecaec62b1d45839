"""Storing what comes in: once, raw, committed before anybody is told that it is safe.

Concurrent arrivals of one hotel share a transaction: each still waits for the commit that holds
it, and a busy hotel costs fewer commits than messages.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, LargeBinary, String, Uuid, bindparam, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import channels, clock, db, jobs, metrics
from bellhop.db import Prepared
from bellhop.jobs import Hint, Job
from bellhop.messages import ChannelType, Envelope, Event, Unreadable, Unused

BODY_LIMIT = 1024 * 1024
KEPT_OF_TOO_LARGE = 64 * 1024
BATCH = 64
STATUSES_WAIT_SECONDS = 0.25
BY_THE_WAY = frozenset({"outgoingMessageStatus", "outgoingAPIMessageReceived"})
"""Kinds that tell what became of our own messages: handled together, a little later."""
REF_LIMIT = 200
"""An index refuses what is much longer, and the provider would repeat the event for a day."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One event on its way in. `event` is how the channel's parser of today reads it."""

    hotel_id: UUID
    account_id: UUID
    road: str
    body: bytes
    event: Event
    at: datetime = field(default_factory=clock.now)


def arrival(
    hotel_id: UUID, account_id: UUID, body: bytes, *, channel: ChannelType, instance_id: str
) -> Arrival:
    """A webhook's body, read. A body that names another instance is kept, never acted upon."""
    event = channels.read_event(body, type=channel)
    named = event.envelope.instance_id
    if named is not None and named != instance_id:
        event = Unreadable(
            Envelope(key=f"foreign|{event.envelope.key}"[:200], type_name="foreign"),
            reason="the body names another instance",
        )
    return Arrival(hotel_id, account_id, "webhook", body, event)


def too_large(hotel_id: UUID, account_id: UUID, head: bytes) -> Arrival:
    """The first part of a body over the limit: kept for a person."""
    kept = head[:KEPT_OF_TOO_LARGE]
    event = channels.read_event(b"\x00" + kept)  # never valid JSON, so the key is of the bytes
    event = Unreadable(
        Envelope(key=event.envelope.key, type_name="too_large"), reason="larger than 1 MiB"
    )
    return Arrival(hotel_id, account_id, "webhook", kept, event)


async def store(
    session: AsyncSession, arrivals: Sequence[Arrival], *, hold_statuses: bool = False
) -> Stored:
    """Insert what is new and let hints leave with the commit. With `hold_statuses` the caller lets
    the one for statuses leave.

    Copies are recognised by the database. All arrivals are of the session's hotel.
    """
    hotel_id = arrivals[0].hotel_id
    unique = {(a.account_id, a.event.envelope.key): _row(a) for a in arrivals}
    rows = list(unique.values())
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in _COLUMNS}
    stored = await _STORE.all(session, **columns, hotel=hotel_id)
    first_status: UUID | None = None
    for row in stored:
        if row.due_at is None:
            continue
        if row.kind in BY_THE_WAY:
            first_status = first_status or row.id
        else:
            jobs.enqueue(session, Job.TAKE_IN, hotel_id, row.id)
    if first_status is not None and not hold_statuses:
        jobs.enqueue(session, Job.TAKE_STATUSES, hotel_id, first_status)
    new = frozenset(row.key for row in stored)
    _count(arrivals, new)
    return Stored(new, first_status)


@dataclass(frozen=True, slots=True)
class Stored:
    """The keys that were new, and one of the new statuses, if any."""

    new: frozenset[str]
    first_status: UUID | None


class Intake:
    """Arrivals of this process. `add` returns when the event is committed, or raises what the
    database said."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, list[tuple[Arrival, asyncio.Future[bool]]]] = defaultdict(list)
        self._drains: dict[UUID, asyncio.Task[None]] = {}
        self._held: set[UUID] = set()

    async def add(self, new: Arrival) -> bool:
        """True when it is new, False for a copy."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[new.hotel_id].append((new, done))
        if new.hotel_id not in self._drains:
            self._drains[new.hotel_id] = asyncio.create_task(self._drain(new.hotel_id))
        return await done

    async def _drain(self, hotel_id: UUID) -> None:
        try:
            while batch := self._waiting[hotel_id][:BATCH]:
                del self._waiting[hotel_id][: len(batch)]
                await self._commit(hotel_id, batch)
        finally:
            del self._drains[hotel_id]
            if not self._waiting[hotel_id]:
                del self._waiting[hotel_id]

    async def _commit(
        self, hotel_id: UUID, batch: list[tuple[Arrival, asyncio.Future[bool]]]
    ) -> None:
        try:
            async with db.hotel(hotel_id) as session:
                stored = await store(session, [each for each, _ in batch], hold_statuses=True)
        except Exception as error:  # noqa: BLE001 - those who wait for it raise it again
            if len(batch) > 1 and _is_about_a_row(error):
                for one in batch:
                    await self._commit(hotel_id, [one])
                return
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
            return
        if stored.first_status is not None:
            self._statuses_soon(hotel_id, stored.first_status)
        for each, done in batch:
            if not done.done():
                done.set_result(each.event.envelope.key in stored.new)

    def _statuses_soon(self, hotel_id: UUID, event_id: UUID) -> None:
        """One hint for all the statuses of a moment: there are four for each reply, and nobody
        waits for them as a guest waits for an answer."""
        if hotel_id in self._held:
            return
        self._held.add(hotel_id)
        hint = Hint(Job.TAKE_STATUSES, str(hotel_id), str(event_id))
        asyncio.get_running_loop().call_later(
            STATUSES_WAIT_SECONDS, self._let_leave, hotel_id, hint
        )

    def _let_leave(self, hotel_id: UUID, hint: Hint) -> None:
        self._held.discard(hotel_id)
        jobs.courier.post(hint)


def _is_about_a_row(error: Exception) -> bool:
    """One bad row must not refuse its neighbours; a lost connection concerns them all."""
    return isinstance(error, DBAPIError) and not error.connection_invalidated


def _row(new: Arrival) -> dict[str, Any]:
    event, envelope = new.event, new.event.envelope
    unused = isinstance(event, Unused)
    return {
        "hotel_id": new.hotel_id,
        "id": clock.new_id(),
        "created_at": new.at,
        "account_id": new.account_id,
        "road": new.road,
        "key": envelope.key.replace("\x00", ""),
        "kind": envelope.type_name.replace("\x00", "")[:80],
        "chat_id": envelope.chat.id[:REF_LIMIT] if envelope.chat else None,
        "message_ref": envelope.message_id[:REF_LIMIT] if envelope.message_id else None,
        "body": new.body,
        "occurred_at": envelope.at,
        "due_at": None if unused else new.at,
        "handled_at": new.at if unused else None,
        "fate": "unused" if unused else None,
        "attempts": 0,
    }


def _count(arrivals: Sequence[Arrival], new: frozenset[str]) -> None:
    for each in arrivals:
        fate = "stored" if each.event.envelope.key in new else "copy"
        if fate == "stored" and isinstance(each.event, Unused):
            fate = "unused"
        metrics.events.labels(type(each.event).__name__, fate).inc()


_TYPES: dict[str, Any] = {
    "id": Uuid(),
    "created_at": DateTime(timezone=True),
    "account_id": Uuid(),
    "road": String(),
    "key": String(),
    "kind": String(),
    "chat_id": String(),
    "message_ref": String(),
    "body": LargeBinary(),
    "occurred_at": DateTime(timezone=True),
    "due_at": DateTime(timezone=True),
    "handled_at": DateTime(timezone=True),
    "fate": String(),
}
_COLUMNS = tuple(_TYPES)
_LISTED = ", ".join(_COLUMNS)
# One text for any number of rows, so that the server prepares it once.
_STORE = Prepared(
    text(f"""
    INSERT INTO inbox_events (hotel_id, attempts, {_LISTED})
    SELECT :hotel, 0, {_LISTED}
    FROM unnest({", ".join(f":{name}" for name in _COLUMNS)}) AS new({_LISTED})
    ON CONFLICT (hotel_id, account_id, key) DO NOTHING
    RETURNING id, key, due_at, kind
""").bindparams(  # noqa: S608 - the names above, nothing from outside
        bindparam("hotel", type_=Uuid()),
        *(bindparam(name, type_=ARRAY(type_)) for name, type_ in _TYPES.items()),
    )
)
