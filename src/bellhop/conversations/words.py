"""The words of each chat, kept beside it: a search below a policy finds no text index.

They are written shortly after they were said, by a job, so that no guest waits for them. Beginnings
of words are found as ranges; the end of a phone by its digits turned round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from snowballstemmer import stemmer
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, db
from bellhop.conversations.models import ChatNote, ChatWord, Conversation, Message
from bellhop.guests import Guest, GuestAddress

SHORTEST, LONGEST = 2, 40
AT_ONCE = 2_000
OVERLAP = timedelta(minutes=5)
"""Messages are numbered before they are committed, so the last ones are looked at again."""
_WORD = re.compile(r"\w+")
_STEMMERS = {"ru": stemmer("russian"), "en": stemmer("english")}
PHONE, PHONE_END = "+", "-"
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Range:
    """What a searched word may be: everything from `first` up to `beyond`."""

    first: str
    beyond: str


async def learn(hotel_id: UUID, chat_id: UUID) -> None:
    """Keep the words of this chat that came since the last time."""
    async with db.hotel(hotel_id) as session:
        query = select(Conversation).where(Conversation.id == chat_id).with_for_update()
        chat = (await session.execute(query)).scalar_one_or_none()
        if chat is None or chat.words_due_at is None:
            return
        found = await _spoken(session, chat)
        for word in await _names(session, chat):
            found.setdefault(word, (None, chat.last_message_at or clock.now()))
        await _keep(session, hotel_id, chat_id, found)
        newest = max((m for m, _ in found.values() if m is not None), default=chat.words_until)
        await session.execute(
            update(Conversation)
            .where(Conversation.id == chat_id)
            .values(words_due_at=None, words_until=newest)
        )


def words_of(text: str) -> set[str]:
    """The words of a text as they are kept."""
    return {word[:LONGEST] for word in _WORD.findall(_folded(text)) if len(word) >= SHORTEST}


def ranges_of(text: str) -> list[Range]:
    """A search, word by word. A word in another form is found by its stem; digits also as the
    beginning of a phone."""
    return [_range(_stem(word)) for word in _WORD.findall(_folded(text))][:6]


def phone_ranges(text: str) -> list[Range]:
    """A phone by its first or its last digits; none for what is not a number."""
    digits = re.sub(r"[\s()+.-]", "", text)
    if not digits.isdigit() or len(digits) < 3:
        return []
    return [_range(PHONE + digits), _range(PHONE_END + digits[::-1])]


async def _spoken(
    session: AsyncSession, chat: Conversation
) -> dict[str, tuple[UUID | None, datetime]]:
    """Each new word with the last message that has it."""
    query = select(Message.id, Message.text, Message.occurred_at, Message.edited_at).where(
        Message.conversation_id == chat.id, Message.status != "draft"
    )
    if chat.words_until is not None:
        since = _first_id(chat.words_until)
        edited = Message.edited_at > clock.now() - timedelta(hours=1)
        query = query.where((Message.id > since) | edited)
    rows = (await session.execute(query.order_by(Message.id).limit(AT_ONCE))).all()
    found: dict[str, tuple[UUID | None, datetime]] = {}
    for row in rows:
        found |= dict.fromkeys(words_of(row.text), (row.id, row.occurred_at))
    notes = await session.execute(
        select(ChatNote.text, ChatNote.at).where(ChatNote.conversation_id == chat.id).limit(200)
    )
    for text, at in notes:
        for word in words_of(text):
            found.setdefault(word, (None, at))
    return found


async def _names(session: AsyncSession, chat: Conversation) -> set[str]:
    if chat.guest_id is None:
        return set()
    name = (
        await session.execute(select(Guest.name).where(Guest.id == chat.guest_id))
    ).scalar_one_or_none()
    phones = await session.execute(
        select(GuestAddress.value).where(
            GuestAddress.guest_id == chat.guest_id, GuestAddress.kind == "phone"
        )
    )
    words = words_of(name or "")
    for phone in phones.scalars():
        words |= {PHONE + phone, PHONE_END + phone[::-1]}
    return words


async def _keep(
    session: AsyncSession,
    hotel_id: UUID,
    chat_id: UUID,
    found: dict[str, tuple[UUID | None, datetime]],
) -> None:
    if not found:
        return
    now = clock.now()
    rows = [
        {
            "hotel_id": hotel_id,
            "id": clock.new_id(),
            "created_at": now,
            "conversation_id": chat_id,
            "word": word,
            "message_id": message_id,
            "at": at,
        }
        for word, (message_id, at) in sorted(found.items())
    ]
    new = insert(ChatWord)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=["hotel_id", "word", "conversation_id"],
            set_={"message_id": new.excluded.message_id, "at": new.excluded.at},
            where=ChatWord.at < new.excluded.at,
        ),
        rows,
    )


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е").replace("\x00", "")


def _stem(word: str) -> str:
    if len(word) < 5:
        return word
    language = "ru" if "а" <= word[0] <= "я" else "en"
    stem: str = _STEMMERS[language].stemWord(word)
    return stem if word.startswith(stem) and len(stem) >= 3 else word


def _range(word: str) -> Range:
    return Range(word, word + _LAST)


def _first_id(last: UUID) -> UUID:
    """The smallest id that could have been made OVERLAP before this one was: ids begin with the
    millisecond they were made."""
    made = (last.int >> 80) - int(OVERLAP.total_seconds() * 1000)
    return UUID(int=max(0, made) << 80)
