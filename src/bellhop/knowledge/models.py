"""The hotel's own words: questions and answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class KnowledgeEntry(HotelRow, Base):
    """One question with its answer in one language. `external_id` is the importer's own id."""

    __tablename__ = "knowledge_entries"
    external_id: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    lang: Mapped[str]
    topic: Mapped[str]
    updated_at: Mapped[datetime]
    __table_args__ = tenant(
        UniqueConstraint("hotel_id", "external_id", "lang"),
        Index("ix_knowledge_entries_order", "hotel_id", "lang", "id"),
    )


class KnowledgeVersion(HotelRow, Base):
    """An entry as it stood from `at` on, and who wrote it; `deleted`: it was taken away then."""

    __tablename__ = "knowledge_versions"
    external_id: Mapped[str]
    lang: Mapped[str]
    number: Mapped[int]
    question: Mapped[str]
    answer: Mapped[str]
    topic: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    deleted: Mapped[bool] = mapped_column(default=False)
    __table_args__ = tenant(UniqueConstraint("hotel_id", "external_id", "lang", "number"))


class UnansweredQuestion(HotelRow, Base):
    """A guest's line that the hotel's knowledge had no answer for. The words are the message's and
    go with it. `held` names the guards that stopped an answer, if one was found."""

    __tablename__ = "unanswered_questions"
    message_id: Mapped[UUID]
    lang: Mapped[str]
    held: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    settled_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    __table_args__ = tenant(
        key_to("messages", "message_id"),
        one_of("state", "open", "answered", "dismissed"),
        Index("ix_unanswered_questions_state", "hotel_id", "state", "asked_at"),
        Index("ix_unanswered_questions_message", "hotel_id", "message_id"),
    )


class KnowledgeSuggestion(HotelRow, Base):
    """What somebody who may not change knowledge would have it say. `external_id` is empty for a
    new entry."""

    __tablename__ = "knowledge_suggestions"
    external_id: Mapped[str]
    lang: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    topic: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    settled_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    __table_args__ = tenant(
        one_of("state", "open", "taken", "dismissed"),
        Index("ix_knowledge_suggestions_state", "hotel_id", "state", "at"),
    )
