"""Times as staff read them: in the hotel's zone, on a clock of 24 hours, in their own language."""

from __future__ import annotations

from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

from bellhop.console.words import Words
from bellhop.hotels import Hotel

NBSP = "\u00a0"
_DAY = {"ru": "d MMMM", "en": "d MMMM"}
_SHORT = {"ru": "d MMM", "en": "d MMM"}


class Moments:
    """One hotel's calendar in one language. `now` is the hotel's own."""

    def __init__(self, hotel: Hotel, words: Words) -> None:
        self._hotel = hotel
        self._words = words
        self.now = hotel.now()
        self.today = hotel.local(self.now).date()

    def clock(self, moment: datetime) -> str:
        return f"{self._hotel.local(moment):%H:%M}"

    def exact(self, moment: datetime) -> str:
        return f"{self._hotel.local(moment):%H:%M:%S}"

    def day_of(self, moment: datetime) -> date:
        return self._hotel.local(moment).date()

    def day(self, moment: datetime | date) -> str:
        """Today, Yesterday, or the day with its month, and the year when it is not this one."""
        day = self.day_of(moment) if isinstance(moment, datetime) else moment
        written = self.plain_day(day)
        match (self.today - day).days:
            case 0:
                return self._words("Today")
            case 1:
                return f"{self._words('Yesterday')}, {written}"
            case _:
                return written

    def plain_day(self, day: date, *, short: bool = False) -> str:
        pattern = (_SHORT if short else _DAY)[self._words.language]
        if day.year != self.today.year:
            pattern += " y"
        written = format_date(day, pattern, locale=self._words.language)
        return written.replace(".", "").replace(" ", NBSP)

    def short(self, moment: datetime) -> str:
        """The clock for today, else the day: for the ends of rows."""
        day = self.day_of(moment)
        return self.clock(moment) if day == self.today else self.plain_day(day, short=True)

    def short_time(self, moment: datetime) -> str:
        """The clock, with the day when it is not today's."""
        day = self.day_of(moment)
        clock = self.clock(moment)
        return clock if day == self.today else f"{clock}, {self.plain_day(day)}"

    def midnight(self, moment: datetime) -> datetime:
        """When the day of this moment began."""
        local = self._hotel.local(moment)
        return local.replace(hour=0, minute=0, second=0, microsecond=0)

    def language(self, code: str) -> str:
        """A language's own name here: "Turkish"."""
        try:
            return Locale.parse(code).get_display_name(self._words.language) or code
        except (ValueError, UnknownLocaleError):
            return code

    def until(self, kept: str) -> str:
        """A moment as an event keeps it."""
        return self.short_time(datetime.fromisoformat(kept))

    def full(self, moment: datetime) -> str:
        return f"{self.plain_day(self.day_of(moment))}, {self.exact(moment)}"

    def span(self, first: datetime, last: datetime) -> str:
        """18–22 November."""
        a, b = self.day_of(first), self.day_of(last)
        if (a.year, a.month) == (b.year, b.month):
            return f"{a.day}–{self.plain_day(b)}"
        return f"{self.plain_day(a)} – {self.plain_day(b)}"

    def iso(self, moment: datetime) -> str:
        return moment.isoformat(timespec="milliseconds")

    def for_field(self, moment: datetime) -> str:
        return format_datetime(self._hotel.local(moment), "yyyy-MM-dd'T'HH:mm", locale="en")


def running(seconds: float) -> str:
    """A clock that runs: 6:41, and 1:06:41 after an hour."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, seconds_left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds_left:02}" if hours else f"{minutes}:{seconds_left:02}"
