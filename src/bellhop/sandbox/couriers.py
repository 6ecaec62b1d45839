"""Webhook delivery: one courier per instance, head of line, exactly 200 or again."""

import asyncio

from bellhop.sandbox import notices
from bellhop.sandbox.errands import Errands
from bellhop.sandbox.instances import Instance
from bellhop.sandbox.messages import Message
from bellhop.sandbox.people import Guest
from bellhop.sandbox.postbox import Postbox, Unreachable
from bellhop.sandbox.store import Row, Store

# Exactly this; 201 and 204 count as failures.
ACKNOWLEDGED = 200
SCHEMES = ("Bearer ", "Basic ")


def authorization(token: str) -> dict[str, str]:
    """A bare webhookUrlToken is delivered with a scheme in front."""
    if not token:
        return {}
    return {"Authorization": token if token.startswith(SCHEMES) else f"Bearer {token}"}


class Couriers:
    """Queues notifications and carries them to `webhookUrl`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._errands = Errands(self._carry)
        self._postbox = Postbox()
        self._pollers: dict[str, asyncio.Event] = {}

    def tell_message(self, instance: Instance, guest: Guest, message: Message) -> None:
        """A message came or went."""
        self.tell(instance, notices.of_message(instance, guest, message))

    def tell_status(self, instance: Instance, guest: Guest, message: Message) -> None:
        """A message got on, or failed."""
        self.tell(instance, notices.of_status(instance, guest, message))

    def tell_state(self, instance: Instance) -> None:
        """The instance's state changed."""
        self.tell(instance, notices.of_state(instance))

    def tell(self, instance: Instance, body: dict[str, object]) -> None:
        """Queue any notification and send the courier."""
        if notices.put(self._store, instance, body):
            self.ring(instance)

    def ring(self, instance: Instance) -> None:
        """Wake the courier, or those who poll."""
        if bell := self._pollers.pop(instance.id, None):
            bell.set()
        if instance.webhook_url:
            self._errands.ring(instance)

    def stop(self, instance: Instance) -> None:
        """Settings changed: no more waiting on the old address."""
        self._errands.stop(instance)

    async def arrival(self, instance: Instance, seconds: float) -> None:
        """Wait until something is queued, but no longer than that."""
        bell = self._pollers.setdefault(instance.id, asyncio.Event())
        due = notices.next_due(self._store, instance)
        wait = seconds if due is None else min(seconds, max(due, 0.01))
        try:
            await asyncio.wait_for(bell.wait(), wait)
        except TimeoutError:
            return

    async def close(self) -> None:
        """Stop all couriers."""
        await self._errands.close()
        await self._postbox.close()

    async def _carry(self, instance: Instance) -> None:
        while instance.webhook_url:
            items = notices.heads(self._store, instance, instance.manners.webhook_lanes)
            if not items:
                due = notices.next_due(self._store, instance)
                if due is None:
                    return
                await self.arrival(instance, due)
                continue
            if not await self._hand_over(instance, items):
                await asyncio.sleep(instance.manners.webhook_retry)

    async def _hand_over(self, instance: Instance, items: list[Row]) -> bool:
        if len(items) == 1:
            return await self._post(instance, items[0])
        return all(await asyncio.gather(*(self._post(instance, item) for item in items)))

    async def _post(self, instance: Instance, item: Row) -> bool:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "GREEN-API",
            **authorization(str(instance.settings["webhookUrlToken"])),
        }
        url, limit = instance.webhook_url, instance.manners.webhook_timeout
        try:
            status = await self._postbox.post(url, item["body"], headers, limit)
        except Unreachable:
            return False
        if status != ACKNOWLEDGED:
            return False
        notices.delete(self._store, instance, item["receipt"])
        return True
