"""Comparing the provider's journals with what is stored: a lost webhook is taken in, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from bellhop import channels, clock, db, hotels, log
from bellhop.errors import ChannelError
from bellhop.hotels import ChannelAccount
from bellhop.inbox.receive import Arrival, store

logger = log.get(__name__)

OVERLAP_MINUTES = 10
FIRST_LOOK_MINUTES = 30
JOURNAL_MINUTES = 1440


async def reconcile(hotel_id: UUID, account_id: UUID) -> int:
    """Take in what the journals have and the database has not; how many events that were.

    A journal's events carry the keys of their webhooks, so the database recognises copies.
    """
    async with db.hotel(hotel_id) as session:
        account = await hotels.account(session, account_id)
        since = await session.scalar(
            select(ChannelAccount.reconciled_until).where(ChannelAccount.id == account_id)
        )
    started = clock.now()
    minutes = _minutes(since, started)
    line = channels.Account(**account.opened())
    client = channels.client()
    try:
        found = [*await client.last_incoming(line, minutes=minutes)]
        found += await client.last_outgoing(line, minutes=minutes)
    except ChannelError as error:
        logger.warning("journal_not_read", account_id=str(account_id), kind=type(error).__name__)
        return 0
    came = [Arrival(hotel_id, account_id, "journal", each.body, each.event) for each in found]
    async with db.hotel(hotel_id) as session:
        new = (await store(session, came)).new if came else frozenset()
        await session.execute(
            update(ChannelAccount)
            .where(ChannelAccount.id == account_id)
            .values(reconciled_until=started)
        )
    if new:
        logger.warning("journal_had_more", account_id=str(account_id), events=len(new))
    return len(new)


def _minutes(since: datetime | None, now: datetime) -> int:
    if since is None:
        return FIRST_LOOK_MINUTES
    gap = (now - since + timedelta(minutes=OVERLAP_MINUTES)).total_seconds() / 60
    return max(OVERLAP_MINUTES, min(JOURNAL_MINUTES, int(gap) + 1))
