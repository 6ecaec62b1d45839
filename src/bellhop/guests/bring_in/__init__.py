"""Bookings from a spreadsheet: read it, guess its columns, take in what can be taken in."""

from bellhop.guests.bring_in.columns import FIELDS, guess
from bellhop.guests.bring_in.deed import bring_in
from bellhop.guests.bring_in.report import Line, Report
from bellhop.guests.bring_in.sheet import Sheet, read_sheet

__all__ = ["FIELDS", "Line", "Report", "Sheet", "bring_in", "guess", "read_sheet"]
