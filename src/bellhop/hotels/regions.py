"""Which country a time zone lies in."""

from __future__ import annotations

import functools
from importlib import resources


def region_of(timezone: str) -> str | None:
    """Two letters (ISO 3166), or None for a zone of no single country, such as UTC."""
    return _table().get(timezone)


@functools.cache
def _table() -> dict[str, str]:
    """From the zone table that comes with the time zones: country, coordinates, zone."""
    lines = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows}
