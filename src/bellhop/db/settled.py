"""Up to when everything is known."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SKEW = timedelta(seconds=2)
"""By how much the clocks of the processes that write may differ."""
_OLDEST = text("""
    SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity
    WHERE usename = current_user AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
""")


async def settled_until(session: AsyncSession) -> datetime:
    """No transaction that is still open can bring a row with an earlier change than this. Who asks
    "what is new since" gets rows up to here only, and so misses none that is committed late."""
    oldest: datetime = (await session.execute(_OLDEST)).scalar_one()
    return oldest - SKEW
