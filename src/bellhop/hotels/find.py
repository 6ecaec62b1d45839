"""Finding hotels and their numbers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db
from bellhop.errors import NotFound
from bellhop.hotels.models import ChannelAccount, HotelRecord
from bellhop.hotels.plain import Account, Hotel


async def read(session: AsyncSession) -> Hotel:
    """The hotel this session is about. Raises NotFound when it was removed."""
    row = (await session.execute(select(HotelRecord))).scalar_one_or_none()
    if row is None:
        raise NotFound("this hotel does not exist")
    return Hotel.of(row)


async def account(session: AsyncSession, account_id: UUID) -> Account:
    query = select(ChannelAccount).where(ChannelAccount.id == account_id)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        raise NotFound("this number does not exist")
    return Account.of(row)


async def hotel_and_account(session: AsyncSession, account_id: UUID) -> tuple[Hotel, Account]:
    """Both in one round trip."""
    query = select(HotelRecord, ChannelAccount).where(ChannelAccount.id == account_id)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise NotFound("this number does not exist")
    return Hotel.of(row[0]), Account.of(row[1])


async def accounts(session: AsyncSession) -> list[Account]:
    query = select(ChannelAccount).order_by(ChannelAccount.id)
    return [Account.of(row) for row in (await session.execute(query)).scalars()]


async def id_of_slug(slug: str) -> UUID:
    """Raises NotFound with a sentence."""
    async with db.system() as session:
        query = select(HotelRecord.id).where(HotelRecord.slug == slug)
        found = (await session.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"there is no hotel called {slug!r}; `bellhop hotel list` shows them")
    return found


async def all_ids() -> list[UUID]:
    async with db.system() as session:
        query = select(HotelRecord.id).order_by(HotelRecord.id)
        return list((await session.execute(query)).scalars())


async def owner_of_instance(instance_id: str) -> tuple[UUID, UUID] | None:
    """Hotel id and account id, as bellhop_system."""
    async with db.system() as session:
        query = select(ChannelAccount.hotel_id, ChannelAccount.id).where(
            ChannelAccount.instance_id == instance_id
        )
        row = (await session.execute(query)).one_or_none()
    return None if row is None else (row[0], row[1])
