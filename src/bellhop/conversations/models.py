"""Chats and what was said in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bellhop import clock
from bellhop.db import Base, HotelRow, key_to, one_of, tenant

STATUSES = (
    "received",
    "draft",
    "queued",
    "accepted",
    "sent",
    "delivered",
    "read",
    "unknown",
    "failed",
    "withdrawn",
)


class Conversation(HotelRow, Base):
    """One chat on one of the hotel's numbers.

    `lines` counts the guest's lines, so that a thinker can tell whether a newer one came.
    `answer_due_at` is when the bot should think (None: nothing to answer); `gathering_since` the
    first of the lines that wait. `claim` and `claimed_until` are the lease of the one thinker.
    `quiet_until`: a person holds the chat, `held_by_id` when it is somebody with a login.
    `waiting_since`: a guest's line has had no answer. `mood` is the last judged line's.
    `solved_at` and `snoozed_until` end with the guest's next line. `words_due_at`: words were said
    that the search does not know yet; `words_until` is the last message it knows.
    """

    __tablename__ = "conversations"
    account_id: Mapped[UUID]
    guest_id: Mapped[UUID | None]
    chat_id: Mapped[str]
    chat_kind: Mapped[str]
    language: Mapped[str | None]
    never_automatic: Mapped[bool] = mapped_column(default=False)
    quiet_until: Mapped[datetime | None]
    held_by: Mapped[str | None]
    introduced_at: Mapped[datetime | None]
    lines: Mapped[int] = mapped_column(default=0)
    gathering_since: Mapped[datetime | None]
    answer_due_at: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    waiting_since: Mapped[datetime | None]
    last_message_at: Mapped[datetime | None]
    mood: Mapped[str | None]
    mood_sure: Mapped[float | None]
    held_by_id: Mapped[UUID | None]
    assigned_to: Mapped[UUID | None]
    snoozed_until: Mapped[datetime | None]
    solved_at: Mapped[datetime | None]
    words_due_at: Mapped[datetime | None]
    words_until: Mapped[UUID | None]
    __table_args__ = tenant(
        key_to("channel_accounts", "account_id"),
        key_to("guests", "guest_id"),
        UniqueConstraint("hotel_id", "account_id", "chat_id"),
        one_of("chat_kind", "person", "group", "broadcast", "channel", "self"),
        Index("ix_conversations_recent", "hotel_id", "last_message_at", "id"),
        Index(
            "ix_conversations_unhappy",
            "hotel_id",
            "last_message_at",
            postgresql_where=text("mood = 'negative' AND solved_at IS NULL"),
        ),
        Index(
            "ix_conversations_held",
            "hotel_id",
            "quiet_until",
            postgresql_where=text("quiet_until IS NOT NULL"),
        ),
        Index(
            "ix_conversations_words",
            "words_due_at",
            postgresql_where=text("words_due_at IS NOT NULL"),
        ),
        Index("ix_conversations_guest", "hotel_id", "guest_id"),
        Index(
            "ix_conversations_due",
            "answer_due_at",
            postgresql_where=text("answer_due_at IS NOT NULL"),
        ),
        Index(
            "ix_conversations_waiting",
            "hotel_id",
            "waiting_since",
            postgresql_where=text("waiting_since IS NOT NULL"),
        ),
    )


class Message(HotelRow, Base):
    """One bubble. `detail` holds what is neither text nor file (place, contacts, options);
    `why` the reasons of an automatic reply; the mood columns are of guests' lines only.
    `changed_at` is our own moment of the last change to the row, for pages that are open."""

    __tablename__ = "messages"
    conversation_id: Mapped[UUID]
    direction: Mapped[str]
    origin: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    first_text: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    provider_id: Mapped[str | None]
    about_id: Mapped[str | None]
    sender_name: Mapped[str] = mapped_column(default="")
    status: Mapped[str]
    status_at: Mapped[datetime | None]
    occurred_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    answered: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None]
    topic: Mapped[str | None]
    sentiment: Mapped[str | None]
    confidence: Mapped[float | None]
    requires_attention: Mapped[bool | None]
    attention_reason: Mapped[str | None]
    why: Mapped[dict[str, Any] | None]
    changed_at: Mapped[datetime] = mapped_column(
        default=clock.now, server_default=func.clock_timestamp()
    )
    __table_args__ = tenant(
        key_to("conversations", "conversation_id"),
        one_of("direction", "in", "out"),
        one_of("origin", "guest", "bot", "journey", "staff", "phone", "elsewhere"),
        one_of("status", *STATUSES),
        one_of("sentiment", "positive", "neutral", "negative"),
        UniqueConstraint("hotel_id", "conversation_id", "provider_id"),
        Index("ix_messages_thread", "hotel_id", "conversation_id", "occurred_at", "id"),
        # a block range index: an ordinary one would make each change of status dearer
        Index("ix_messages_changed", "changed_at", postgresql_using="brin"),
    )


class Media(HotelRow, Base):
    """A file that came with a message, fetched at once because the provider's links expire."""

    __tablename__ = "media"
    message_id: Mapped[UUID]
    url: Mapped[str]
    mime: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    thumbnail: Mapped[bytes | None]
    content: Mapped[bytes | None]
    size: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="waiting")
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    __table_args__ = tenant(
        key_to("messages", "message_id"),
        one_of("state", "waiting", "stored", "too_large", "gone"),
        Index("ix_media_message", "hotel_id", "message_id"),
        Index("ix_media_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )


class ModelCall(HotelRow, Base):
    """What one question to a model cost."""

    __tablename__ = "model_calls"
    conversation_id: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    provider: Mapped[str]
    model: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str]
    tokens_hit: Mapped[int] = mapped_column(default=0)
    tokens_miss: Mapped[int] = mapped_column(default=0)
    tokens_out: Mapped[int] = mapped_column(default=0)
    cost_usd: Mapped[float] = mapped_column(default=0.0)
    seconds: Mapped[float]
    __table_args__ = tenant(Index("ix_model_calls_time", "hotel_id", "created_at"))


class ChatNote(HotelRow, Base):
    """A note on a chat, for staff only. `mentions` are people's ids as text."""

    __tablename__ = "chat_notes"
    conversation_id: Mapped[UUID]
    author_id: Mapped[UUID | None]
    author: Mapped[str]
    text: Mapped[str]
    mentions: Mapped[list[str]] = mapped_column(default=list)
    at: Mapped[datetime]
    __table_args__ = tenant(
        key_to("conversations", "conversation_id"),
        Index("ix_chat_notes_thread", "hotel_id", "conversation_id", "at"),
    )


class ChatEvent(HotelRow, Base):
    """What staff did with a chat: took it over, gave it back, solved it. Shown in the thread."""

    __tablename__ = "chat_events"
    conversation_id: Mapped[UUID]
    kind: Mapped[str]
    actor: Mapped[str]
    what: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    __table_args__ = tenant(
        key_to("conversations", "conversation_id"),
        Index("ix_chat_events_thread", "hotel_id", "conversation_id", "at"),
    )


class ChatMark(HotelRow, Base):
    """What one person has seen of a chat, and what they have begun to write there."""

    __tablename__ = "chat_marks"
    conversation_id: Mapped[UUID]
    person_id: Mapped[UUID]
    seen_at: Mapped[datetime | None]
    unread: Mapped[bool] = mapped_column(default=False)
    draft: Mapped[str] = mapped_column(default="")
    __table_args__ = tenant(
        key_to("conversations", "conversation_id"),
        UniqueConstraint("hotel_id", "conversation_id", "person_id"),
    )


class ChatWord(HotelRow, Base):
    """A word that was said in a chat, by whom the chat is known, or the end of their phone: text
    search finds no index below a policy. The collation makes beginnings of words a range."""

    __tablename__ = "chat_words"
    conversation_id: Mapped[UUID]
    word: Mapped[str] = mapped_column(String(collation="C"))
    message_id: Mapped[UUID | None]
    at: Mapped[datetime]
    __table_args__ = tenant(
        key_to("conversations", "conversation_id"),
        UniqueConstraint("hotel_id", "word", "conversation_id"),
        Index("ix_chat_words_chat", "hotel_id", "conversation_id"),
    )


class SavedReply(HotelRow, Base):
    """Words that staff use often."""

    __tablename__ = "saved_replies"
    name: Mapped[str]
    text: Mapped[str]
    language: Mapped[str] = mapped_column(default="")
    __table_args__ = tenant(UniqueConstraint("hotel_id", "name"))
