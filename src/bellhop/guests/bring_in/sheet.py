"""A spreadsheet as rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bellhop.errors import BadInput
from bellhop.guests.bring_in.columns import known_columns
from bellhop.guests.bring_in.values import Cell

MOST_ROWS = 100_000
MOST_BYTES = 32 * 1024 * 1024
HEADER_WITHIN = 15
"""Exports often begin with the hotel's name and a date; the header is found below them."""
_SEPARATORS = ";,\t|"


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
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput("this is the old Excel format; save it as .xlsx or .csv and try again")
    lines = _from_xlsx(content) if content.startswith(b"PK") else _from_csv(content)
    return _with_header(name, lines)


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


def _from_xlsx(content: bytes) -> list[tuple[int, list[Cell]]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BadInput(f"the Excel file cannot be read: {error}") from None
    page = book.active
    if page is None:
        raise BadInput("the Excel file has no sheet")
    page.reset_dimensions()  # some programs write a wrong size, and rows would be lost
    lines = [
        (number, [_excel(cell) for cell in cells])
        for number, cells in enumerate(page.iter_rows(values_only=True), start=1)
        if any(cell not in (None, "") for cell in cells)
    ]
    book.close()
    return lines


def _excel(cell: Any) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)  # numbers, phones among them, come as 79000000001.0
    return cell if isinstance(cell, str | int | float | bool | date | time) else None


def _from_csv(content: bytes) -> list[tuple[int, list[Cell]]]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        return [
            (reader.line_num, list(cells))
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise BadInput(f"line {reader.line_num} cannot be read: {error}") from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # Excel in Russia writes Windows-1251; anywhere west of it 1252, where letters above 0xC0 are
    # rare between plain ones.
    high = sum(byte >= 0xC0 for byte in content)
    letters = sum(chr(byte).isalpha() for byte in content if byte < 0x80)
    return _as(content, "cp1251" if high * 4 > letters else "cp1252")


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BadInput("the file is no text; save it as CSV (UTF-8) and try again") from None


def _separator(text: str) -> str:
    """The one that cuts the first lines into most pieces, and all into as many."""
    head = [line for line in text.splitlines()[: HEADER_WITHIN + 5] if line.strip()]
    if head and head[0].lower().startswith("sep="):
        return head[0][4:5] or ";"
    return max(_SEPARATORS, key=lambda mark: sum(line.count(mark) for line in head))
