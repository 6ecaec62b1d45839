"""Watching the hotel's numbers: state once a minute, queues, journals after a gap."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import alerts, channels, clock, db, hotels, jobs, log
from bellhop.alerts import Call
from bellhop.channels import WrongToken
from bellhop.errors import ChannelError
from bellhop.hotels import Account, ChannelAccount, Hotel
from bellhop.jobs import Job
from bellhop.lines.models import Incident
from bellhop.messages import LineState

logger = log.get(__name__)

WATCH_SECONDS = 60
WORKS = frozenset({LineState.AUTHORIZED, LineState.UNKNOWN, LineState.STARTING})


async def watch_line(hotel_id: UUID, account_id: UUID) -> None:
    """Look at one number: its state, what waits at the provider, and whether the journals should
    be compared."""
    async with db.hotel(hotel_id) as session:
        if not await _claim(session, account_id):
            return
        hotel, account = await hotels.hotel_and_account(session, account_id)
    line = channels.Account(**account.opened())
    client = channels.client()
    try:
        state = await client.get_state(line)
        waiting, behind = account.waiting_at_provider, 0
        if state is LineState.AUTHORIZED:  # a number without its link refuses every other question
            waiting = await client.messages_count(line)
            behind = await client.webhooks_count(line)
    except WrongToken:
        await alerts.tell_operator(
            "token", account.instance_id, f"The provider refuses the token of {hotel.slug}."
        )
        return
    except ChannelError as error:
        logger.warning("line_not_seen", account_id=str(account_id), kind=str(error))
        return
    await _keep(hotel, account, state, waiting)
    if behind > 0 and account.receive == "webhook":
        logger.info("webhooks_wait_at_provider", account_id=str(account_id), count=behind)


async def _claim(session: AsyncSession, account_id: UUID) -> bool:
    now = clock.now()
    taken = await session.execute(
        update(ChannelAccount)
        .where(ChannelAccount.id == account_id, ChannelAccount.due_at <= now)
        .values(due_at=now + timedelta(seconds=WATCH_SECONDS))
        .returning(ChannelAccount.id)
    )
    return taken.scalar_one_or_none() is not None


async def _keep(hotel: Hotel, account: Account, state: LineState, waiting: int) -> None:
    now = clock.now()
    was = LineState(account.state)
    async with db.hotel(hotel.id) as session:
        changes: dict[str, Any] = {"waiting_at_provider": waiting}
        if state is not was:
            changes |= {"state": state.value, "state_at": now}
            logger.warning("line_state_changed", hotel=hotel.slug, was=was.value, now=state.value)
        await session.execute(
            update(ChannelAccount).where(ChannelAccount.id == account.id).values(**changes)
        )
        await _incident(session, hotel, account, state)
        if state is LineState.AUTHORIZED:
            if was not in (LineState.AUTHORIZED, LineState.UNKNOWN):
                jobs.enqueue(session, Job.LINE_READY, hotel.id, account.id)
            if await _journals_are_due(session, hotel, account.id, now):
                jobs.enqueue(session, Job.RECONCILE, hotel.id, account.id)


async def _journals_are_due(
    session: AsyncSession, hotel: Hotel, account_id: UUID, now: datetime
) -> bool:
    since = await session.scalar(
        select(ChannelAccount.reconciled_until).where(ChannelAccount.id == account_id)
    )
    return since is None or now - since >= timedelta(minutes=hotel.rules.reconcile_minutes)


async def _incident(
    session: AsyncSession, hotel: Hotel, account: Account, state: LineState
) -> None:
    """Open one while the number does not work and tell staff; close it when it works again."""
    now = clock.now()
    table = Incident.__table__
    if state in WORKS:
        if state is LineState.AUTHORIZED:
            await session.execute(
                update(Incident)
                .where(Incident.account_id == account.id, Incident.ended_at.is_(None))
                .values(ended_at=now)
            )
            await alerts.resolve_for_line(session)
        return
    opened = await session.execute(
        insert(table)  # type: ignore[arg-type]
        .values(
            hotel_id=hotel.id,
            id=clock.new_id(),
            created_at=now,
            account_id=account.id,
            kind=state.value,
            detail="",
        )
        .on_conflict_do_nothing()
        .returning(table.c.id)
    )
    if opened.scalar_one_or_none() is not None:
        call = Call("line_down", _SENTENCES.get(state, "The number does not work. Messages wait."))
        await alerts.call_person(session, hotel.id, hotel.slug, call)


_SENTENCES = {
    LineState.NOT_AUTHORIZED: "The number is not connected. Messages wait. Connect it by QR code.",
    LineState.BLOCKED: "The channel blocked the number. Messages wait.",
    LineState.SUSPENDED: "The channel restricts the number for a while: only replies go out.",
    LineState.SLEEPING: "The phone of the number is switched off. Messages wait.",
    LineState.PENDING_PASSWORD: "The number waits for its cloud password. Messages wait.",
}
