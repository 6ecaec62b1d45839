"""Receiving for hotels without a public address: one poller per account, however many workers.

Receive, store, delete, in that order: a crash in between brings a copy, never a loss.
"""

from __future__ import annotations

import asyncio
import functools
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from bellhop import channels, clock, db, hotels, log
from bellhop.errors import BellhopError, ChannelError, DatabaseAway
from bellhop.hotels import Account, ChannelAccount
from bellhop.inbox.receive import Arrival, arrival, store
from bellhop.messages import ChannelType

logger = log.get(__name__)

LEASE_SECONDS = 60
LOOK_SECONDS = 5.0
LONG_POLL_SECONDS = 20
AFTER_ERROR_SECONDS = 5.0


class Pollers:
    """The pollers of this process. Each holds its account's lease while it runs."""

    def __init__(self) -> None:
        self._me = clock.new_id()
        self._running: dict[UUID, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Look for accounts nobody polls, for as long as the process lives."""
        while True:
            try:
                await self._look()
            except (DBAPIError, DatabaseAway, OSError, TimeoutError) as error:
                logger.warning("pollers_wait_for_database", kind=type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def stop(self) -> None:
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _look(self) -> None:
        async with db.system() as session:
            query = select(ChannelAccount.hotel_id, ChannelAccount.id).where(
                ChannelAccount.receive == "polling",
                (ChannelAccount.polled_until.is_(None))
                | (ChannelAccount.polled_until < clock.now()),
            )
            free = [tuple(row) for row in await session.execute(query)]
        for hotel_id, account_id in free:
            if account_id not in self._running and await self._lease(hotel_id, account_id):
                task = asyncio.create_task(self._poll(hotel_id, account_id))
                self._running[account_id] = task
                task.add_done_callback(functools.partial(self._ended, account_id))

    def _ended(self, account_id: UUID, _: asyncio.Task[None]) -> None:
        self._running.pop(account_id, None)

    async def _lease(self, hotel_id: UUID, account_id: UUID) -> bool:
        """Take or renew the lease; False when another worker has it."""
        now = clock.now()
        table = ChannelAccount
        async with db.hotel(hotel_id) as session:
            taken = await session.execute(
                update(table)
                .where(
                    table.id == account_id,
                    table.receive == "polling",
                    (table.polled_until.is_(None))
                    | (table.polled_until < now)
                    | (table.poller == self._me),
                )
                .values(poller=self._me, polled_until=now + timedelta(seconds=LEASE_SECONDS))
                .returning(table.id)
            )
            return taken.scalar_one_or_none() is not None

    async def _poll(self, hotel_id: UUID, account_id: UUID) -> None:
        while await self._lease(hotel_id, account_id):
            async with db.hotel(hotel_id) as session:
                account = await hotels.account(session, account_id)
            try:
                await self._next(account)
            except ChannelError as error:
                logger.warning(
                    "polling_failed", account_id=str(account_id), kind=type(error).__name__
                )
                await asyncio.sleep(AFTER_ERROR_SECONDS)
            except (BellhopError, DBAPIError, OSError, TimeoutError) as error:
                logger.warning(
                    "polling_failed", account_id=str(account_id), kind=type(error).__name__
                )
                return

    async def _next(self, account: Account) -> None:
        line = channels.Account(**account.opened())
        client = channels.client()
        notice = await client.receive_notification(line, seconds=LONG_POLL_SECONDS)
        if notice is None:
            return
        read = arrival(
            account.hotel_id,
            account.id,
            notice.body,
            channel=ChannelType(account.type),
            instance_id=account.instance_id,
        )
        came = Arrival(read.hotel_id, read.account_id, "polling", read.body, read.event)
        async with db.hotel(account.hotel_id) as session:
            await store(session, [came])
        await client.delete_notification(line, notice.receipt_id)
