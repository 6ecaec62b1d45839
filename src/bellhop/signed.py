"""Short links that carry their own proof: a hotel, a row, and until when."""

from __future__ import annotations

import base64
import time
from uuid import UUID

from bellhop import crypto
from bellhop.errors import NotFound

LASTS_SECONDS = 24 * 3600
_IDS, _UNTIL, _PROOF = 32, 4, 16


def sign(purpose: str, hotel_id: UUID, row_id: UUID, *, seconds: int = LASTS_SECONDS) -> str:
    """A token that opens one row for one purpose, for a while."""
    until = int(time.time()) + seconds
    said = hotel_id.bytes + row_id.bytes + until.to_bytes(_UNTIL, "big")
    return base64.urlsafe_b64encode(said + _proof(purpose, said)).decode().rstrip("=")


def opened(purpose: str, token: str) -> tuple[UUID, UUID]:
    """Hotel and row. Raises NotFound for a token that is not ours, not for this, or too old."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        raise NotFound("this link is not valid any more") from None
    said, proof = raw[:-_PROOF], raw[-_PROOF:]
    right = len(raw) == _IDS + _UNTIL + _PROOF and crypto.same(proof, _proof(purpose, said))
    if not right or int.from_bytes(said[_IDS:], "big") < time.time():
        raise NotFound("this link is not valid any more")
    return UUID(bytes=said[:16]), UUID(bytes=said[16:32])


def _proof(purpose: str, said: bytes) -> bytes:
    return bytes.fromhex(crypto.pseudonym(f"link {purpose}", said.hex()))[:_PROOF]
