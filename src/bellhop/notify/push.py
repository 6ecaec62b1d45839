"""Notices to browsers: Web Push (RFC 8030), sealed for the receiver (RFC 8291), signed by the
installation (VAPID, RFC 8292)."""

from __future__ import annotations

import base64
import os
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import http_ece
import httpx2
import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bellhop.addresses import check_address
from bellhop.errors import BadInput, NotifyError

TIMEOUT_SECONDS = 10.0
KEPT_SECONDS = 3600
"""How long the service keeps a notice for a phone that is away."""
PROOF_LASTS_SECONDS = 12 * 3600
BODY_LIMIT = 2_800
"""Services take 4,096 bytes with the sealing."""


class ReceiverGone(NotifyError):  # noqa: N818 - reads as a sentence
    """The browser took its permission back; its address is never to be used again."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """What the browser gave when it agreed, base64url."""

    endpoint: str
    key: str
    secret: str


@dataclass(frozen=True, slots=True)
class Sender:
    """The installation. `contact` is an address by which a push service may complain."""

    key: ec.EllipticCurvePrivateKey
    contact: str


async def push(receiver: Receiver, sender: Sender, notice: dict[str, str], *, urgent: bool) -> None:
    """One notice to one browser. Raises ReceiverGone, NotifyError."""
    body = seal(receiver, orjson.dumps(notice)[:BODY_LIMIT])
    headers = {
        "Authorization": proof(sender, receiver.endpoint, int(time.time())),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_SECONDS),
        "Urgency": "high" if urgent else "normal",
    }
    try:
        await check_address(receiver.endpoint)
        async with httpx2.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
            answer = await client.post(receiver.endpoint, content=body, headers=headers)
    except (httpx2.HTTPError, BadInput) as error:
        raise NotifyError(f"the push service cannot be reached: {type(error).__name__}") from None
    if answer.status_code in (404, 410):
        raise ReceiverGone("the browser takes no notices any more")
    if not answer.is_success:
        raise NotifyError(f"the push service answered {answer.status_code}")


def seal(receiver: Receiver, body: bytes) -> bytes:
    """Only that browser can read it. Raises NotifyError for keys that are none."""
    own = ec.generate_private_key(ec.SECP256R1())
    try:
        sealed: bytes = http_ece.encrypt(
            body,
            salt=os.urandom(16),
            private_key=own,
            dh=_bytes(receiver.key),
            auth_secret=_bytes(receiver.secret),
            version="aes128gcm",
        )
    except ValueError as error:
        raise NotifyError("the browser's keys cannot be used") from error
    return sealed


def proof(sender: Sender, endpoint: str, now: int) -> str:
    """Who sends, for this push service, for a while: a signed token and the key to check it."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": now + PROOF_LASTS_SECONDS,
        "sub": sender.contact,
    }
    head = orjson.dumps({"typ": "JWT", "alg": "ES256"})
    signed = f"{_text(head)}.{_text(orjson.dumps(claims))}"
    r, s = decode_dss_signature(sender.key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    mark = _text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{mark}, k={public_key(sender.key)}"


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """As browsers want it when they are asked to agree."""
    return _text(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
