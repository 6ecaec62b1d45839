"""The hotel's own words: questions and answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, tenant


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
