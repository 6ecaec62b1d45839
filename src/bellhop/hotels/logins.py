"""Browsers that are logged in: server-side sessions, of which only a hash of the secret is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto
from bellhop.hotels.models import Person, StaffSession
from bellhop.hotels.people import Staff, staff_of

LASTS = timedelta(days=30)
IDLE = timedelta(days=3)
CODE_LASTS = timedelta(minutes=10)
"""How long the second factor is waited for."""
SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Login:
    """A session that was found by its secret. `open`: the second factor, if any, was given."""

    id: UUID
    token: str
    staff: Staff
    open: bool


@dataclass(frozen=True, slots=True)
class Browser:
    """A session as its owner sees it."""

    id: UUID
    address: str
    browser: str
    created_at: datetime
    seen_at: datetime


async def begin(
    session: AsyncSession, person_id: UUID, *, open_now: bool, address: str, browser: str
) -> str:
    """A new session. Returns its secret, which is kept nowhere."""
    token, now = crypto.new_token(), clock.now()
    session.add(
        StaffSession(
            token_hash=crypto.token_hash(token),
            person_id=person_id,
            state="open" if open_now else "code",
            address=address[:64],
            browser=browser[:200],
            created_at=now,
            seen_at=now,
            expires_at=now + (LASTS if open_now else CODE_LASTS),
        )
    )
    await session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
    return token


async def find(session: AsyncSession, token: str) -> Login | None:
    """The session of a secret, while it lasts. Notes now and then that it is used."""
    now = clock.now()
    row = (
        await session.execute(
            select(StaffSession, Person)
            .join(Person, Person.id == StaffSession.person_id)
            .where(
                StaffSession.token_hash == crypto.token_hash(token),
                StaffSession.expires_at > now,
                StaffSession.seen_at > now - IDLE,
            )
        )
    ).one_or_none()
    if row is None:
        return None
    kept, person = row
    if kept.seen_at < now - SEEN_EVERY:
        kept.seen_at = now
    return Login(kept.id, token, staff_of(person), kept.state == "open")


async def lasts(session: AsyncSession, session_id: UUID) -> bool:
    """Whether a session is still good, for streams that stay open."""
    now = clock.now()
    query = select(StaffSession.id).where(
        StaffSession.id == session_id, StaffSession.state == "open", StaffSession.expires_at > now
    )
    return (await session.execute(query)).scalar_one_or_none() is not None


async def browsers(session: AsyncSession, person_id: UUID) -> list[Browser]:
    query = (
        select(StaffSession)
        .where(
            StaffSession.person_id == person_id,
            StaffSession.state == "open",
            StaffSession.expires_at > clock.now(),
        )
        .order_by(StaffSession.seen_at.desc())
    )
    rows = (await session.execute(query)).scalars()
    return [Browser(row.id, row.address, row.browser, row.created_at, row.seen_at) for row in rows]


async def end(session: AsyncSession, person_id: UUID, session_id: UUID) -> bool:
    """End one of a person's sessions; False when it is not theirs."""
    ended = await session.execute(
        delete(StaffSession)
        .where(StaffSession.id == session_id, StaffSession.person_id == person_id)
        .returning(StaffSession.id)
    )
    return ended.scalar_one_or_none() is not None


async def end_all(session: AsyncSession, person_id: UUID, *, but: UUID | None = None) -> None:
    """A new password ends every other session of the person."""
    query = delete(StaffSession).where(StaffSession.person_id == person_id)
    await session.execute(query.where(StaffSession.id != but) if but else query)


async def opened(session: AsyncSession, session_id: UUID) -> None:
    """The second factor was right."""
    await session.execute(
        update(StaffSession)
        .where(StaffSession.id == session_id)
        .values(state="open", expires_at=clock.now() + LASTS)
    )
