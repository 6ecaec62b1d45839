"""Faults switched on by request: what is asked for goes wrong, as often as asked."""

import time
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FaultKind = Literal[
    "timeout_after_accept",
    "http_400",
    "http_401",
    "http_403",
    "http_429",
    "http_466",
    "http_469",
    "http_499",
    "http_500",
    "http_502",
    "http_503",
    "http_504",
    "reason_200",
    "delay",
    "duplicate_webhooks",
    "drop_webhooks",
    "reorder_webhooks",
    "delay_webhooks",
    "lost_statuses",
    "failed_status",
    "no_account",
    "vanish",
]

CALL_FAULTS = (
    "timeout_after_accept",
    "http_400",
    "http_401",
    "http_403",
    "http_429",
    "http_466",
    "http_469",
    "http_499",
    "http_500",
    "http_502",
    "http_503",
    "http_504",
    "reason_200",
    "delay",
)


class FaultWish(BaseModel):
    """A fault as asked for."""

    model_config = ConfigDict(extra="forbid")

    kind: FaultKind
    method: str | None = None
    """Only this method (any letter case); for webhook faults, only this typeWebhook."""
    times: int | None = Field(1, ge=1)
    """How often; null means until it is cleared."""
    seconds: float | None = Field(None, ge=0)
    accepted: bool = False
    """For http_*: do the deed first, then answer with the error."""
    variant: Literal["invoke", "correspondents"] = "invoke"
    """For http_466: which of the two bodies."""


class Fault(FaultWish):
    """A fault that is on."""

    id: int = Field(default_factory=lambda: time.time_ns() // 1000)

    def fits(self, kinds: Sequence[str], name: str) -> bool:
        """Does it concern this call or this notification?"""
        return self.kind in kinds and (self.method is None or self.method.lower() == name.lower())


def take(faults: list[Fault], kinds: Sequence[str], name: str = "") -> Fault | None:
    """The first fault that fits, counted down; it leaves the list when used up."""
    for fault in faults:
        if not fault.fits(kinds, name):
            continue
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                faults.remove(fault)
        return fault
    return None
