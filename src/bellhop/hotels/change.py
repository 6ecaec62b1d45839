"""Changing what a hotel is, what it decides for itself, and a number's token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto
from bellhop.errors import BadInput, NotFound
from bellhop.hotels.add import check_place
from bellhop.hotels.audit import note
from bellhop.hotels.models import ChannelAccount, HotelRecord
from bellhop.hotels.rules import HotelRules


async def change_rules(session: AsyncSession, actor: str, **changes: Any) -> HotelRules:
    """The rules after the change. Raises BadInput, naming the rule, when one cannot be so."""
    for name in changes:
        if name not in HotelRules.model_fields:
            raise BadInput(f"there is no rule {name!r}")
    hotel = (
        await session.execute(select(HotelRecord).with_for_update(key_share=True))
    ).scalar_one()
    try:
        rules = HotelRules.model_validate({**hotel.rules, **changes})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{where}: {first['msg']}") from None
    hotel.rules = rules.model_dump(mode="json", exclude_unset=True)
    await session.flush()
    await note(session, hotel.id, actor, "rules_changed", rules=sorted(changes))
    return rules


async def change_hotel(
    session: AsyncSession,
    actor: str,
    *,
    name: str,
    timezone: str,
    locale: str,
    country: str | None,
) -> None:
    """What the hotel is called and where it lies. Raises BadInput."""
    check_place(name, timezone, locale)
    hotel = (
        await session.execute(select(HotelRecord).with_for_update(key_share=True))
    ).scalar_one()
    hotel.name = " ".join(name.split())[:120]
    hotel.timezone, hotel.locale = timezone, locale.replace("_", "-")
    hotel.country = country or None
    await session.flush()
    await note(session, hotel.id, actor, "hotel_changed", name=hotel.name, timezone=timezone)


async def leave_sandbox(session: AsyncSession) -> None:
    """A real number is here: the clock is the world's again, and no stay is played any more."""
    await session.execute(
        update(HotelRecord)
        .where(HotelRecord.sandbox)
        .values(sandbox=False, clock_offset=timedelta(0))
    )


async def change_token(
    session: AsyncSession, hotel_id: UUID, instance_id: str, token: str, actor: str
) -> None:
    """The provider gave the number a new API token; what was held back for the old one goes.
    Raises NotFound."""
    found = await session.scalar(
        update(ChannelAccount)
        .where(ChannelAccount.instance_id == instance_id)
        .values(token_sealed=crypto.encrypt(token), hold_until=None, due_at=clock.now())
        .returning(ChannelAccount.id)
    )
    if found is None:
        raise NotFound(f"this hotel has no number {instance_id}")
    await note(session, hotel_id, actor, "channel_token_changed", instance=instance_id)
