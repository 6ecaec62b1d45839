"""What stands in the form of an entry, and whether it can be kept."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from uuid import UUID

from bellhop import knowledge
from bellhop.console.desk import Desk
from bellhop.errors import BadInput
from bellhop.knowledge import KnowledgeEntry, NewEntry

QUESTION_LIMIT, ANSWER_LIMIT, TOPIC_LIMIT = 500, 4_000, 60
# words: begin
REASONS = {
    "is not an object": "This is no entry.",
    "has no question": "A question is missing.",
    "has no answer": "An answer is missing.",
    "its question is longer than 500 characters": "A question has 500 characters at most.",
    "its answer is longer than 4000 characters": "An answer has 4,000 characters at most.",
    "its question holds a NUL character": "There is a character in it that cannot be kept.",
    "its answer holds a NUL character": "There is a character in it that cannot be kept.",
    "its lang is not a code such as ru or en": "A language is a code such as ru or en.",
    "stands twice in what was given": "It stands twice.",
}
# words: end


@dataclass(frozen=True, slots=True)
class Fields:
    """`name` is the entry's outside id, empty for a new one. `asked` are guests' questions that it
    answers, `suggestion` the one it was made of."""

    question: str = ""
    answer: str = ""
    lang: str = ""
    topic: str = ""
    name: str = ""
    version: int = 0
    asked: tuple[UUID, ...] = ()
    suggestion: UUID | None = None
    trial: str = ""
    in_house: bool = False
    entry_id: UUID | None = None

    @property
    def asked_text(self) -> str:
        return ",".join(map(str, self.asked))


async def given(desk: Desk) -> Fields:
    """The form of an entry, as it was sent."""
    form = await desk.request.form()
    said = {name: str(value) for name, value in form.items()}
    suggestion = uuids(said.get("suggestion", ""))
    entry_id = uuids(said.get("entry", ""))
    return Fields(
        question=_clean(said.get("question", "")),
        answer=_clean(said.get("answer", "")),
        lang=said.get("lang", "").strip().lower()[:2] or desk.hotel.locale[:2],
        topic=_clean(said.get("topic", ""))[:TOPIC_LIMIT],
        name=said.get("name", "").strip()[:120],
        version=int(said["version"]) if said.get("version", "").isdecimal() else 0,
        asked=tuple(uuids(said.get("asked", ""))),
        suggestion=suggestion[0] if suggestion else None,
        trial=_clean(said.get("trial", "")),
        in_house=said.get("in_house") == "yes",
        entry_id=entry_id[0] if entry_id else None,
    )


def of_entry(row: KnowledgeEntry, version: int) -> Fields:
    return Fields(
        row.question, row.answer, row.lang, row.topic, row.external_id, version, entry_id=row.id
    )


def entry_of(fields: Fields, name: str = "") -> NewEntry:
    """Raises BadInput with the reason why it cannot be kept."""
    values = {"question": fields.question, "answer": fields.answer, "lang": fields.lang}
    reason = knowledge.reason_against(values)
    if reason:
        raise BadInput(REASONS[reason])
    given_name = name or fields.name or knowledge.id_for(fields.question)
    return NewEntry(given_name, fields.question, fields.answer, fields.lang, fields.topic)


def draft_of(fields: Fields) -> list[NewEntry]:
    """For a trial: an entry that is not whole yet counts for nothing."""
    with contextlib.suppress(BadInput):
        return [entry_of(fields)]
    return []


def uuids(text: str) -> list[UUID]:
    """Those of a list divided by commas that are ids."""
    found = []
    for word in text.split(",")[:500]:
        with contextlib.suppress(ValueError):
            found.append(UUID(word.strip()))
    return found


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()
