"""The tick of the stays' clock, every five minutes."""

from __future__ import annotations

from bellhop import clock, hotels, journeys


async def process_time_triggers() -> int:
    """Hand out what falls due in the next five minutes. How many messages that is."""
    now = clock.now()
    count = await journeys.hand_out_due(now)
    await hotels.beat("tick", now)
    return count
