"""What the stand-in model remembers: its knobs, its last calls, the prefixes it has seen."""

import time
from collections import OrderedDict, deque
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field

from bellhop.sandbox.store import Store, dumps

MindFaultKind = Literal[
    "slow",
    "http_400",
    "http_401",
    "http_402",
    "http_422",
    "http_429",
    "http_500",
    "http_503",
    "blank",
    "cut",
    "prose",
    "content_filter",
    "no_capacity",
    "wrong_types",
    "lie",
]
Lie = Literal[
    "price",
    "phone",
    "link",
    "time",
    "date",
    "promise_refund",
    "discount",
    "free",
    "permission",
    "other_guest",
    "leak_instructions",
    "wrong_language",
]
REMEMBERED = 500


class Knobs(BaseModel):
    """PUT /sandbox/deepseek."""

    model_config = ConfigDict(extra="forbid")

    latency: float = Field(0.0, ge=0)
    """Seconds each answer takes."""
    keep_alive: float = Field(1.0, gt=0)
    """Seconds between blank lines while a request waits."""
    balance: str = "25.00"
    lies: Lie | None = None
    """Every reply carries this invented fact."""


class MindFaultWish(BaseModel):
    """POST /sandbox/deepseek/faults."""

    model_config = ConfigDict(extra="forbid")

    kind: MindFaultKind
    times: int | None = Field(1, ge=1)
    """How often; null means until cleared."""
    seconds: float = Field(0.0, ge=0)
    """For slow: how long. For others: how long before it shows."""
    name: Lie = "price"
    """For lie: which invented fact."""


class MindFault(MindFaultWish):
    """A fault that is on."""

    id: int = Field(default_factory=lambda: time.time_ns() // 1000)


class Desk:
    """Knobs are kept in the file; faults, calls and prefixes end with the process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.faults: list[MindFault] = []
        self.calls: deque[dict[str, Any]] = deque(maxlen=100)
        self._prompts: OrderedDict[str, str] = OrderedDict()
        row = store.one("select body from knobs where name = 'deepseek'")
        self.knobs = Knobs.model_validate(orjson.loads(row["body"])) if row else Knobs()

    def turn(self, knobs: Knobs) -> None:
        """Keep new knobs."""
        self.knobs = knobs
        self._store.run(
            "insert into knobs (name, body) values ('deepseek', ?)"
            " on conflict (name) do update set body = excluded.body",
            dumps(knobs.model_dump()),
        )

    def fault(self) -> MindFault | None:
        """The first fault, counted down."""
        if not self.faults:
            return None
        fault = self.faults[0]
        if fault.times is not None:
            fault.times -= 1
            if not fault.times:
                self.faults.pop(0)
        return fault

    def seen_before(self, user_id: str, prompt: str) -> int:
        """How many leading characters the last prompt of this user_id shared."""
        known = self._prompts.get(user_id, "")
        self._prompts[user_id] = prompt
        self._prompts.move_to_end(user_id)
        if len(self._prompts) > REMEMBERED:
            self._prompts.popitem(last=False)
        low, high = 0, min(len(known), len(prompt))
        while low < high:
            middle = (low + high + 1) // 2
            if prompt.startswith(known[:middle]):
                low = middle
            else:
                high = middle - 1
        return low
