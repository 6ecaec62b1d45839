"""The key that is the same for every copy of one event, whatever road it came by.

An idMessage is unique within one chat only (green-api.com/he/docs/api/message-id/), and there is
no delivery id in webhook mode, so a key is `type|chat|idMessage`, with what else tells two events
of one message apart. Keys are compared within one account.
"""

from __future__ import annotations

import hashlib

_LIMIT = 200


def key_of(*parts: str) -> str:
    """The parts joined; hashed when longer than the 200 characters that a row keeps."""
    key = "|".join(parts)
    if len(key) <= _LIMIT:
        return key
    return f"{parts[0][:40]}|{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"
