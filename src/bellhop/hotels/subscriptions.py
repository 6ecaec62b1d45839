"""Addresses of programs that are told of events."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto
from bellhop.errors import BadInput, NotFound
from bellhop.hotels.audit import note
from bellhop.hotels.models import Subscription

KINDS = ("message", "alert", "rating", "delivery_failed")


async def subscribe(
    session: AsyncSession, hotel_id: UUID, *, url: str, kinds: Sequence[str], actor: str
) -> tuple[Subscription, str]:
    """The row and its secret, which signs what is told. The address has been checked. Raises
    BadInput."""
    wanted = sorted(set(kinds))
    if not wanted or set(wanted) - set(KINDS):
        raise BadInput(f"a subscription needs one or more of the kinds {', '.join(KINDS)}")
    secret, now = crypto.new_token(), clock.now()
    row = Subscription(
        hotel_id=hotel_id,
        id=clock.new_id(),
        url=url,
        kinds=wanted,
        secret_sealed=crypto.encrypt(secret),
        active=True,
        told_until=now,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    await note(session, hotel_id, actor, "subscription_added", url=url)
    return row, secret


async def unsubscribe(
    session: AsyncSession, hotel_id: UUID, subscription_id: UUID, actor: str
) -> None:
    """Raises NotFound."""
    gone = await session.scalar(
        delete(Subscription).where(Subscription.id == subscription_id).returning(Subscription.url)
    )
    if gone is None:
        raise NotFound("there is no such subscription")
    await note(session, hotel_id, actor, "subscription_removed", url=gone)


async def subscriptions(session: AsyncSession) -> list[Subscription]:
    return list(await session.scalars(select(Subscription).order_by(Subscription.id)))
