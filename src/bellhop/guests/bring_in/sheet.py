"""A spreadsheet as rows of cells, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bellhop.cells import Cell, read_lines
from bellhop.errors import BadInput
from bellhop.guests.bring_in.columns import known_columns

MOST_ROWS = 100_000
MOST_BYTES = 32 * 1024 * 1024
HEADER_WITHIN = 15
"""Exports often begin with the hotel's name and a date; the header is found below them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are (line number in the file, cells by column), without empty lines."""

    header: tuple[str, ...]
    rows: list[tuple[int, dict[str, Cell]]]


def read_sheet(name: str, content: bytes) -> Sheet:
    """CSV in any usual encoding and with any usual separator, or XLSX. Raises BadInput with a
    sentence that says what to do."""
    if len(content) > MOST_BYTES:
        raise BadInput("the file is larger than 32 MB; export a shorter period")
    return _with_header(name, read_lines(content))


def _with_header(name: str, lines: list[tuple[int, list[Cell]]]) -> Sheet:
    at = _header_at(lines)
    if at is None:
        raise BadInput(
            f"no header was found in {name}: one line must name the columns,"
            " such as «Телефон; Заезд; Выезд» or “Phone, Arrival, Departure”"
        )
    header = _unique(str(cell or "").strip() for cell in lines[at][1])
    rows = [(number, dict(zip(header, cells, strict=False))) for number, cells in lines[at + 1 :]]
    if len(rows) > MOST_ROWS:
        raise BadInput(f"the file has more than {MOST_ROWS} lines; export a shorter period")
    return Sheet(header, rows)


def _header_at(lines: list[tuple[int, list[Cell]]]) -> int | None:
    """The line near the top that names most columns we know; at least two of them."""
    counts = [known_columns([str(c or "") for c in cells]) for _, cells in lines[:HEADER_WITHIN]]
    best = max(range(len(counts)), key=lambda index: (counts[index], -index), default=None)
    return best if best is not None and counts[best] >= 2 else None


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Two columns of one name stay two: the second is called “name (2)”."""
    found: list[str] = []
    for name in names:
        label, times = name, 1
        while label in found:
            times += 1
            label = f"{name} ({times})"
        found.append(label)
    return tuple(found)
