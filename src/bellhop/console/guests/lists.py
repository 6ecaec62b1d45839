"""Reading lists of guests and stays, one page at a time from a key on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop.console.desk import Desk
from bellhop.console.inbox.rows import stays_of
from bellhop.errors import BadInput
from bellhop.guests import Guest, GuestAddress, Stay

AT_ONCE = 50
FOUND = 200
WORDS_LIMIT = 100
# words: begin
GUESTS = {
    "all": "All",
    "house": "In house",
    "coming": "Coming",
    "stopped": "Asked to stop",
    "offers": "Agreed to offers",
}
STAYS = {
    "arriving": "Arriving",
    "house": "In house",
    "leaving": "Leaving",
    "all": "All",
}
# words: end


@dataclass(frozen=True, slots=True)
class GuestRow:
    guest: Guest
    phone: str
    stay: Stay | None


@dataclass(frozen=True, slots=True)
class StayRow:
    stay: Stay
    name: str


async def guests(
    session: AsyncSession, desk: Desk, view: str, words: str, after: str
) -> tuple[list[GuestRow], str]:
    """The last changed first, and where the next page begins."""
    query = select(Guest).where(Guest.merged_into.is_(None), *_view(view))
    words = words.strip()[:WORDS_LIMIT]
    if words:
        query = query.where(Guest.id.in_(await _ids(session, words)))
    if after:
        query = query.where(tuple_(Guest.updated_at, Guest.id) < _key(after))
    query = query.order_by(Guest.updated_at.desc(), Guest.id.desc()).limit(AT_ONCE + 1)
    found = list(await session.scalars(query))
    shown = found[:AT_ONCE]
    phones = await phones_of(session, [guest.id for guest in shown])
    stays = await stays_of(session, [guest.id for guest in shown], desk.hotel.now())
    rows = [GuestRow(each, phones.get(each.id, ""), stays.get(each.id)) for each in shown]
    last = shown[-1] if len(found) > AT_ONCE else None
    return rows, f"{last.updated_at.isoformat()}~{last.id}" if last else ""


async def stays(
    session: AsyncSession, view: str, span: tuple[datetime, datetime], after: str
) -> tuple[list[StayRow], str]:
    """By arrival (departure for those who leave), and where the next page begins."""
    column = Stay.planned_departure if view == "leaving" else Stay.planned_arrival
    query = (
        select(Stay, Guest.name)
        .join(Guest, (Guest.hotel_id == Stay.hotel_id) & (Guest.id == Stay.guest_id))
        .where(*_of_view(view, span))
    )
    if after:
        query = query.where(tuple_(column, Stay.id) > _key(after))
    rows = list(await session.execute(query.order_by(column, Stay.id).limit(AT_ONCE + 1)))
    shown = [StayRow(stay, name) for stay, name in rows[:AT_ONCE]]
    if len(rows) <= AT_ONCE:
        return shown, ""
    last = shown[-1].stay
    moment = last.planned_departure if view == "leaving" else last.planned_arrival
    return shown, f"{moment.isoformat()}~{last.id}"


def span_of(desk: Desk, first: str, last: str, view: str) -> tuple[datetime, datetime]:
    """From the start of the first day to the end of the last. Raises BadInput."""
    today = desk.hotel.local(desk.hotel.now()).date()
    try:
        start = datetime.fromisoformat(first).date() if first else today
        default = today + timedelta(days=30) if view == "all" else start
        end = datetime.fromisoformat(last).date() if last else default
    except ValueError:
        raise BadInput("A day is written like 2026-11-18.") from None
    midnight = desk.hotel.moment(datetime.combine(start, time()))
    return midnight, desk.hotel.moment(datetime.combine(end + timedelta(days=1), time()))


async def phones_of(session: AsyncSession, ids: list[UUID]) -> dict[UUID, str]:
    query = select(GuestAddress.guest_id, GuestAddress.value).where(
        GuestAddress.guest_id.in_(ids), GuestAddress.kind == "phone"
    )
    return {row.guest_id: f"+{row.value}" for row in await session.execute(query)}


def _view(view: str) -> tuple[ColumnElement[bool], ...]:
    theirs = (Stay.guest_id == Guest.id) & (Stay.hotel_id == Guest.hotel_id)
    match view:
        case "house":
            return (exists().where(theirs, Stay.status == "checked_in"),)
        case "coming":
            return (exists().where(theirs, Stay.status == "booked"),)
        case "stopped":
            return (Guest.stopped_at.is_not(None),)
        case "offers":
            return (Guest.marketing.is_(True),)
        case _:
            return ()


def _of_view(view: str, span: tuple[datetime, datetime]) -> tuple[ColumnElement[bool], ...]:
    start, end = span
    match view:
        case "arriving":
            return (
                Stay.planned_arrival >= start,
                Stay.planned_arrival < end,
                Stay.status.in_(("booked", "checked_in")),
            )
        case "leaving":
            return (
                Stay.planned_departure >= start,
                Stay.planned_departure < end,
                Stay.status.in_(("checked_in", "checked_out")),
            )
        case "house":
            return (Stay.status == "checked_in",)
        case _:
            return (Stay.planned_departure >= start, Stay.planned_arrival < end)


async def _ids(session: AsyncSession, words: str) -> list[UUID]:
    """Guests by name, phone, room or the number of a booking."""
    digits = re.sub(r"\D", "", words)
    found: set[UUID] = set()
    questions: list[Any] = [
        select(Guest.id).where(Guest.name.icontains(words, autoescape=True)),
        select(Stay.guest_id).where((Stay.room == words) | (Stay.external_id == words)),
    ]
    if len(digits) >= 3:
        questions.append(
            select(GuestAddress.guest_id).where(
                GuestAddress.kind == "phone", GuestAddress.value.contains(digits)
            )
        )
    for question in questions:
        found |= set(await session.scalars(question.limit(FOUND)))
    return list(found)


def _key(after: str) -> tuple[datetime, UUID]:
    moment, _, row = after.partition("~")
    try:
        return datetime.fromisoformat(moment), UUID(row)
    except ValueError:
        raise BadInput("This page is too old. Load it again.") from None
