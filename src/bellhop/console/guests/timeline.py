"""A stay as a line of time: what happened, what was sent, what is planned, and what will not go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import journeys
from bellhop.console.desk import Desk
from bellhop.conversations import Message
from bellhop.guests import Stay
from bellhop.hotels import Happening
from bellhop.journeys import Entry

# words: begin
HAPPENED = {
    "booked": "Booked",
    "changed": "Booking changed",
    "cancelled": "Booking cancelled",
    "reinstated": "Booking is valid again",
    "checked_in": "Checked in",
    "checked_out": "Checked out",
    "no_show": "Did not come",
    "room_ready": "Room ready",
    "moved": "Moved to another room",
    "stopped": "Asked not to be written to first",
    "started": "Allowed messages again",
    "consented": "Gave or took back consent",
    "message": "Wrote a watched word",
    "unhappy": "Sounded unhappy",
    "alert_resolved": "An alert was resolved",
    "rated": "Gave a rating",
    "case_solved": "A complaint was solved",
}
STATUS = {
    "booked": "Booked",
    "checked_in": "In house",
    "checked_out": "Left",
    "cancelled": "Cancelled",
    "no_show": "No-show",
}
# words: end
MOST = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """One line. `kind`: happened, went, will_go or waits; `why` in the reader's language."""

    at: datetime | None
    kind: str
    title: str
    why: str = ""
    entry: Entry | None = None
    status: str = ""
    chat_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    past: list[Mark]
    ahead: list[Mark]
    never: list[Mark]


async def read(session: AsyncSession, desk: Desk, stay: Stay) -> Line:
    marks = [*await _happened(session, desk, stay), *await _messages(session, desk, stay)]
    past = [mark for mark in marks if mark.kind in ("happened", "went")]
    ahead = [mark for mark in marks if mark.kind in ("will_go", "waits")]
    never = [mark for mark in marks if mark.kind == "will_not"]
    if stay.status not in ("booked", "checked_in"):  # what waits for an event waits in vain
        never += [mark for mark in ahead if mark.at is None]
        ahead = [mark for mark in ahead if mark.at is not None]
    now = desk.hotel.now()
    return Line(
        sorted(past, key=lambda mark: mark.at or now),
        sorted(ahead, key=lambda mark: (mark.at is None, mark.at or now)),
        never,
    )


async def _happened(session: AsyncSession, desk: Desk, stay: Stay) -> list[Mark]:
    query = select(Happening).where(Happening.stay_id == stay.id).order_by(Happening.at)
    found = []
    for each in await session.scalars(query.limit(MOST)):
        title = desk.words(HAPPENED[each.kind])
        if each.kind == "rated" and "score" in each.details:
            title += f": {each.details['score']} / 5"
        if each.kind == "moved" and each.details.get("to"):
            title += f": {each.details['to']}"
        found.append(Mark(each.at, "happened", title))
    return found


async def _messages(session: AsyncSession, desk: Desk, stay: Stay) -> list[Mark]:
    entries = await journeys.plan_of_stay(session, desk.hotel, stay.id)
    ids = [each.message_id for each in entries if each.message_id]
    query = select(Message.id, Message.status, Message.conversation_id).where(Message.id.in_(ids))
    sent = {row.id: row for row in await session.execute(query)}
    whens = {rule.id: rule.definition.when for rule in await journeys.rules(session)}
    language = desk.words.language
    found = []
    for each in entries:
        why = journeys.of_when(whens[each.rule_id], language)
        if each.reason and each.reason != "waits_for_event":
            why = journeys.reason_in_words(each.reason, language)
        row = sent.get(each.message_id) if each.message_id else None
        status = row.status if row else ""
        chat_id = row.conversation_id if row else None
        found.append(Mark(each.at, each.fate, each.name, why, each, status, chat_id))
    return found
