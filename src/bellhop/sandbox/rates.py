"""Requests per second the real service allows, per instance and method (429 above)."""

import time

FIFTY = (
    "sendmessage",
    "sendfilebyurl",
    "sendfilebyupload",
    "uploadfile",
    "sendpoll",
    "sendlocation",
    "sendcontact",
    "sendinteractivebuttons",
    "sendinteractivebuttonsreply",
    "forwardmessages",
)
TEN = ("getmessage", "readchat", "checkwhatsapp", "checkaccount", "getavatar", "deletemessage")
LIMITS: dict[str, float] = {
    "receivenotification": 100,
    "deletenotification": 100,
    **dict.fromkeys(FIFTY, 50.0),
    **dict.fromkeys(TEN, 10.0),
    "downloadfile": 5,
    "qr": 3,
}
# The table of section 4.1 names 1 for most; what it does not name is treated the same.
OTHERS = 1.0


class Rates:
    """Token buckets that hold one second's worth."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}

    def left(self, instance_id: str, method: str) -> tuple[bool, int, int]:
        """Take one. Returns: allowed, how many are left, how many come back a second."""
        limit = LIMITS.get(method, OTHERS)
        now = time.monotonic()
        tokens, at = self._buckets.get((instance_id, method), (limit, now))
        tokens = min(limit, tokens + (now - at) * limit)
        allowed = tokens >= 1
        tokens -= 1 if allowed else 0
        self._buckets[instance_id, method] = (tokens, now)
        return allowed, int(tokens), int(limit)
