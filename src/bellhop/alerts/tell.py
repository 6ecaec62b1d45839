"""Telling people about alerts, by the addresses the hotel and the operator set."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto, db, live, log, settings
from bellhop.alerts.models import Alert, AlertCall, OperatorAlert
from bellhop.errors import NotifyError
from bellhop.hotels import HotelRecord
from bellhop.notify import Note, send

logger = log.get(__name__)

HOLD_SECONDS = 60
MOST_ATTEMPTS = 6


async def tell_staff(hotel_id: UUID, alert_id: UUID) -> None:
    """Send one alert to the hotel's addresses. Claim, commit, send, record."""
    async with db.hotel(hotel_id) as session:
        claimed = await _claim(session, alert_id)
        sealed = (await session.execute(select(HotelRecord.alert_urls_sealed))).scalar_one_or_none()
        name = (await session.execute(select(HotelRecord.name))).scalar_one_or_none()
    if claimed is None:
        return
    urls = [u for u in crypto.decrypt(sealed).splitlines() if u] if sealed else []
    title = f"{name}: {claimed.reason}"
    done = await _send(urls, Note(title, claimed.summary, urgent=claimed.severity == "danger"))
    async with db.hotel(hotel_id) as session:
        await session.execute(
            update(Alert).where(Alert.id == alert_id).values(_after(claimed.attempts, done=done))
        )
        session.add(_call(claimed, urls, done=done))
        live.news(session, hotel_id, "alert", alert_id)


def _call(claimed: Alert, urls: list[str], *, done: bool) -> AlertCall:
    """How it went, by the kinds of roads: their addresses hold secrets."""
    roads = sorted({url.partition(":")[0] for url in urls})
    return AlertCall(
        hotel_id=claimed.hotel_id,
        alert_id=claimed.id,
        road=", ".join(roads),
        state="nobody" if not urls else "told" if done else "failed",
        at=clock.now(),
    )


async def tell_operator_now(alert_id: UUID) -> None:
    """Send one operator's alert to BELLHOP_OPERATOR_ALERT_URLS."""
    async with db.unnamed() as session:
        row = (
            await session.execute(select(OperatorAlert).where(OperatorAlert.id == alert_id))
        ).scalar_one_or_none()
        if row is None or row.due_at is None or row.due_at > clock.now():
            return
        row.due_at = clock.now() + timedelta(seconds=HOLD_SECONDS)
        row.attempts += 1
        note, attempts = Note(f"Bellhop: {row.kind} {row.subject}", row.summary), row.attempts
    urls = [url.get_secret_value() for url in settings.load().operator_alert_urls]
    done = await _send(urls, note)
    async with db.unnamed() as session:
        await session.execute(
            update(OperatorAlert)
            .where(OperatorAlert.id == alert_id)
            .values(_after(attempts, done=done))
        )


async def due_operator_alerts(now: datetime) -> list[UUID]:
    async with db.unnamed() as session:
        query = select(OperatorAlert.id).where(OperatorAlert.due_at < now).limit(100)
        return list((await session.execute(query)).scalars())


async def _claim(session: AsyncSession, alert_id: UUID) -> Alert | None:
    now = clock.now()
    claimed = await session.execute(
        update(Alert)
        .where(Alert.id == alert_id, Alert.due_at <= now)
        .values(due_at=now + timedelta(seconds=HOLD_SECONDS), attempts=Alert.attempts + 1)
        .returning(Alert)
    )
    return claimed.scalar_one_or_none()


async def _send(urls: list[str], note: Note) -> bool:
    """True when nothing is left to do: told, or there is nobody to tell by other roads."""
    if not urls:
        return True
    try:
        await send(urls, note)
    except NotifyError as error:
        logger.warning("alert_not_told", reason=str(error))
        return False
    return True


def _after(attempts: int, *, done: bool) -> dict[str, object]:
    now = clock.now()
    if done:
        return {"due_at": None, "told_at": now}
    if attempts >= MOST_ATTEMPTS:
        return {"due_at": None}
    return {"due_at": now + timedelta(seconds=HOLD_SECONDS * 2 ** (attempts - 1))}
