"""Finding hotels and their numbers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db
from bellhop.errors import NotFound
from bellhop.hotels.models import ChannelAccount, HotelRecord
from bellhop.hotels.plain import Account, Hotel


async def read(session: AsyncSession) -> Hotel:
    """The hotel this session is about. Raises NotFound when it was removed."""
    row = (await session.execute(_HOTEL)).one_or_none()
    if row is None:
        raise NotFound("this hotel does not exist")
    return Hotel.read_from(row)


async def account(session: AsyncSession, account_id: UUID) -> Account:
    row = (await session.execute(_ACCOUNT, {"account_id": account_id})).one_or_none()
    if row is None:
        raise NotFound("this number does not exist")
    return Account.read_from(row)


async def hotel_and_account(session: AsyncSession, account_id: UUID) -> tuple[Hotel, Account]:
    """Both in one round trip."""
    row = (await session.execute(_BOTH, {"account_id": account_id})).one_or_none()
    if row is None:
        raise NotFound("this number does not exist")
    return Hotel.read_from(row), Account.read_from(row)


async def accounts(session: AsyncSession) -> list[Account]:
    query = select(*Account.COLUMNS).order_by(ChannelAccount.id)
    return [Account.read_from(row) for row in await session.execute(query)]


_HOTEL = select(*Hotel.COLUMNS)
_ACCOUNT = select(*Account.COLUMNS).where(ChannelAccount.id == bindparam("account_id"))
_BOTH = select(*Hotel.COLUMNS, *Account.COLUMNS).where(
    ChannelAccount.id == bindparam("account_id"), ChannelAccount.hotel_id == HotelRecord.id
)


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
