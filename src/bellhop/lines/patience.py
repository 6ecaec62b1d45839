"""Most of the provider's calls are allowed once a second for a number, and the page, the watch and
a person's click may meet in the same one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bellhop.channels import RateLimited

T = TypeVar("T")
PAUSES_SECONDS = (1.1, 2.2)


async def patiently(call: Callable[..., Awaitable[T]], *given: Any) -> T:
    """Calls again after a moment when there were too many calls: nothing was taken then. Raises
    what the last try raises."""
    for pause in PAUSES_SECONDS:
        try:
            return await call(*given)
        except RateLimited:
            await asyncio.sleep(pause)
    return await call(*given)
