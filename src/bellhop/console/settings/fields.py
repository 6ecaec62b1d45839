"""Fields of the forms that change a hotel's rules: how they are shown, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Literal
from urllib.parse import urlsplit

from bellhop.errors import BadInput
from bellhop.hotels import HotelRules
from bellhop.hotels.add import check_email

Kind = Literal[
    "text", "long", "time", "number", "switch", "choice", "order", "marks", "links", "mails"
]
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Field:
    """One rule. `name` is the rule's own, `desk.opens` a part of one; `most` 0: no bound."""

    name: str
    kind: Kind
    label: str
    hint: str = ""
    unit: str = ""
    least: float = 0
    most: float = 0
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields with one button."""

    key: str
    fields: tuple[Field, ...]
    title: str
    lead: str = ""


def values_of(rules: HotelRules, fields: Iterable[Field]) -> dict[str, Any]:
    """What the fields show."""
    return {field.name: _shown(_of(rules, field.name), field) for field in fields}


def read(
    fields: Iterable[Field], form: Mapping[str, Any], rules: HotelRules
) -> tuple[dict[str, Any], dict[str, str]]:
    """Changes for `hotels.change_rules`, and by field what is wrong with what was given."""
    changes: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        try:
            value = _read(field, form)
        except ValueError as error:
            wrong[field.name] = str(error)
            continue
        whole, dot, part = field.name.partition(".")
        if dot:
            kept = changes.setdefault(whole, getattr(rules, whole).model_dump(mode="json"))
            kept[part] = value
        else:
            changes[whole] = value
    return changes, wrong


# words: begin
SAYS = {
    "time": "Write a time as 09:30.",
    "number": "Write a number.",
    "least": "Not less than {n}.",
    "most": "Not more than {n}.",
    "long": "This is too long: 600 letters at most.",
    "choice": "Choose one of these.",
    "mails": "Write an e-mail address in each line.",
    "links": "Write a name and an address in each line: Name https://…",
}
# words: end


class NotSo(ValueError):  # noqa: N818 - reads as a sentence
    """What was given cannot be so. `bound` fills the sentence's number."""

    def __init__(self, key: str, bound: float | None = None) -> None:
        super().__init__(SAYS[key])
        self.bound = bound


def _read(field: Field, form: Mapping[str, Any]) -> Any:
    given = str(form.get(field.name) or "").replace("\x00", "").strip()
    match field.kind:
        case "switch":
            return given == "yes"
        case "time":
            return _time(given)
        case "number":
            return _number(field, given)
        case "choice" | "order":
            return _choice(field, given)
        case "marks":
            marked = form.getlist(field.name)  # type: ignore[attr-defined]
            return sorted({str(each)[:20] for each in marked if each})
        case "links":
            return [_link(line) for line in given.splitlines() if line.strip()]
        case "mails":
            return [_mail(line) for line in given.splitlines() if line.strip()]
        case _:
            if len(given) > LONGEST:
                raise NotSo("long")
            return given


def _choice(field: Field, given: str) -> str | list[str]:
    if given not in {key for key, _ in field.choices}:
        raise NotSo("choice")
    return given.split() if field.kind == "order" else given


def _time(given: str) -> str:
    try:
        return time.fromisoformat(given.zfill(5)).strftime("%H:%M")
    except ValueError:
        raise NotSo("time") from None


def _number(field: Field, given: str) -> float | int:
    try:
        number = float(given.replace(",", "."))
    except ValueError:
        raise NotSo("number") from None
    if number != number or number < field.least:  # noqa: PLR0124 - only NaN differs from itself
        raise NotSo("least", field.least)
    if field.most and number > field.most:
        raise NotSo("most", field.most)
    return int(number) if number.is_integer() else number


def _link(line: str) -> dict[str, str]:
    name, _, url = line.strip().rpartition(" ")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotSo("links") from None
    if not name.strip() or parts.scheme not in ("http", "https") or not parts.netloc:
        raise NotSo("links")
    return {"name": name.strip()[:60], "url": url}


def _mail(line: str) -> str:
    try:
        return check_email(line)
    except BadInput:
        raise NotSo("mails") from None


def _of(rules: HotelRules, name: str) -> Any:
    found: Any = rules
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _shown(value: Any, field: Field) -> Any:
    match field.kind:
        case "time":
            return f"{value:%H:%M}"
        case "number":
            return f"{value:g}"
        case "order":
            return " ".join(value)
        case "links":
            return "\n".join(f"{link.name} {link.url}" for link in value)
        case "mails":
            return "\n".join(value)
        case _:
            return value
