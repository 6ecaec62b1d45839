"""Guests and stays: lists, one guest, one stay with its timeline, bookings by hand and by file."""

from bellhop.console.guests.bring_in import router as bring_in
from bellhop.console.guests.care import router as care
from bellhop.console.guests.pages import router as pages
from bellhop.console.guests.stays import router as stays

ROUTERS = (bring_in, pages, care, stays)

__all__ = ["ROUTERS"]
