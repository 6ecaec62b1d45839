"""On which days, in which months and at which feasts something holds: "daily except Sunday".

A text names days as single ones, runs ("Monday to Saturday"), or groups ("at weekends"). What
stands beside a closing word is closed, all else is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bellhop.ai.guards.patterns import lines, patterns

EVERY_DAY = frozenset(range(7))
ALL_YEAR = frozenset(range(1, 13))
_LISTS = patterns("whens")
_NOT = r"(?:except|кроме|closed|shut|закрыт\w*|apart from|excluding|за исключением)"
_CLOSED_BEFORE = re.compile(
    rf"{_NOT}\s*(?:for|on|in|по|в|во|the|,)?\s*$|(?<!\w)(?:not|\w+n't|no|never|не|нет)(?!\w)[^.,;:—]{{0,22}}$"
)
_REST = r"(?:выходной|closed|shut|закрыт\w*|(?:rest )?day off|off(?!\w)|санитарн\w*|нет(?!\w))"
_IDLE = (
    r"не (?:работа|открыт|открыв|принима|провод|обслуж|действ|быва|ход|корм|топ|убира|размеща|пода"
    r"|предостав|предлаг)\w*"
)
_CLOSED_AFTER = re.compile(
    r"^\s*(?:—|-|–|,)?\s*(?:it |we |he |she |is |are |it's |we're |она |он |у нас |это )*"
    rf"(?:a |our |the |always )?{_REST}"
    rf"|^[^.,;:—()\d]{{0,22}}(?:(?<!\w)(?:{_IDLE}|нет|not|closed|закрыт\w*)(?!\w)|n't)"
)
_JOINT = re.compile(r"^(?:\s|,|/|&|and|or|plus|и|или|а также|also|on|по|в|во|the)*$")
_RUN = re.compile(
    r"^\s*(?:-|–|—|to|till|until|through|thru|по|до)\s*(?:the\s+)?(?:\d{1,2}(?:th|st|nd|rd)?\s+)?(?:of\s+)?$"
)


@dataclass(frozen=True, slots=True)
class When:
    """Named days, months and feasts; None where the text names none that are open."""

    days: frozenset[int] | None = None
    months: frozenset[int] | None = None
    feasts: frozenset[int] | None = None
    closed_days: frozenset[int] = frozenset()
    closed_months: frozenset[int] = frozenset()

    @property
    def named(self) -> bool:
        return self != When()


def _members(kind: str) -> list[tuple[re.Pattern[str], frozenset[int]]]:
    """A kind's words, each with the days (or months, or feasts) it stands for."""
    found = []
    for line in lines("whens")[kind]:
        numbers, _, words = line.partition(" ")
        first, _, last = numbers.partition("-")
        found.append(
            (re.compile(rf"(?:{words})(?!\w)"), _span(int(first), int(last or first), kind))
        )
    return found


def _span(first: int, last: int, kind: str) -> frozenset[int]:
    if first <= last:
        return frozenset(range(first, last + 1))
    least, most = (0, 6) if kind == "days" else (1, 12)
    return frozenset(range(first, most + 1)) | frozenset(range(least, last + 1))


_KINDS = {kind: _members(kind) for kind in ("days", "months", "feasts")}
_ANY = {
    kind: re.compile(rf"(?<!\w)(?:{'|'.join(each.pattern for each, _ in members)})")
    for kind, members in _KINDS.items()
}
_Mention = tuple[int, int, frozenset[int]]


def when(text: str) -> When:
    """What a text in lower case says of days, months and feasts."""
    open_days, closed_days = _opened("days", text)
    open_months, closed_months = _opened("months", text)
    feasts, _ = _opened("feasts", text)
    return When(
        open_days - closed_days if open_days else None,
        open_months - closed_months if open_months else None,
        feasts or None,
        closed_days,
        closed_months,
    )


def joined(text: str) -> str:
    """The text with the commas out of its lists of days and months, for whoever cuts at commas."""
    for kind in ("days", "months"):
        for start, end, _ in _runs(kind, text):
            text = (
                text[:start] + re.sub(r"[,–—-]", " ", text[start:end]) + text[end:]
                if ("," in text[start:end])
                else text
            )
    return text


def without_days(text: str) -> str:
    """A text in lower case without its days, months and feasts."""
    for pattern in _ANY.values():
        text = pattern.sub(" ", text)
    return text


def _opened(kind: str, text: str) -> tuple[frozenset[int], frozenset[int]]:
    opened: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    for start, end, members in _runs(kind, text):
        if _CLOSED_BEFORE.search(text, max(0, start - 40), start) or _CLOSED_AFTER.search(
            text[end:]
        ):
            closed |= members
        else:
            opened |= members
    return opened, closed


def _runs(kind: str, text: str) -> list[_Mention]:
    """Mentions that belong together, as one: "Tuesday, Thursday and Saturday"."""
    found: list[_Mention] = []
    last: frozenset[int] = frozenset()
    for start, end, members in _mentions(kind, text):
        gap = text[found[-1][1] : start] if found else "."
        if _RUN.match(gap) and len(last) == 1 and len(members) == 1:
            begun = found.pop()
            whole = _span(min(last), min(members), kind)
            found.append((begun[0], end, begun[2] | whole))
        elif _JOINT.match(gap) and not _is_everything(kind, found[-1][2] | members):
            begun = found.pop()
            found.append((begun[0], end, begun[2] | members))
        else:
            found.append((start, end, members))
        last = members
    return found


def _is_everything(kind: str, members: frozenset[int]) -> bool:
    return len(members) == (7 if kind == "days" else 12)


def _mentions(kind: str, text: str) -> Iterator[_Mention]:
    for each in _ANY[kind].finditer(text):
        members = next(
            found for pattern, found in _KINDS[kind] if pattern.match(text, each.start())
        )
        yield each.start(), each.end(), members
