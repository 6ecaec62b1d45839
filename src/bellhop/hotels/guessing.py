"""Lock-out on guessing, by account and by address, counted before anybody is known."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto
from bellhop.hotels.models import Guessing

PER_ACCOUNT = 8
PER_ADDRESS = 40
WINDOW = timedelta(minutes=15)


def account_key(email: str) -> str:
    return crypto.pseudonym("guess-account", email.strip().lower())


def address_key(address: str) -> str:
    return crypto.pseudonym("guess-address", address)


async def locked(session: AsyncSession, *keys: str) -> bool:
    """Whether one of these guessed wrong too often in the last quarter of an hour."""
    query = select(Guessing.key).where(Guessing.key.in_(keys), Guessing.locked_until > clock.now())
    return (await session.execute(query.limit(1))).first() is not None


async def wrong(session: AsyncSession, key: str, *, most: int) -> None:
    """Count one wrong guess; the last one allowed locks for a quarter of an hour."""
    now = clock.now()
    new = insert(Guessing).values(key=key, failures=1, first_at=now, locked_until=None)
    over = _over(now)
    failures = case((over, 1), else_=Guessing.failures + 1)
    statement: Any = new.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "failures": failures,
            "first_at": case((over, now), else_=Guessing.first_at),
            "locked_until": case((failures >= most, now + WINDOW), else_=None),
        },
    )
    await session.execute(statement)


async def right(session: AsyncSession, key: str) -> None:
    """A right answer forgets the wrong ones, and what is long over goes with it."""
    old = Guessing.first_at < clock.now() - timedelta(days=1)
    await session.execute(delete(Guessing).where((Guessing.key == key) | old))


def _over(now: datetime) -> Any:
    return Guessing.first_at < now - WINDOW
