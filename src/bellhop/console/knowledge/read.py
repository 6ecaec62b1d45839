"""Reading entries for the pages: an entry with its languages, what nobody could answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import turns
from bellhop.console.desk import Desk
from bellhop.conversations import Message
from bellhop.errors import NotFound
from bellhop.knowledge import KnowledgeEntry, UnansweredQuestion

SAME_DAY = timedelta(minutes=5)
"""Languages that were written together are equally fresh."""
OPEN_READ = 300
DISMISSED_READ = 600
OLDEST = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of an entry. `old`: the hotel's own language was changed after it."""

    lang: str
    entry_id: UUID
    old: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """An entry in all its languages."""

    name: str
    title: str
    topic: str
    entry_id: UUID
    tongues: tuple[Tongue, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that guests asked in their own words, the newest first."""

    ids: tuple[UUID, ...]
    words: tuple[str, ...]
    lang: str
    held: str
    at: datetime
    chat_id: UUID

    @property
    def times(self) -> int:
        return len(self.ids)


def family_of(external_id: str, lang: str) -> str:
    """Importers name the languages of an entry breakfast-ru and breakfast-en, or alike."""
    return external_id.removesuffix(f"-{lang}")


def sibling_id(external_id: str, lang: str, other: str) -> str:
    """How the same entry is called in another language."""
    name = family_of(external_id, lang)
    return f"{name}-{other}" if name != external_id else external_id


async def every(session: AsyncSession) -> list[KnowledgeEntry]:
    order = (KnowledgeEntry.topic, KnowledgeEntry.external_id, KnowledgeEntry.lang)
    return list(await session.scalars(select(KnowledgeEntry).order_by(*order)))


async def one(session: AsyncSession, desk: Desk, entry_id: UUID) -> KnowledgeEntry:
    """Raises NotFound."""
    found = await session.get(KnowledgeEntry, (desk.hotel.id, entry_id))
    if found is None:
        raise NotFound("there is no such entry")
    return found


async def by_key(session: AsyncSession, external_id: str, lang: str) -> KnowledgeEntry | None:
    query = select(KnowledgeEntry).where(
        KnowledgeEntry.external_id == external_id, KnowledgeEntry.lang == lang
    )
    found: KnowledgeEntry | None = await session.scalar(query)
    return found


def families(
    rows: Iterable[KnowledgeEntry], desk: Desk, *, q: str = "", topic: str = "", lang: str = ""
) -> list[Family]:
    """What is shown in the list: filtered, each entry once. A topic of `-` is none."""
    groups: dict[str, list[KnowledgeEntry]] = {}
    for row in rows:
        groups.setdefault(family_of(row.external_id, row.lang), []).append(row)
    found = [
        _family(name, members, desk)
        for name, members in groups.items()
        if _wanted(members, q.casefold().strip(), topic, lang)
    ]
    return sorted(found, key=lambda each: (each.topic == "", each.topic.casefold()))


def topics(rows: Iterable[KnowledgeEntry]) -> list[str]:
    return sorted({row.topic for row in rows if row.topic}, key=str.casefold)


def languages(rows: Iterable[KnowledgeEntry], desk: Desk) -> list[str]:
    """The hotel's own first, then those in use, then ours."""
    return list(dict.fromkeys([desk.hotel.locale[:2], *sorted({r.lang for r in rows}), "ru", "en"]))


def _wanted(members: list[KnowledgeEntry], q: str, topic: str, lang: str) -> bool:
    if topic and not any(row.topic == ("" if topic == "-" else topic) for row in members):
        return False
    if lang.startswith("-"):  # what is missing in a language
        return all(row.lang != lang[1:] for row in members)
    if lang and all(row.lang != lang for row in members):
        return False
    said = (f"{row.question}\n{row.answer}\n{row.topic}".casefold() for row in members)
    return not q or any(q in text for text in said)


def _family(name: str, members: list[KnowledgeEntry], desk: Desk) -> Family:
    own = desk.hotel.locale[:2]
    by_lang = {row.lang: row for row in members}
    shown = by_lang.get(desk.words.language) or by_lang.get(own) or members[0]
    main = by_lang.get(own)
    since = main.updated_at if main is not None else None
    ordered = sorted(members, key=lambda row: (row.lang != own, row.lang))
    return Family(
        name,
        shown.question,
        next((row.topic for row in ordered if row.topic), ""),
        shown.id,
        tuple(
            Tongue(row.lang, row.id, since is not None and row.updated_at < since - SAME_DAY)
            for row in ordered
        ),
    )


async def asked(session: AsyncSession, desk: Desk) -> list[Asked]:
    """Questions nobody has settled, the most frequent first. What is like one that was dismissed
    stays away."""
    since = desk.hotel.now() - OLDEST
    waiting = await _asked(session, "open", since, OPEN_READ)
    gone = await _asked(session, "dismissed", since, DISMISSED_READ)
    together = [*gone, *waiting]
    found = []
    if together:
        await turns.ready()
    for places in turns.alike([(row[2], row[1].lang) for row in together]):
        if places[0] < len(gone):
            continue
        rows = [together[place] for place in places]
        newest = rows[0][1]
        found.append(
            Asked(
                tuple(row[1].id for row in rows),
                tuple(dict.fromkeys(row[2].strip() for row in rows)),
                newest.lang,
                next((row[1].held for row in rows if row[1].held), ""),
                newest.asked_at,
                rows[0][0],
            )
        )
    return sorted(found, key=lambda each: (-each.times, -each.at.timestamp()))


async def words_asked(session: AsyncSession, ids: list[UUID]) -> tuple[str, str]:
    """The newest of these questions in the guest's own words, and its language."""
    query = (
        select(Message.text, UnansweredQuestion.lang)
        .join(Message, Message.id == UnansweredQuestion.message_id)
        .where(UnansweredQuestion.id.in_(ids))
        .order_by(UnansweredQuestion.asked_at.desc())
    )
    row = (await session.execute(query.limit(1))).first()
    return (row[0], row[1]) if row else ("", "")


async def _asked(
    session: AsyncSession, state: str, since: datetime, most: int
) -> list[tuple[UUID, UnansweredQuestion, str]]:
    query = (
        select(Message.conversation_id, UnansweredQuestion, Message.text)
        .join(Message, Message.id == UnansweredQuestion.message_id)
        .where(
            UnansweredQuestion.state == state,
            UnansweredQuestion.asked_at > since,
            Message.text != "",
        )
        .order_by(UnansweredQuestion.asked_at.desc())
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]
