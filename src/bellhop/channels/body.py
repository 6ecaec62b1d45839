"""Reading a JSON body that strangers wrote.

orjson is strict where the provider is not: a text cut in the middle of an emoji arrives as half
a surrogate pair, and PostgreSQL refuses NUL in any text. Both are mended here, once, so that no
guest goes unheard for one bad character.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import Any

import orjson

JsonObject = dict[str, Any]

_ESCAPES = re.compile(
    r"\\\\"  # an escaped backslash: what follows it is plain text
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole pair
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"  # half a pair
    r"|\\u0000"
)
_FULL_PAIR = 12


def parse_json(body: bytes) -> Any:
    """The parsed body; None when it is empty. Raises ValueError when it is not JSON."""
    if not body.strip():
        return None
    if b"\\u0000" not in body:
        with suppress(orjson.JSONDecodeError):
            return orjson.loads(body)
    return orjson.loads(_ESCAPES.sub(_mend, body.decode("utf-8-sig", "replace")))


def load(body: bytes) -> Any:
    """The parsed body; None when it is empty or not JSON."""
    try:
        return parse_json(body)
    except ValueError:
        return None


def dump(data: Any) -> bytes:
    """JSON again; empty for what is nested deeper than orjson writes, which nobody can read."""
    with suppress(TypeError):
        return orjson.dumps(data)
    return b""


def _mend(match: re.Match[str]) -> str:
    escape = match[0]
    if escape == r"\u0000":
        return ""
    if escape == r"\\" or len(escape) == _FULL_PAIR:
        return escape
    return r"\ufffd"


def fingerprint(data: Any, body: bytes) -> str:
    """The same for two copies of one notification, however each was spaced and ordered."""
    if data is not None:
        with suppress(TypeError):  # nested deeper than orjson writes: the raw bytes must do
            body = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(body).hexdigest()
