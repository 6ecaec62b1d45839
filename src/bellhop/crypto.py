"""Secrets at rest, and hashes of secrets that must only be recognised."""

from __future__ import annotations

import functools
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bellhop import settings
from bellhop.errors import Misconfigured


@functools.cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise Misconfigured("BELLHOP_SECRET_KEYS holds something that is no Fernet key") from error


def _current() -> MultiFernet:
    return _box(tuple(settings.load().fernet_keys()))


def new_key() -> str:
    return Fernet.generate_key().decode()


def encrypt(text: str) -> bytes:
    return _current().encrypt(text.encode())


def decrypt(sealed: bytes) -> str:
    """Raises Misconfigured when none of the keys opens it."""
    try:
        return _current().decrypt(sealed).decode()
    except InvalidToken as error:
        raise Misconfigured(
            "A stored credential opens with none of BELLHOP_SECRET_KEYS; was a key removed"
            " before `bellhop keys rotate` ran?"
        ) from error


def rotate(sealed: bytes) -> bytes:
    """The same secret under the newest key."""
    return _current().rotate(sealed)


def new_token() -> str:
    """A random secret for a header or a link (256 bits)."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """A plain SHA-256 is enough: tokens are random, not chosen by people."""
    return hashlib.sha256(token.encode()).digest()


def same(a: bytes, b: bytes) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(a, b)


def pseudonym(purpose: str, value: str) -> str:
    """A stable name that cannot be turned back without the installation's oldest key."""
    key = settings.load().fernet_keys()[-1].encode()
    return hmac.new(key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:32]
