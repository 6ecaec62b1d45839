"""Limits, counted in memory: refusals per address, and events per account."""

from __future__ import annotations

from limits import RateLimitItem, parse
from slowapi import Limiter
from slowapi.util import get_remote_address
from starlette.requests import Request

from bellhop.settings import Settings


class Limits:
    """Only refusals count against an address: all hotels' events come from about a dozen of them.
    An account's own limit is high, and what is over it the provider repeats."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")
        self._refusals: RateLimitItem = parse(f"{settings.refusals_per_minute}/minute")
        self._events: RateLimitItem = parse(f"{settings.events_per_minute}/minute")

    def refuse(self, request: Request) -> bool:
        """Count one refusal; True when this address had its share already."""
        address = get_remote_address(request)
        return not self._limiter.limiter.hit(self._refusals, "refusal", address)

    def too_many_events(self, account: str) -> bool:
        return not self._limiter.limiter.hit(self._events, "events", account)
