"""The tick of the stays' clock, every five minutes."""

from __future__ import annotations

from uuid import UUID

from bellhop import clock, hotels, jobs, journeys
from bellhop.jobs import Hint, Job


async def process_time_triggers() -> int:
    """Hand out what falls due in the next five minutes. How many messages that is."""
    now = clock.now()
    count = await journeys.hand_out_due(now)
    await hotels.beat("tick", now)
    return count


async def count_hotels() -> int:
    """Every ten minutes each hotel's figures are brought up to date. How many hotels there are."""
    ids = await hotels.all_ids()
    for hotel_id in ids:
        jobs.courier.post(Hint(Job.COUNT_HOTEL, str(hotel_id), str(UUID(int=0))))
    return len(ids)
