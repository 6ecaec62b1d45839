"""The sandbox's own house: what every door of it shares."""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from bellhop.sandbox import messages
from bellhop.sandbox.couriers import Couriers
from bellhop.sandbox.departures import Departures
from bellhop.sandbox.instances import WEBHOOKS_ON, Instance, Kind, State, fictional_wid
from bellhop.sandbox.live import Live
from bellhop.sandbox.mind.desk import Desk
from bellhop.sandbox.rates import Rates
from bellhop.sandbox.store import Store, dumps

CHECKPOINT_EVERY = 2.0


class House:
    """Instances in memory, everything else in the file, and the tasks that move things."""

    def __init__(self, data_file: Path, public_url: str) -> None:
        self.store = Store(data_file)
        self.public_url = public_url.rstrip("/")
        self.live = Live()
        self.rates = Rates()
        self.calls: deque[dict[str, Any]] = deque(maxlen=500)
        """The last API calls, for whoever tests against the sandbox."""
        self.instances: dict[str, Instance] = {
            row["id"]: Instance.model_validate(orjson.loads(row["body"]))
            for row in self.store.all("select id, body from instances")
        }
        self.make_unknown = True
        """Make an instance on its first call; off: 403 for unknown ids."""
        self.couriers = Couriers(self.store)
        self.departures = Departures(self.store, self.live, self.couriers)
        self.cleared: dict[str, float] = {}
        """When each webhook queue was last cleared: once a minute is allowed."""
        self._keeper: asyncio.Task[None] | None = None
        self._timers: set[asyncio.TimerHandle] = set()
        self.desk = Desk(self.store)

    def save(self, instance: Instance) -> None:
        """Keep an instance's settings and state; faults end with the process."""
        self.instances[instance.id] = instance
        self.store.run(
            "insert into instances (id, body) values (?, ?)"
            " on conflict (id) do update set body = excluded.body",
            instance.id,
            dumps(instance.model_dump(exclude={"faults"})),
        )

    def make(
        self, instance_id: str, token: str, kind: Kind = "whatsapp", *, webhooks: bool = False
    ) -> Instance:
        """A new instance, linked to a made-up number; settings start off, as real ones do."""
        instance = Instance(
            id=instance_id, token=token, type=kind, wid=fictional_wid(instance_id, kind)
        )
        if webhooks:
            instance.settings |= WEBHOOKS_ON
        instance.states.append((time.time(), instance.state))
        self.save(instance)
        return instance

    def drop(self, instance: Instance) -> None:
        """Forget an instance and all that belongs to it."""
        self.departures.stop(instance)
        self.couriers.stop(instance)
        with self.store.together():
            for table in ("guests", "messages", "departures", "notices"):
                self.store.run(f"delete from {table} where instance = ?", instance.id)  # noqa: S608
            self.store.run("delete from instances where id = ?", instance.id)
        del self.instances[instance.id]

    def seen(self, instance: Instance, chat: str) -> None:
        """The hotel read the chat: the guest's ticks turn blue."""
        messages.seen(self.store, instance.id, chat)
        self.live.tell(instance.id, "seen", chat=chat)

    def set_state(self, instance: Instance, state: State) -> None:
        """Change the state, tell the webhook and let the queue move if it may."""
        if state == instance.state:
            return
        instance.state = state
        instance.states.append((time.time(), state))
        del instance.states[:-100]
        self.save(instance)
        self.couriers.tell_state(instance)
        self.live.tell(instance.id, "state", state=state)
        self.departures.ring(instance)

    def later(self, seconds: float, deed: Callable[[], None]) -> None:
        """Do something in a while, unless the house closes first."""

        def strike() -> None:
            self._timers.discard(timer)
            deed()

        timer = asyncio.get_running_loop().call_later(seconds, strike)
        self._timers.add(timer)

    def base_url(self, asked_by: str) -> str:
        """Where files can be fetched: the public address, or the one the caller used."""
        return self.public_url or asked_by.rstrip("/")

    def wake(self) -> None:
        """After a start: go on with what the file still holds."""
        self.store.hand_over_checkpoints()
        self._keeper = asyncio.create_task(self._keep())
        for instance in self.instances.values():
            if instance.state == "starting":
                self.set_state(instance, "authorized")
            self.departures.resume(instance)
            self.departures.ring(instance)
            self.couriers.ring(instance)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(CHECKPOINT_EVERY)
            with suppress(sqlite3.OperationalError):
                # Busy: the next one will do.
                await asyncio.to_thread(self.store.checkpoint)

    async def close(self) -> None:
        """Stop every task, then the file."""
        for timer in self._timers:
            timer.cancel()
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
        await self.departures.close()
        await self.couriers.close()
        self.store.close()
