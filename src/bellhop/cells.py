"""A spreadsheet's lines of cells, whatever program wrote it: XLSX, or CSV in any usual encoding and
with any usual separator."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bellhop.errors import BadInput

Cell = str | int | float | bool | datetime | date | time | None
Line = tuple[int, list[Cell]]
"""Its number in the file and its cells."""
SEPARATORS = ";,\t|"
LOOKED_AT = 20
"""Lines that tell which separator is used."""


def read_lines(content: bytes) -> list[Line]:
    """All lines that hold something. Raises BadInput with a sentence that says what to do."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput("this is the old Excel format; save it as .xlsx or .csv and try again")
    return _from_xlsx(content) if content.startswith(b"PK") else _from_csv(decoded(content))


def _from_xlsx(content: bytes) -> list[Line]:
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


def _from_csv(text: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        return [
            (reader.line_num, list(cells))
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise BadInput(f"line {reader.line_num} cannot be read: {error}") from None


def decoded(content: bytes) -> str:
    """A text file's words. Raises BadInput when it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(content, "utf-16")
    return _as(content, "utf-8-sig" if _is_utf8(content) else _old_windows(content))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _old_windows(content: bytes) -> str:
    """Excel in Russia writes Windows-1251; anywhere west of it 1252, where letters above 0xC0 are
    rare between plain ones."""
    high = sum(byte >= 0xC0 for byte in content)
    letters = sum(chr(byte).isalpha() for byte in content if byte < 0x80)
    return "cp1251" if high * 4 > letters else "cp1252"


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BadInput("the file is no text; save it as CSV (UTF-8) and try again") from None


def _separator(text: str) -> str:
    """The one that cuts the first lines into most pieces, and all into as many."""
    head = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    if head and head[0].lower().startswith("sep="):
        return head[0][4:5] or ";"
    return max(SEPARATORS, key=lambda mark: sum(line.count(mark) for line in head))
