"""Passwords: hashed with Argon2, compared in the same time whether or not the person exists."""

from __future__ import annotations

import asyncio
import functools

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from bellhop.errors import BadInput

SHORTEST = 10
LONGEST = 200
COMMON = frozenset(
    {"1234567890", "0987654321", "qwertyuiop", "йцукенгшщз", "password12", "passwordpassword"}
)
_hasher = PasswordHasher()


def check_new(password: str, *, email: str = "") -> None:
    """Raises BadInput with a sentence when a password is too weak to be chosen."""
    if len(password) < SHORTEST:
        raise BadInput("A password has 10 characters at least.")
    if len(password) > LONGEST:
        raise BadInput("A password has 200 characters at most.")
    folded = password.lower()
    if folded in COMMON or len(set(folded)) < 4 or (email and folded == email.lower()):
        raise BadInput("This password is easy to guess. Choose another.")


async def hash_password(password: str) -> str:
    """Takes a core for some fifty milliseconds, so it happens beside the event loop."""
    return await asyncio.to_thread(_hasher.hash, password)


async def fits(password: str, kept: str | None) -> bool:
    """Whether this is the password. Without a kept one the work is done all the same, so that the
    time tells nobody who works here."""
    return await asyncio.to_thread(_fits, password[:LONGEST], kept)


def _fits(password: str, kept: str | None) -> bool:
    try:
        right = _hasher.verify(kept or _nobodys(), password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False
    return bool(right) and kept is not None


@functools.cache
def _nobodys() -> str:
    return _hasher.hash("a password that nobody has")
