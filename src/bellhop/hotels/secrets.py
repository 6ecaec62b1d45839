"""What only a guest in the house may know: the Wi-Fi password, the code of the door.

In knowledge they stand as {{wifi_password}}; the value is filled in after the guards.
"""

from __future__ import annotations

import functools
import re

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import crypto
from bellhop.errors import BadInput, NotFound
from bellhop.hotels.audit import note
from bellhop.hotels.models import HotelRecord

_NAME = re.compile(r"^[a-z][a-z0-9_]{1,40}$")
VALUE_LIMIT = 200


async def keep_secret(session: AsyncSession, name: str, value: str | None, actor: str) -> None:
    """Set a secret, or forget it when there is no value. Raises BadInput for a bad name or value,
    NotFound when there is none to forget."""
    if not _NAME.match(name):
        raise BadInput("a secret's name has small letters, digits and _ only: wifi_password")
    if value is not None and not 0 < len(value.strip()) <= VALUE_LIMIT:
        raise BadInput(f"a secret has 1 to {VALUE_LIMIT} letters")
    hotel = (
        await session.execute(select(HotelRecord).with_for_update(key_share=True))
    ).scalar_one()
    kept = dict(opened(hotel.secrets_sealed))
    if value is None:
        if kept.pop(name, None) is None:
            raise NotFound(f"there is no secret {name!r}")
    else:
        kept[name] = value.strip()
    hotel.secrets_sealed = crypto.encrypt(orjson.dumps(kept).decode()) if kept else None
    await session.flush()
    await note(session, hotel.id, actor, "secret_kept" if value else "secret_forgotten", name=name)


@functools.lru_cache(maxsize=2_000)
def opened(sealed: bytes | None) -> dict[str, str]:
    """Names and values; treat it as read-only."""
    found: dict[str, str] = orjson.loads(crypto.decrypt(sealed)) if sealed else {}
    return found
