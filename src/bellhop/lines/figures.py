"""What a number's page shows: what waits, why it is held, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.hotels import Account, ChannelAccount
from bellhop.lines.models import Incident

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """`state_at`: since when it is in its state; `last_event_at`: when it last said anything."""

    account: Account
    state_at: datetime | None
    last_event_at: datetime | None
    reconciled_until: datetime | None
    incidents: list[Incident]


async def figures(session: AsyncSession, account: Account) -> Figures:
    row = (
        await session.execute(
            select(
                ChannelAccount.state_at,
                ChannelAccount.last_event_at,
                ChannelAccount.reconciled_until,
            ).where(ChannelAccount.id == account.id)
        )
    ).one()
    return Figures(account, row[0], row[1], row[2], await _incidents(session, account.id))


async def _incidents(session: AsyncSession, account_id: UUID) -> list[Incident]:
    query = select(Incident).where(Incident.account_id == account_id)
    return list(await session.scalars(query.order_by(Incident.id.desc()).limit(SHOWN)))
