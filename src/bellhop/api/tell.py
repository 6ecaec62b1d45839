"""Telling a program's address of one event: signed, repeated, and given up after a day.

The signature is `t=SECONDS,v1=HEX`: HMAC-SHA256 with the subscription's secret over
"SECONDS.BODY". Any 2xx counts as taken; redirects are not followed.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import httpx2
import orjson
from sqlalchemy import select, update

from bellhop import alerts, clock, crypto, db, hotels, jobs
from bellhop.addresses import check_address
from bellhop.alerts import Call
from bellhop.errors import BadInput
from bellhop.hotels import OutgoingEvent, Subscription
from bellhop.jobs import Job

PAUSES = (10, 60, 300, 1_800, 7_200, 21_600, 43_200)
"""Seconds before each next try: about a day in all."""
CLAIM_SECONDS = 60
TIMEOUT_SECONDS = 10.0
GIVE_UP_AFTER = timedelta(days=3)
"""An address to which nothing could be delivered for so long is switched off."""


@dataclass(frozen=True, slots=True)
class Telling:
    hotel_id: UUID
    event_id: UUID
    subscription_id: UUID
    url: str
    secret: str
    attempts: int
    body: bytes


_client: list[httpx2.AsyncClient] = []


def http_client() -> httpx2.AsyncClient:
    """The one client of this process; a test puts its own transport in its place."""
    if not _client:
        _client.append(httpx2.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False))
    return _client[0]


async def close_client() -> None:
    """At the end of the process."""
    while _client:
        await _client.pop().aclose()


async def tell_subscriber(hotel_id: UUID, event_id: UUID) -> None:
    """The step of TELL_SUBSCRIBER: claim, call, record."""
    telling = await _claim(hotel_id, event_id)
    if telling is None:
        return
    ok, said = await _call(telling)
    await _record(telling, ok=ok, said=said)


def signature(secret: str, body: bytes, at: datetime) -> str:
    """What stands in Bellhop-Signature."""
    seconds = str(int(at.timestamp()))
    mark = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256)
    return f"t={seconds},v1={mark.hexdigest()}"


async def _claim(hotel_id: UUID, event_id: UUID) -> Telling | None:
    """The claim is the next due moment: who dies in the middle leaves the event to the sweeper."""
    now = clock.now()
    async with db.hotel(hotel_id) as session:
        event = await session.scalar(
            update(OutgoingEvent)
            .where(
                OutgoingEvent.id == event_id,
                OutgoingEvent.state == "waiting",
                OutgoingEvent.due_at <= now,
            )
            .values(
                attempts=OutgoingEvent.attempts + 1,
                due_at=now + timedelta(seconds=CLAIM_SECONDS),
            )
            .returning(OutgoingEvent)
        )
        if event is None:
            return None
        row = await session.scalar(
            select(Subscription).where(Subscription.id == event.subscription_id)
        )
        assert row is not None, "the event ends with its subscription"  # noqa: S101
        hotel = await hotels.read(session)
        body = {
            "id": str(event.id),
            "kind": event.kind,
            "hotel": hotel.slug,
            "at": event.created_at.isoformat(),
            "data": event.body,
        }
        return Telling(
            hotel_id,
            event.id,
            row.id,
            row.url,
            crypto.decrypt(row.secret_sealed),
            event.attempts,
            orjson.dumps(body),
        )


async def _call(telling: Telling) -> tuple[bool, str]:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Bellhop/1",
        "Bellhop-Event": str(telling.event_id),
        "Bellhop-Signature": signature(telling.secret, telling.body, clock.now()),
    }
    try:
        await check_address(telling.url)
        response = await http_client().post(telling.url, content=telling.body, headers=headers)
    except (httpx2.HTTPError, BadInput) as error:
        return False, f"{type(error).__name__}: {error}"[:300]
    return response.is_success, str(response.status_code)


async def _record(telling: Telling, *, ok: bool, said: str) -> None:
    now = clock.now()
    pause = PAUSES[telling.attempts - 1] if telling.attempts <= len(PAUSES) else None
    due = now + timedelta(seconds=pause) if pause is not None and not ok else None
    async with db.hotel(telling.hotel_id) as session:
        await session.execute(
            update(OutgoingEvent)
            .where(OutgoingEvent.id == telling.event_id)
            .values(
                state="told" if ok else "waiting" if due else "failed",
                due_at=due,
                told_at=now if ok else None,
                answer=said,
            )
        )
        if due is not None:
            jobs.enqueue(session, Job.TELL_SUBSCRIBER, telling.hotel_id, telling.event_id, at=due)
    if not ok and due is None:
        await _perhaps_switch_off(telling, now)


async def _perhaps_switch_off(telling: Telling, now: datetime) -> None:
    async with db.hotel(telling.hotel_id) as session:
        told = await session.scalar(
            select(OutgoingEvent.id)
            .where(
                OutgoingEvent.subscription_id == telling.subscription_id,
                OutgoingEvent.told_at > now - GIVE_UP_AFTER,
            )
            .limit(1)
        )
        if told is not None:
            return
        reason = f"nothing could be delivered for {GIVE_UP_AFTER.days} days"
        off = await session.scalar(
            update(Subscription)
            .where(Subscription.id == telling.subscription_id, Subscription.active.is_(True))
            .where(Subscription.created_at < now - GIVE_UP_AFTER)
            .values(active=False, off_reason=reason)
            .returning(Subscription.id)
        )
        if off is not None:
            hotel = await hotels.read(session)
            call = Call("subscription", f"Events no longer reach {telling.url}: {reason}.")
            await alerts.call_person(session, hotel.id, hotel.slug, call)
