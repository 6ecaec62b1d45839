"""Keys of programs: API tokens and the secrets of property systems' addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto, db
from bellhop.errors import BadInput, NotFound
from bellhop.hotels.audit import note
from bellhop.hotels.models import ApiToken, PmsDoor

SCOPES = ("read", "write", "send")
"""read: everything; write: stays, guests, subscriptions; send: messages to guests."""
USED_EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who is asking: one token of one hotel."""

    hotel_id: UUID
    token_id: UUID
    name: str
    scopes: frozenset[str]


async def make_token(
    session: AsyncSession, hotel_id: UUID, *, name: str, scopes: Sequence[str], actor: str
) -> str:
    """The secret, shown this once. Raises BadInput for a scope that does not exist."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise BadInput(f"a token needs one or more of the scopes {', '.join(SCOPES)}")
    secret = f"bhp_{crypto.new_token()}"
    session.add(
        ApiToken(
            hotel_id=hotel_id,
            name=name.strip()[:120],
            scopes=sorted(set(scopes)),
            secret_hash=crypto.token_hash(secret),
            hint=secret[-4:],
            made_by=actor,
        )
    )
    await session.flush()
    await note(session, hotel_id, actor, "token_added", name=name, scopes=sorted(set(scopes)))
    return secret


async def tokens(session: AsyncSession) -> list[ApiToken]:
    return list(await session.scalars(select(ApiToken).order_by(ApiToken.id)))


async def revoke_token(session: AsyncSession, hotel_id: UUID, token_id: UUID, actor: str) -> None:
    """The token opens nothing from the next request on. Raises NotFound."""
    revoked = await session.scalar(
        update(ApiToken)
        .where(ApiToken.id == token_id)
        .values(revoked_at=clock.now())
        .returning(ApiToken.name)
    )
    if revoked is None:
        raise NotFound("there is no such token")
    await note(session, hotel_id, actor, "token_revoked", name=revoked)


async def bearer(secret: str) -> Bearer | None:
    """Whose token this is; None for a wrong or revoked one."""
    if not secret:
        return None
    async with db.system() as session:
        query = select(ApiToken.hotel_id, ApiToken.id)
        found = (
            await session.execute(query.where(ApiToken.secret_hash == crypto.token_hash(secret)))
        ).one_or_none()
    if found is None:
        return None
    async with db.hotel(found[0]) as session:
        token = await session.get(ApiToken, (found[0], found[1]))
        if token is None or token.revoked_at is not None:
            return None
        await _note_use(session, token.id, token.last_used_at)
        return Bearer(token.hotel_id, token.id, token.name, frozenset(token.scopes))


async def _note_use(session: AsyncSession, token_id: UUID, last: datetime | None) -> None:
    now = clock.now()
    if last is None or (now - last).total_seconds() > USED_EVERY_SECONDS:
        await session.execute(
            update(ApiToken).where(ApiToken.id == token_id).values(last_used_at=now)
        )


async def make_pms_door(
    session: AsyncSession, hotel_id: UUID, *, name: str, mapping: dict[str, Any], actor: str
) -> tuple[UUID, str]:
    """A property system's way in: its id and its secret, shown this once."""
    secret = crypto.new_token()
    door = PmsDoor(
        hotel_id=hotel_id,
        id=clock.new_id(),
        name=name.strip()[:120],
        mapping=mapping,
        secret_hash=crypto.token_hash(secret),
        hint=secret[-4:],
    )
    session.add(door)
    await session.flush()
    await note(session, hotel_id, actor, "pms_door_added", name=name)
    return door.id, secret


async def pms_doors(session: AsyncSession) -> list[PmsDoor]:
    return list(await session.scalars(select(PmsDoor).order_by(PmsDoor.id)))


async def change_pms_door(
    session: AsyncSession, hotel_id: UUID, door_id: UUID, *, mapping: dict[str, Any], actor: str
) -> None:
    """Messages are read with the new mapping from now on. Raises NotFound."""
    door = await _door(session, door_id)
    door.mapping = mapping
    await session.flush()
    await note(session, hotel_id, actor, "pms_mapping_changed", name=door.name)


async def close_pms_door(
    session: AsyncSession, hotel_id: UUID, door_id: UUID, *, actor: str
) -> None:
    """Its secret opens nothing any more: the hash that is kept is nobody's. Raises NotFound."""
    door = await _door(session, door_id)
    door.closed_at, door.secret_hash = clock.now(), crypto.token_hash(crypto.new_token())
    await session.flush()
    await note(session, hotel_id, actor, "pms_door_closed", name=door.name)


async def _door(session: AsyncSession, door_id: UUID) -> PmsDoor:
    door = await session.scalar(
        select(PmsDoor).where(PmsDoor.id == door_id, PmsDoor.closed_at.is_(None)).with_for_update()
    )
    if door is None:
        raise NotFound("there is no such address")
    return door


async def pms_door_of(secret: str) -> tuple[UUID, UUID] | None:
    """Hotel id and door id of this secret; None when it opens nothing."""
    if not secret:
        return None
    async with db.system() as session:
        query = select(PmsDoor.hotel_id, PmsDoor.id)
        row = (
            await session.execute(query.where(PmsDoor.secret_hash == crypto.token_hash(secret)))
        ).one_or_none()
    return None if row is None else (row[0], row[1])
