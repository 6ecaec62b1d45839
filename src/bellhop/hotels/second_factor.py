"""The second factor: codes of an authenticator app (TOTP)."""

from __future__ import annotations

import hmac

import pyotp
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto
from bellhop.hotels.models import Person

STEP_SECONDS = 30
DRIFT_STEPS = 1


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, email: str, issuer: str = "Bellhop") -> str:
    """What the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def step_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """The step whose code this is, one step of drift either way; None when wrong or used before."""
    digits = "".join(letter for letter in code if letter.isdigit())
    now = int(clock.now().timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if hmac.compare_digest(totp.generate_otp(step), digits) and step > after:
            return step
    return None


async def check(session: AsyncSession, person: Person, code: str) -> bool:
    """Whether a code is right; each opens once. `person` is locked by the caller."""
    if person.totp_sealed is None:
        return False
    step = step_of(crypto.decrypt(person.totp_sealed), code, after=person.totp_used)
    if step is None:
        return False
    person.totp_used = step
    await session.flush()
    return True


async def turn_on(session: AsyncSession, person: Person, secret: str, code: str) -> bool:
    """Keep a secret once a first code proves that the app has it."""
    step = step_of(secret, code)
    if step is None:
        return False
    person.totp_sealed, person.totp_used = crypto.encrypt(secret), step
    await session.flush()
    return True


async def turn_off(session: AsyncSession, person: Person) -> None:
    person.totp_sealed, person.totp_used = None, 0
    await session.flush()
