"""Browsers that show notices while the console is closed, and the installation's key for them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto, db
from bellhop.errors import BadInput
from bellhop.hotels.models import InstallationKey, Membership, Person, PushDevice, StaffSession
from bellhop.hotels.people import Preferences

MOST_DEVICES = 10
PUSH_KEY = "push"


@dataclass(frozen=True, slots=True)
class Device:
    """Where a notice goes. `receiver_key` and `secret` are the browser's, base64url as it gave
    them (RFC 8291)."""

    id: UUID
    person_id: UUID
    endpoint: str
    receiver_key: str
    secret: str
    language: str
    danger_only: bool


async def keep_device(
    session: AsyncSession,
    person_id: UUID,
    session_id: UUID,
    *,
    endpoint: str,
    receiver_key: str,
    secret: str,
) -> None:
    """A browser offers itself; the same one again is the same row. Raises BadInput."""
    if not endpoint.startswith(("https://", "http://127.0.0.1")) or len(endpoint) > 1_000:
        raise BadInput("This is not the address of a push service.")
    values = {
        "person_id": person_id,
        "session_id": session_id,
        "endpoint": endpoint,
        "keys_sealed": crypto.encrypt(orjson.dumps([receiver_key, secret]).decode()),
        "endpoint_hash": crypto.token_hash(endpoint),
    }
    new = insert(PushDevice).values(id=clock.new_id(), created_at=clock.now(), **values)
    await session.execute(new.on_conflict_do_update(index_elements=["endpoint_hash"], set_=values))
    count = select(func.count()).where(PushDevice.person_id == person_id)
    if ((await session.execute(count)).scalar() or 0) > MOST_DEVICES:
        oldest = (
            select(PushDevice.id)
            .where(PushDevice.person_id == person_id)
            .order_by(PushDevice.created_at)
            .limit(1)
        )
        await session.execute(delete(PushDevice).where(PushDevice.id.in_(oldest)))


async def forget_device(session: AsyncSession, endpoint: str) -> None:
    """The browser wants no more, or its service says that it is gone."""
    gone = delete(PushDevice).where(PushDevice.endpoint_hash == crypto.token_hash(endpoint))
    await session.execute(gone)


async def forget_device_of(session: AsyncSession, session_id: UUID) -> None:
    """The browser of this session wants no more."""
    await session.execute(delete(PushDevice).where(PushDevice.session_id == session_id))


async def has_device(session: AsyncSession, session_id: UUID) -> bool:
    """Whether this browser gets notices."""
    query = select(PushDevice.id).where(PushDevice.session_id == session_id).limit(1)
    return (await session.execute(query)).first() is not None


async def devices_here(session: AsyncSession) -> list[Device]:
    """Every browser of everybody who works in this hotel, whose session still lasts."""
    query = (
        select(PushDevice, Person.preferences)
        .join(Membership, Membership.person_id == PushDevice.person_id)
        .join(Person, Person.id == PushDevice.person_id)
        .join(StaffSession, StaffSession.id == PushDevice.session_id)
        .where(StaffSession.expires_at > clock.now(), StaffSession.state == "open")
    )
    found = []
    for row, preferences in await session.execute(query):
        receiver_key, secret = orjson.loads(crypto.decrypt(row.keys_sealed))
        likes = Preferences.model_validate(preferences)
        found.append(
            Device(
                row.id,
                row.person_id,
                row.endpoint,
                receiver_key,
                secret,
                likes.language,
                likes.push == "danger",
            )
        )
    return found


async def push_key() -> ec.EllipticCurvePrivateKey:
    """The key that proves who sends (VAPID, RFC 8292); made by whoever needs it first."""
    query = select(InstallationKey.sealed).where(InstallationKey.name == PUSH_KEY)
    async with db.unnamed() as session:
        sealed = (await session.execute(query)).scalar_one_or_none()
        if sealed is None:
            made = insert(InstallationKey).values(
                name=PUSH_KEY,
                sealed=crypto.encrypt(f"{_new_number():064x}"),
                created_at=clock.now(),
            )
            await session.execute(made.on_conflict_do_nothing())
            sealed = (await session.execute(query)).scalar_one()
    return ec.derive_private_key(int(crypto.decrypt(sealed), 16), ec.SECP256R1())


def _new_number() -> int:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_numbers().private_value
