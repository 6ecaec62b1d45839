"""Taking fields out of objects whose shape nobody guarantees: a wrong type reads as absent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bellhop.channels.body import JsonObject

_NOTHING: JsonObject = {}
_LAST_SECOND = 253_402_300_799  # 9999-12-31, the last that datetime can hold


def text(data: JsonObject, name: str) -> str:
    """A string; a number too, since ids arrive as either (`idInstance` is a JSON number)."""
    value = data.get(name)
    if type(value) is str:
        return value
    return str(value) if type(value) is int else ""


def first_text(data: JsonObject, *names: str) -> str:
    """The first field of these that says something."""
    for name in names:
        if value := text(data, name):
            return value
    return ""


def part(data: JsonObject, *names: str) -> JsonObject:
    """The first of these objects; `data` itself if there is none.

    Journals hold flat what webhooks nest, so one reader serves both.
    """
    for name in names:
        value = data.get(name)
        if type(value) is dict:
            return value
    return data


def inner(data: JsonObject, name: str) -> JsonObject:
    """An object, or an empty one."""
    value = data.get(name)
    return value if type(value) is dict else _NOTHING


def objects(data: JsonObject, name: str) -> list[JsonObject]:
    """The objects of a list, without whatever else lies in it."""
    value = data.get(name)
    return [each for each in value if type(each) is dict] if type(value) is list else []


def whole(value: Any) -> int | None:
    """A whole number, also when spelled as text: quotas come as both."""
    if type(value) is int:
        return value
    if type(value) is str and len(value) < 19 and value.isascii() and value.isdigit():
        return int(value)
    return None


def number(value: Any) -> float | None:
    return float(value) if type(value) is float or type(value) is int else None


def moment(value: Any) -> datetime | None:
    """A time given in Unix seconds; None for 0, which the provider uses for "not known"."""
    seconds = whole(value)
    if seconds is None or not 0 < seconds <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(seconds, UTC)
