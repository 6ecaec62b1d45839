"""A file that travels with the page between looking at it and taking it in."""

from __future__ import annotations

import base64
import binascii
import zlib

from bellhop.errors import BadInput


def packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 6)).decode()


def unpacked(content: str, most_bytes: int) -> bytes:
    """Raises BadInput. Never more than was let in, whatever it claims to be."""
    try:
        small = base64.b64decode(content.encode(), validate=True)
        raw = zlib.decompressobj().decompress(small, most_bytes + 1)
    except (binascii.Error, zlib.error, ValueError):
        raise BadInput("Choose the file again.") from None
    if not raw or len(raw) > most_bytes:
        raise BadInput("Choose the file again.")
    return raw
