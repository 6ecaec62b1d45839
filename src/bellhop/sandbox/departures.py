"""The send queue of an instance, what becomes of a message that left, and its ticks."""

import asyncio
import time
from typing import Any

import orjson

from bellhop.sandbox import addresses, faults, messages, people
from bellhop.sandbox.couriers import Couriers
from bellhop.sandbox.errands import Errands
from bellhop.sandbox.instances import RESTRICTED, Instance
from bellhop.sandbox.live import Live
from bellhop.sandbox.messages import Content, Message
from bellhop.sandbox.people import Guest
from bellhop.sandbox.store import Row, Store, dumps

RANK = {"sent": 1, "delivered": 2, "read": 3}


class Departures:
    """One first-in-first-out queue per instance, with a fixed pause between two sends."""

    def __init__(self, store: Store, live: Live, couriers: Couriers) -> None:
        self._store = store
        self._live = live
        self._couriers = couriers
        self._errands = Errands(self._work)
        self._last_sent: dict[str, float] = {}
        self._timers: set[asyncio.TimerHandle] = set()

    def accept(
        self, instance: Instance, chat: str, method: str, body: dict[str, Any], content: Content
    ) -> str:
        """Queue a request; the answered id means "queued", nothing more."""
        message_id = addresses.new_message_id(instance.type)
        if instance.manners.ahead:
            content["ahead"] = instance.manners.ahead
        self._store.add(
            "insert into departures (instance, chat, id, method, at, body, content)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            instance.id,
            chat,
            message_id,
            method,
            time.time(),
            dumps(body),
            dumps(content),
        )
        self.ring(instance)
        return message_id

    def queued(self, instance: Instance, count: int = 500) -> list[Row]:
        """What waits, oldest first."""
        return self._store.all(
            "select * from departures where instance = ? order by seq limit ?", instance.id, count
        )

    def count(self, instance: Instance) -> int:
        """How many wait."""
        return self._store.count("select count(*) from departures where instance = ?", instance.id)

    def clear(self, instance: Instance) -> None:
        """Forget what waits."""
        self._store.run("delete from departures where instance = ?", instance.id)

    def ring(self, instance: Instance) -> None:
        """Something may leave."""
        if instance.sends:
            self._errands.ring(instance)

    def stop(self, instance: Instance) -> None:
        """Break off the pause, as settings changed."""
        self._errands.stop(instance)

    async def close(self) -> None:
        """Stop all queues and timers."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        await self._errands.close()

    def follow(self, instance: Instance, guest: Guest, message: Message) -> None:
        """Let the ticks of a message come by themselves, as the manners say."""
        manners = instance.manners
        wait = {"sent": manners.delivered_after, "delivered": manners.read_after}
        seconds = wait.get(message.status)
        if seconds is None or not manners.statuses:
            return
        following = "delivered" if message.status == "sent" else "read"

        def step() -> None:
            self._timers.discard(timer)
            self.progress(instance, guest, message, following)

        timer = asyncio.get_running_loop().call_later(seconds, step)
        self._timers.add(timer)

    async def _work(self, instance: Instance) -> None:
        while instance.sends and (waiting := self.queued(instance, 1)):
            item = waiting[0]
            if item["at"] < time.time() - instance.manners.keep:
                self._strike(item)
                continue
            await self._hold(instance, item)
            # The queue may have been cleared, or the phone unlinked, during the pause.
            if instance.sends and self._strike(item):
                self._leave(instance, item)
                self._last_sent[instance.id] = time.monotonic()

    def _strike(self, item: Row) -> bool:
        return bool(self._store.run("delete from departures where seq = ?", item["seq"]))

    async def _hold(self, instance: Instance, item: Row) -> None:
        # The pause counts from the previous send, so an idle queue sends at once.
        last = self._last_sent.get(instance.id, 0.0)
        await asyncio.sleep(max(0.0, last + instance.pause - time.monotonic()))
        typing = orjson.loads(item["body"]).get("typingTime") if instance.manners.typing else None
        if typing:
            self._live.tell(instance.id, "typing", chat=item["chat"], seconds=typing / 1000)
            await asyncio.sleep(typing / 1000)

    def _leave(self, instance: Instance, item: Row) -> None:
        content = orjson.loads(item["content"])
        if content["kind"] == "typing" or faults.take(instance.faults, ("vanish",)):
            return
        with self._store.together():
            guest = people.meet(self._store, instance, item["chat"])
            message = Message(
                instance.id, guest.chat, item["id"], True, True, time.time(), "", content
            )
            message.status = self._verdict(instance, guest)
            messages.add(self._store, message)
            self._couriers.tell_message(instance, guest, message)
            self._tell_status(instance, guest, message)
        self._live.tell(instance.id, "message", message=message.shown(), guest=guest.shown_name)
        self.follow(instance, guest, message)

    def _verdict(self, instance: Instance, guest: Guest) -> str:
        if not guest.account or faults.take(instance.faults, ("no_account",)):
            return "noAccount" if instance.type == "whatsapp" else "failed"
        if faults.take(instance.faults, ("failed_status",)):
            return "failed"
        if instance.state in RESTRICTED and not self._wrote_lately(instance, guest):
            return instance.state
        return "sent"

    def _wrote_lately(self, instance: Instance, guest: Guest) -> bool:
        # A restricted number may still answer: cold messages are what gets filtered.
        return bool(
            self._store.count(
                "select exists (select 1 from messages where instance = ? and chat = ?"
                " and outgoing = 0 and at > ?)",
                instance.id,
                guest.chat,
                time.time() - 86400,
            )
        )

    def _tell_status(self, instance: Instance, guest: Guest, message: Message) -> None:
        known = message.status != "sent" or instance.type == "whatsapp"
        if message.status in RANK and not (instance.manners.statuses and known):
            return
        if message.status in RANK and faults.take(instance.faults, ("lost_statuses",)):
            return
        self._couriers.tell_status(instance, guest, message)

    def progress(self, instance: Instance, guest: Guest, message: Message, status: str) -> None:
        """A tick more; never a tick back."""
        row = self._store.one("select status from messages where seq = ?", message.seq)
        if row is None or RANK.get(row["status"], 9) >= RANK[status]:
            return
        message.status = status
        with self._store.together():
            self._store.run("update messages set status = ? where seq = ?", status, message.seq)
            self._tell_status(instance, guest, message)
        self._live.tell(instance.id, "status", chat=message.chat, id=message.id, status=status)
        self.follow(instance, guest, message)

    def read(self, instance: Instance, guest: Guest) -> int:
        """The guest opened the chat: all that waits there is read."""
        waiting = messages.unread(self._store, instance.id, guest.chat)
        for message in waiting:
            if message.status == "sent":
                self.progress(instance, guest, message, "delivered")
            self.progress(instance, guest, message, "read")
        return len(waiting)

    def resume(self, instance: Instance) -> None:
        """After a restart: ticks that were on their way arrive."""
        for message in messages.unfinished(self._store, instance.id):
            guest = people.meet(self._store, instance, message.chat)
            self.follow(instance, guest, message)
