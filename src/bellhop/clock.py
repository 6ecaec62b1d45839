"""Time as a parameter, and ids that sort by it.

Nobody else asks the machine for the time, so a test, and a sandbox hotel, can move it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

from uuid_utils.compat import uuid7


class HasClock(Protocol):
    """A hotel, as far as time is concerned: only a sandbox hotel's clock may be moved."""

    @property
    def clock_offset(self) -> timedelta: ...


def now(hotel: HasClock | None = None) -> datetime:
    """The moment in UTC; a sandbox hotel's own moment when its clock was moved."""
    moment = datetime.now(UTC)
    return moment + hotel.clock_offset if hotel is not None else moment


def new_id() -> UUID:
    """A UUID version 7: made by the application, sorts by the moment it was made."""
    return uuid7()
