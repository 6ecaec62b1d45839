"""Alerts for a group of the hotel's staff, by the hotel's own channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, channels, clock, conversations, crypto, db, hotels, jobs
from bellhop.alerts import Alert, AlertCall
from bellhop.hotels import Account, AlertRung, Hotel
from bellhop.jobs import Job
from bellhop.messages import ChannelType, Chat, ChatKind, LineState, TextOut
from bellhop.outbox.queue import Letter, queue

SENDER = "Bellhop"
AGAIN = timedelta(minutes=1)


async def tell_group(hotel_id: UUID, call_id: UUID) -> None:
    """The step of TELL_GROUP: the note becomes one message, in the transaction that says so."""
    async with db.hotel(hotel_id) as session:
        call = await session.scalar(
            update(AlertCall)
            .where(AlertCall.id == call_id, AlertCall.state == "queued")
            .values(state="told", due_at=None)
            .returning(AlertCall)
        )
        if call is None:
            return
        hotel = await hotels.read(session)
        target = await _target(session, call)
        account = line_for(target, await hotels.accounts(session))
        alert = await session.get_one(Alert, (hotel_id, call.alert_id))
        if account is None:
            await _not_told(session, alert, call)
        elif alert.state == "open":
            await _write(session, hotel, alert, account, target)


def line_for(target: str, accounts: Sequence[Account]) -> Account | None:
    """A number that can write to that group, one that works before one that does not."""
    able = [each for each in accounts if channels.codec(ChannelType(each.type)).is_own(target)]
    able.sort(key=lambda each: each.state != LineState.AUTHORIZED)
    return able[0] if able and target else None


async def _target(session: AsyncSession, call: AlertCall) -> str:
    query = select(AlertRung.target_sealed).where(AlertRung.id == call.rung_id)
    sealed = await session.scalar(query)
    return crypto.decrypt(sealed) if sealed else ""


async def _write(
    session: AsyncSession, hotel: Hotel, alert: Alert, account: Account, target: str
) -> None:
    chat = Chat(target, ChatKind.GROUP)
    opened = await conversations.open_chat(
        session, hotel.id, account.id, chat, name="", now=hotel.now()
    )
    note = alerts.note_of(hotel, alert)
    out = TextOut(f"{note.title}\n{note.body}")
    letter = Letter(account.id, opened.id, out, "staff", sender=SENDER)
    await queue(session, hotel, letter)


async def _not_told(session: AsyncSession, alert: Alert, call: AlertCall) -> None:
    call.state, call.detail = "failed", "no number of the hotel can write to that group"
    if alert.state == "open":
        alert.due_at = clock.now() + AGAIN
        jobs.enqueue(session, Job.TELL_STAFF, alert.hotel_id, alert.id, at=alert.due_at)
