"""The tick of the stays' clock, every five minutes."""

from __future__ import annotations

from bellhop import clock, hotels, log

logger = log.get(__name__)


async def process_time_triggers() -> int:
    """Hand out what falls due in the next five minutes. No journey has a rule yet, so this only
    says that the tick is alive."""
    await hotels.beat("tick", clock.now())
    return 0
