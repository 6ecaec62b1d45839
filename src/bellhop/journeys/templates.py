"""The words of a rule with the guest's own details filled in. A template can name these variables
and a few filters, and can do nothing else: no attribute with an underscore, no call of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bellhop.errors import BadInput
from bellhop.hotels import Hotel

LONGEST = 4_000
LONGEST_LOOP = 200

VARIABLES = {
    "guest_name": ("the guest's name", "имя гостя"),
    "hotel_name": ("the hotel's name", "название отеля"),
    "bot_name": ("the bot's name", "имя бота"),
    "room": ("the room", "номер комнаты"),
    "room_type": ("the room type", "категория номера"),
    "check_in_date": ("the day of arrival", "день заезда"),
    "check_in_time": ("the hour of arrival", "время заезда"),
    "check_out_date": ("the day of departure", "день выезда"),
    "check_out_time": ("the hour of departure", "время выезда"),
    "nights": ("how many nights", "сколько ночей"),
    "desk_phone": ("the desk's phone", "телефон стойки"),
    "address": ("the hotel's address", "адрес отеля"),
    "stay": ("the stay's own fields, as stay.breakfast", "поля брони, например stay.breakfast"),
    "event": ("what happened, as event.score", "что случилось, например event.score"),
    "review_link": ("the link for reviews", "ссылка для отзыва"),
    "short_link": ("a counted link: short_link('https://…')", "короткая ссылка: short_link('…')"),
}
"""What a template may say, with words for the editor."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """`range` is the one loop that could eat the machine."""

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Function)


class Function:
    """A function that templates may call."""

    def __init__(self, deed: Callable[[str], str]) -> None:
        self._deed = deed

    def __call__(self, value: str) -> str:
        return self._deed(value)


_SHORT = re.compile(r"""short_link\(\s*['"](https?://[^'"\s]+)['"]\s*\)""")
_sandbox = _Sandbox(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
_sandbox.globals.clear()
_FILTERS = frozenset({"capitalize", "default", "d", "first", "join", "last", "length", "lower",
                      "replace", "round", "title", "trim", "truncate", "upper"})  # fmt: skip
for _name in set(_sandbox.filters) - _FILTERS:
    del _sandbox.filters[_name]


@functools.lru_cache(maxsize=4_000)
def compiled(words: str) -> Template:
    """Raises BadInput with what is wrong and where."""
    if len(words) > LONGEST:
        raise BadInput(f"a text has {LONGEST} letters at most")
    try:
        return _sandbox.from_string(words)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise BadInput(f"the text cannot be read at line {line}: {error.message}") from None


def check(words: str) -> None:
    """Whether a text can be said: every name in every branch is known, and it reads for a guest of
    whom much is known and for one of whom nothing is. Raises BadInput."""
    compiled(words)
    unknown = meta.find_undeclared_variables(_sandbox.parse(words)) - set(VARIABLES)
    if unknown:
        raise BadInput(f"the text names what is not known: {', '.join(sorted(unknown))}")
    for known in (True, False):
        render(words, _example(known=known))


def _example(*, known: bool) -> dict[str, Any]:
    values: dict[str, Any] = {name: f"<{name}>" if known else "" for name in VARIABLES}
    own = {"nights": 3 if known else 0, "stay": _Lenient(), "event": _Lenient()}
    return values | own | {"short_link": Function(str)}


def links_in(words: str) -> list[str]:
    """The addresses that a text wants shortened."""
    return _SHORT.findall(words)


def render(words: str, values: Mapping[str, Any]) -> str:
    """Raises BadInput when a text names what is not there."""
    try:
        said = compiled(words).render(values)
    except UndefinedError as error:
        raise BadInput(f"the text names what is not known: {error.message}") from None
    except (TemplateError, TypeError, ValueError, OverflowError, MemoryError) as error:
        raise BadInput(f"the text cannot be filled in: {error}") from None
    return said.strip()[:LONGEST]


def values_of(
    hotel: Hotel, stay: Any, guest_name: str, language: str, event: Mapping[str, Any]
) -> dict[str, Any]:
    """What the variables mean for one guest, in a language. What is not known is empty, so a text
    can ask for it; a name of the stay's fields that does not exist is empty too."""
    found: dict[str, Any] = {
        "guest_name": guest_name,
        "hotel_name": hotel.name,
        "bot_name": hotel.rules.bot_name or hotel.name,
        "desk_phone": hotel.rules.desk_phone,
        "address": hotel.rules.address,
        "review_link": "",
        "short_link": Function(str),
        "event": _Lenient(event),
        "stay": _Lenient((stay.attributes if stay else None) or {}),
        "room": stay.room if stay else "",
        "room_type": stay.room_type if stay else "",
        "nights": 0,
        "check_in_date": "",
        "check_in_time": "",
        "check_out_date": "",
        "check_out_time": "",
    }
    if stay is None:
        return found
    arrives = hotel.local(stay.real_arrival or stay.planned_arrival)
    leaves = hotel.local(stay.real_departure or stay.planned_departure)
    return found | {
        "nights": (leaves.date() - arrives.date()).days,
        "check_in_date": day(arrives, language),
        "check_in_time": f"{hotel.local(stay.planned_arrival):%H:%M}",
        "check_out_date": day(leaves, language),
        "check_out_time": f"{hotel.local(stay.planned_departure):%H:%M}",
    }


def day(moment: datetime, language: str) -> str:
    """A day without its year, as the language writes it."""
    try:
        return str(format_skeleton("MMMMd", moment, locale=language))
    except (UnknownLocaleError, ValueError, KeyError):
        return str(format_date(moment, "d MMMM", locale="en"))


class _Lenient(dict[str, Any]):
    """Fields that may be missing."""

    def __missing__(self, key: str) -> str:
        _ = key
        return ""
