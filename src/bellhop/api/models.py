"""What the API itself keeps: answers to requests that may be asked twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bellhop.db import Base, HotelRow, key_to, tenant


class KeptAnswer(HotelRow, Base):
    """The answer to a POST with an Idempotency-Key, written in the transaction of its deed."""

    __tablename__ = "kept_answers"
    token_id: Mapped[UUID]
    key: Mapped[str]
    request_hash: Mapped[bytes]
    status: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = tenant(
        key_to("api_tokens", "token_id"),
        UniqueConstraint("hotel_id", "token_id", "key"),
        Index("ix_kept_answers_age", "hotel_id", "created_at"),
    )
