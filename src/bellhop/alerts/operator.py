"""Telling the operator, by BELLHOP_OPERATOR_ALERT_URLS."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from bellhop import clock, db, log, settings
from bellhop.alerts.models import OperatorAlert
from bellhop.errors import NotifyError
from bellhop.notify import Note, send

logger = log.get(__name__)

HOLD_SECONDS = 60
MOST_ATTEMPTS = 6


async def tell_operator_now(alert_id: UUID) -> None:
    """Send one operator's alert. Claim, commit, send, record."""
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
