"""Figures of a hotel, day by day, and the daily digest. Reads every room, changes none."""

from bellhop.reports.digest import digest_note, send_digest
from bellhop.reports.figures import Figures, Report, between, read
from bellhop.reports.handover import Handover, handover
from bellhop.reports.keep import MOST_DAYS, count_hotel, refresh
from bellhop.reports.models import DayFigures
from bellhop.reports.spread import Spread

__all__ = [
    "MOST_DAYS",
    "DayFigures",
    "Figures",
    "Handover",
    "Report",
    "Spread",
    "between",
    "count_hotel",
    "digest_note",
    "handover",
    "read",
    "refresh",
    "send_digest",
]
