"""Who a guest is whose channel hides the phone: asked once, for the booking's surname and day.

The answer to a guess says nothing of whether such a booking exists: nothing found, two found and
too many tries all look alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.guests.models import Guest, GuestAddress, Stay, WhoAsked
from bellhop.hotels import Hotel
from bellhop.messages import AddressKind

TRIES = 3
TRIES_OF_ALL = 30
"""Misses at one hotel in a day: beyond them nobody is matched by guessing."""
LONGEST = 8
_MONTHS = (
    "янв jan oca ene", "фев feb şub", "мар mar mär mrz", "апр apr nis abr avr", "май мая may mai",
    "июн jun haz juin", "июл jul tem juil", "авг aug ağu ago aoû", "сен sep eyl", "окт oct okt eki",
    "ноя nov kas", "дек dec dez ara dic déc",
)  # fmt: skip
_MONTH = {word: n for n, words in enumerate(_MONTHS, start=1) for word in words.split()}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.|-?го)?\s+([^\W\d_]{3,})(?:\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,})\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4}))?")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LATIN = dict(
    zip("абвгдезийклмнопрстуфхыэ", "abvgdezijklmnoprstufhye", strict=True)
) | {"ё": "e", "ж": "zh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu",
     "я": "ya"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A surname, whichever of the words it is, and the days that may be meant."""

    words: frozenset[str]
    days: tuple[date, ...]


async def may_be_asked(session: AsyncSession, guest_id: UUID) -> bool:
    """Nobody knows the guest's phone or stay, and nobody has asked."""
    for query in (
        select(WhoAsked.id).where(WhoAsked.guest_id == guest_id),
        select(Stay.id).where(Stay.guest_id == guest_id),
        select(GuestAddress.id).where(
            GuestAddress.guest_id == guest_id, GuestAddress.kind == AddressKind.PHONE.value
        ),
    ):
        if await session.scalar(query.limit(1)) is not None:
            return False
    return True


async def note_asked(session: AsyncSession, hotel: Hotel, guest_id: UUID) -> None:
    session.add(WhoAsked(hotel_id=hotel.id, guest_id=guest_id, asked_at=hotel.now(), tries=0))
    await session.flush()


async def open_question(session: AsyncSession, guest_id: UUID) -> WhoAsked | None:
    """The question that this guest was asked and has not answered, held until the commit."""
    query = select(WhoAsked).where(WhoAsked.guest_id == guest_id, WhoAsked.outcome == "open")
    return await session.scalar(query.with_for_update())


async def guess(session: AsyncSession, hotel: Hotel, asked: WhoAsked, said: Said) -> UUID | None:
    """The one booking's guest who fits; None for none, for several, and after too many tries."""
    now = hotel.now()
    asked.tries, asked.last_try_at = asked.tries + 1, now
    misses = select(func.coalesce(func.sum(WhoAsked.tries), 0)).where(
        WhoAsked.last_try_at > now - timedelta(days=1), WhoAsked.outcome != "known"
    )
    if asked.tries >= TRIES:
        asked.outcome, asked.ended_at = "given_up", now
    if int(await session.scalar(misses) or 0) > TRIES_OF_ALL:
        return None
    found: set[UUID] = set()
    for day in said.days:
        found |= await _arriving(session, hotel, day, said.words)
    return found.pop() if len(found) == 1 else None


async def _arriving(
    session: AsyncSession, hotel: Hotel, day: date, words: frozenset[str]
) -> set[UUID]:
    start = hotel.moment(datetime.combine(day, time()))
    end = hotel.moment(datetime.combine(day + timedelta(days=1), time()))
    rows = await session.execute(
        select(Guest.id, Guest.name)
        .join(Stay, Stay.guest_id == Guest.id)
        .where(
            Stay.planned_arrival >= start,
            Stay.planned_arrival < end,
            Stay.status.in_(("booked", "checked_in")),
            Guest.merged_into.is_(None),
        )
    )
    return {row.id for row in rows if words & _folded(row.name)}


def read_who(text: str, today: date) -> Said | None:
    """A surname and a day in a guest's line; None for any other line."""
    plain = unicodedata.normalize("NFC", text).strip().casefold()
    if "?" in plain or len(plain.split()) > LONGEST:
        return None
    for pattern, read in (
        (_ISO, _iso), (_NUMBERS, _numbers), (_DAY_MONTH, _day_month), (_MONTH_DAY, _month_day),
    ):  # fmt: skip
        for found in pattern.finditer(plain):
            days = read(found, today)
            rest = plain[: found.start()] + " " + plain[found.end() :]
            words = frozenset(word for word in _folded(rest) if len(word) > 1)
            if days and words:
                return Said(words, days)
    return None


def _folded(text: str) -> frozenset[str]:
    """Words in one spelling, whichever alphabet they were written in."""
    plain = "".join(_LATIN.get(letter, letter) for letter in text.casefold())
    plain = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(word.replace("y", "i").replace("j", "i") for word in _WORD.findall(bare))


def _iso(found: re.Match[str], _: date) -> tuple[date, ...]:
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _numbers(found: re.Match[str], today: date) -> tuple[date, ...]:
    """Day first; the other way round only where it cannot be a day and a month."""
    day, month = int(found[1]), int(found[2])
    if month > 12 >= day:
        day, month = month, day
    return _year(found[3], month, day, today)


def _day_month(found: re.Match[str], today: date) -> tuple[date, ...]:
    return _year(found[3], _MONTH.get(found[2][:3], 0) or _long(found[2]), int(found[1]), today)


def _month_day(found: re.Match[str], today: date) -> tuple[date, ...]:
    return _year(found[3], _MONTH.get(found[1][:3], 0) or _long(found[1]), int(found[2]), today)


def _long(word: str) -> int:
    return next((n for start, n in _MONTH.items() if len(start) > 3 and word.startswith(start)), 0)


def _year(given: str | None, month: int, day: int, today: date) -> tuple[date, ...]:
    """Without a year, the day that is nearest to today."""
    if given:
        return _day(int(given) + (2000 if len(given) == 2 else 0), month, day)
    near = [d for year in (-1, 0, 1) for d in _day(today.year + year, month, day)]
    return (min(near, key=lambda one: abs(one - today)),) if near else ()


def _day(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()
