"""What must be known before answering, read in one transaction."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, conversations, db, guests, knowledge
from bellhop.ai import Assessment, Entry, HotelFacts, Library, Question, StayFacts, Turn
from bellhop.conversations import Claimed, Said
from bellhop.guests import CurrentStay
from bellhop.hotels import Account, Hotel
from bellhop.messages import ContentKind
from bellhop.turns import budget
from bellhop.turns.judge import judged

HISTORY = 40
KEPT_LIBRARIES = 300
LINE_LIMIT = 2_000
Read = tuple[tuple[Entry, ...], Library]
"""Entries, and the same as the minds read them."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A claimed chat with its unanswered lines and everything the answer may rest on."""

    hotel: Hotel
    claimed: Claimed
    unanswered: tuple[Said, ...]
    before: tuple[Said, ...]
    entries: tuple[Entry, ...] | None
    stay: CurrentStay | None
    now: datetime
    account: Account
    spent: str = ""

    @property
    def words(self) -> str:
        """All that the guest said in words since the last answer."""
        return "\n".join(said.text for said in self.unanswered if said.text)

    @property
    def introduce(self) -> bool:
        return self.claimed.introduced_at is None

    @property
    def language(self) -> str:
        return self.claimed.language or self.hotel.locale[:2]

    @property
    def waited_long(self) -> bool:
        """Somebody was told that this guest waits."""
        limit = timedelta(minutes=self.hotel.rules.waiting_limit_minutes)
        since = self.claimed.waiting_since
        return since is not None and since < self.now - limit

    def drafts_only(self, reply: str) -> bool:
        """The reply is shown to staff and not sent: the guest has heard nothing."""
        return bool(reply) and self.hotel.rules.bot == "drafts"

    def assessment(self) -> Assessment:
        return judged(self.words, self.claimed.language)

    async def question(self) -> Question:
        hotel = self.hotel
        return Question(
            hotel=facts_of(hotel, await libraries.get(hotel, self.entries), hotel.secrets()),
            lines=tuple(said.text[:LINE_LIMIT] for said in self.unanswered if said.text),
            assessment=self.assessment(),
            local_now=hotel.local(self.now),
            history=tuple(turns_of(self.before)),
            stay=stay_facts(hotel, self.stay),
            language=self.claimed.language,
            desk_open=hotel.desk_is_open(self.now),
            introduce=self.introduce,
            model_allowed=not self.spent,
        )


async def gather(
    session: AsyncSession, hotel: Hotel, account: Account, claimed: Claimed
) -> Gathered:
    """Read the thread, the stay and, when this process has them not, the hotel's entries."""
    now = hotel.now()
    said = await conversations.last(session, claimed.id, limit=HISTORY)
    unanswered = tuple(
        each for each in said if each.direction == "in" and not each.answered and not each.deleted
    )
    first = unanswered[0].id if unanswered else None
    before = tuple(each for each in said if each not in unanswered and not each.deleted)
    stay = await guests.current_stay(session, claimed.guest_id, now) if claimed.guest_id else None
    entries = await entries_of(session, hotel) if first is not None else None
    spent = await budget.spent(session, hotel, clock.now()) if unanswered else ""
    return Gathered(hotel, claimed, unanswered, before, entries, stay, now, account, spent)


async def entries_of(session: AsyncSession, hotel: Hotel) -> tuple[Entry, ...] | None:
    """The hotel's entries; None when this process has read them in this version."""
    return None if libraries.has(hotel) else await read_entries(session)


async def read_entries(session: AsyncSession) -> tuple[Entry, ...]:
    known = await knowledge.entries(session)
    return tuple(Entry(e.id, e.question, e.answer, e.lang, e.topic) for e in known)


def facts_of(hotel: Hotel, read: Read, secrets: dict[str, str]) -> HotelFacts:
    """The hotel as guests may know it."""
    entries, library = read
    return HotelFacts(
        id=str(hotel.id),
        name=hotel.name,
        lang=hotel.locale[:2],
        timezone=hotel.timezone,
        entries=entries,
        library=library,
        knowledge_version=hotel.knowledge_version,
        bot_name=hotel.rules.bot_name,
        tone=hotel.rules.tone,
        regions=tuple(hotel.rules.regions),
        secrets=secrets,
    )


async def read_for(hotel: Hotel, entries: tuple[Entry, ...]) -> Read:
    """Entries as the minds read them. Stemming hundreds would hold every other guest up."""
    return entries, await asyncio.to_thread(Library, entries, lang=hotel.locale[:2])


class Libraries:
    """Hotels' knowledge as the minds read it, kept per version; the least used go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[UUID, int], Read] = OrderedDict()

    def has(self, hotel: Hotel) -> bool:
        return (hotel.id, hotel.knowledge_version) in self._kept

    async def get(self, hotel: Hotel, entries: tuple[Entry, ...] | None) -> Read:
        """`entries` as `entries_of` gave them. Called outside transactions."""
        key = (hotel.id, hotel.knowledge_version)
        known = self._kept.get(key)
        if known is None:
            if entries is None:  # there a moment ago; since then busier hotels took its place
                async with db.hotel(hotel.id) as session:
                    entries = await read_entries(session)
            known = await read_for(hotel, entries)
            self._kept[key] = known
            while len(self._kept) > KEPT_LIBRARIES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return known


libraries = Libraries()


def stay_facts(hotel: Hotel, stay: CurrentStay | None) -> StayFacts | None:
    """A stay without identity, in the hotel's zone."""
    if stay is None:
        return None
    local = hotel.local
    return StayFacts(stay.status, local(stay.arrival), local(stay.departure), stay.room_type)


def turns_of(said: tuple[Said, ...]) -> list[Turn]:
    """What was really said, in words."""
    return [
        Turn("guest" if each.direction == "in" else "hotel", each.text[:LINE_LIMIT])
        for each in said
        if each.text
        and each.kind in (ContentKind.TEXT, ContentKind.BUTTON_REPLY)
        and each.status not in ("withdrawn", "failed", "draft")
    ]
