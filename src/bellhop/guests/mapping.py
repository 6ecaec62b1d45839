"""Somebody else's JSON as bookings: JSONPath expressions say where our fields lie in it.

A mapping is `{"each": "$.reservations[*]", "fields": {"external_id": "$.id", "guest.phone":
["$.guest.mobile", "$.guest.phone"]}, "values": {"status": {"CXL": "cancelled"}},
"constants": {"source": "Opera"}}`. Of several paths the first that finds something counts.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Annotated, Any

import jsonpath
from jsonpath import JSONPath, JSONPathError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bellhop.errors import BadInput
from bellhop.guests.bring_in.values import as_count, as_moment, as_status
from bellhop.guests.given import GuestGiven, StayGiven

MOST_AT_ONCE = 1_000
_STAY = frozenset(StayGiven.model_fields) - {"guest", "attributes"}
_GUEST = frozenset(GuestGiven.model_fields) - {"consents"}
_MOMENTS = frozenset(
    {"arrival", "departure", "real_arrival", "real_departure", "booked_at", "changed_at"}
)
Paths = str | list[str]


class Mapping(BaseModel):
    """How one property system's messages are read."""

    model_config = ConfigDict(extra="forbid")
    each: Annotated[str, Field(max_length=300)] = "$"
    fields: dict[str, Paths]
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    constants: dict[str, str | bool] = Field(default_factory=dict)

    @field_validator("fields")
    @classmethod
    def _fields_are_ours(cls, fields: dict[str, Paths]) -> dict[str, Paths]:
        for name, paths in fields.items():
            if not is_field(name):
                raise ValueError(f"there is no field {name!r}")
            for path in [paths] if isinstance(paths, str) else paths:
                _compiled(path)
        if "external_id" not in fields:
            raise ValueError("external_id must be mapped: it tells one booking from another")
        return fields

    @field_validator("each")
    @classmethod
    def _each_is_a_path(cls, path: str) -> str:
        _compiled(path)
        return path


@dataclass(frozen=True, slots=True)
class Read:
    """One booking as it was read: the booking itself, or the reason why it is none."""

    external_id: str
    stay: StayGiven | None = None
    reason: str = ""


def is_field(name: str) -> bool:
    first, dot, rest = name.partition(".")
    if first == "guest" and dot:
        return rest in _GUEST
    return name in _STAY or (first == "attributes" and bool(rest))


def read_mapped(mapping: Mapping, body: Any) -> list[Read]:
    """Every booking in this message. Raises BadInput when there is none at all."""
    found = [match.obj for match in _compiled(mapping.each).finditer(body)]
    if not found:
        raise BadInput(f"nothing was found at {mapping.each}")
    if len(found) > MOST_AT_ONCE:
        raise BadInput(f"{len(found)} bookings at once are more than {MOST_AT_ONCE}")
    return [_read(mapping, one) for one in found]


def _read(mapping: Mapping, one: Any) -> Read:
    external_id = str(_find(mapping.fields["external_id"], one) or "")
    try:
        return Read(external_id, StayGiven.model_validate(_fields(mapping, one)))
    except BadInput as refusal:
        return Read(external_id, reason=str(refusal))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return Read(external_id, reason=f"{where}: {first['msg']}")


def _fields(mapping: Mapping, one: Any) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in mapping.constants.items():
        _put(given, name, value)
    for name, paths in mapping.fields.items():
        value = _find(paths, one)
        if value is not None:
            _put(given, name, _ours(mapping, name, value))
    return given


def _ours(mapping: Mapping, name: str, value: Any) -> Any:
    words = mapping.values.get(name, {})
    if str(value) in words:
        return words[str(value)]
    if name == "status":
        return as_status(str(value))
    if name in ("adults", "children"):
        return as_count(value)
    if name in _MOMENTS:
        return _moment(value)
    return value if name.startswith("attributes.") or isinstance(value, bool) else str(value)


def _moment(value: Any) -> Any:
    """ISO is read with its offset by the model itself; anything else as in a spreadsheet."""
    text = str(value)
    return text if len(text) > 10 and text[4:5] == "-" else as_moment(text, "day")


def _put(given: dict[str, Any], name: str, value: Any) -> None:
    first, dot, rest = name.partition(".")
    if dot:
        given.setdefault(first, {})[rest] = value
    else:
        given[name] = value


def _find(paths: Paths, one: Any) -> Any:
    for path in [paths] if isinstance(paths, str) else paths:
        for match in _compiled(path).finditer(one):
            if match.obj not in (None, ""):
                return match.obj
    return None


@functools.lru_cache(maxsize=1_000)
def _compiled(path: str) -> JSONPath:
    try:
        compiled = jsonpath.compile(path)
    except JSONPathError as error:
        raise ValueError(f"{path!r} is no JSONPath: {error}") from None
    if not isinstance(compiled, JSONPath):
        raise ValueError(f"{path!r} is more than one JSONPath")  # noqa: TRY004 - pydantic's way
    return compiled
