"""What the inbox shows and searches: mood and care of chats, notes, marks, words, called staff."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bellhop.db import policies

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Kind = sa.types.TypeEngine[Any]
MOMENT = sa.DateTime(timezone=True)
TENANT = ["alert_calls", "chat_events", "chat_marks", "chat_notes", "chat_words", "saved_replies"]
CONVERSATION: dict[str, Kind] = {
    "mood": sa.String(),
    "mood_sure": sa.Double(),
    "held_by_id": sa.Uuid(),
    "assigned_to": sa.Uuid(),
    "snoozed_until": MOMENT,
    "solved_at": MOMENT,
    "words_due_at": MOMENT,
    "words_until": sa.Uuid(),
}
ALERT: dict[str, Kind] = {
    "acknowledged_by": sa.String(),
    "assigned_to": sa.Uuid(),
    "outcome": sa.String(),
    "resolved_by": sa.String(),
}
OUTCOMES = "outcome IN ('solved', 'handed_over', 'false_alarm', 'by_itself')"


def upgrade() -> None:
    for name, kind in CONVERSATION.items():
        op.add_column("conversations", sa.Column(name, kind, nullable=True))
    for name, kind in ALERT.items():
        op.add_column("alerts", sa.Column(name, kind, nullable=True))
    op.add_column(
        "alerts", sa.Column("outcome_note", sa.String(), nullable=False, server_default="")
    )
    op.create_check_constraint(op.f("ck_alerts_outcome"), "alerts", OUTCOMES)
    _indexes()
    _tables()
    for table in TENANT:
        for statement in policies.protect(table):
            op.execute(statement)
    op.execute(f"GRANT SELECT (words_due_at) ON conversations TO {policies.SYSTEM}")


def _indexes() -> None:
    op.drop_index("ix_conversations_recent", "conversations")
    op.drop_index("ix_conversations_waiting", "conversations")
    op.create_index(
        "ix_conversations_recent", "conversations", ["hotel_id", "last_message_at", "id"]
    )
    for name, columns, where in (
        ("waiting", ["hotel_id", "waiting_since"], "waiting_since IS NOT NULL"),
        ("unhappy", ["hotel_id", "last_message_at"], "mood = 'negative' AND solved_at IS NULL"),
        ("held", ["hotel_id", "quiet_until"], "quiet_until IS NOT NULL"),
        ("words", ["words_due_at"], "words_due_at IS NOT NULL"),
    ):
        op.create_index(
            f"ix_conversations_{name}", "conversations", columns, postgresql_where=sa.text(where)
        )


def _tables() -> None:
    _table(
        "chat_notes",
        "conversations",
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mentions", postgresql.JSONB(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_chat_notes_thread", "chat_notes", ["hotel_id", "conversation_id", "at"])
    _table(
        "chat_events",
        "conversations",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("what", postgresql.JSONB(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_chat_events_thread", "chat_events", ["hotel_id", "conversation_id", "at"])
    _table(
        "chat_marks",
        "conversations",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.UniqueConstraint(
            "hotel_id",
            "conversation_id",
            "person_id",
            name=op.f("uq_chat_marks_hotel_id_conversation_id_person_id"),
        ),
    )
    _table(
        "chat_words",
        "conversations",
        sa.Column("word", sa.String(collation="C"), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint(
            "hotel_id",
            "word",
            "conversation_id",
            name=op.f("uq_chat_words_hotel_id_word_conversation_id"),
        ),
    )
    op.create_index("ix_chat_words_chat", "chat_words", ["hotel_id", "conversation_id"])
    _table(
        "saved_replies",
        None,
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.UniqueConstraint("hotel_id", "name", name=op.f("uq_saved_replies_hotel_id_name")),
    )
    _table(
        "alert_calls",
        "alerts",
        sa.Column("road", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('told', 'failed', 'nobody')", name="ck_alert_calls_state"),
    )
    op.create_index("ix_alert_calls_alert", "alert_calls", ["hotel_id", "alert_id", "at"])


def _table(name: str, of: str | None, *items: sa.schema.SchemaItem) -> None:
    """A tenant table, with a key to what its rows belong to."""
    keys: list[sa.schema.SchemaItem] = [
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f(f"fk_{name}_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f(f"pk_{name}")),
    ]
    if of is not None:
        column = "alert_id" if of == "alerts" else "conversation_id"
        keys += [
            sa.Column(column, sa.Uuid(), nullable=False),
            sa.ForeignKeyConstraint(
                ["hotel_id", column],
                [f"{of}.hotel_id", f"{of}.id"],
                name=op.f(f"fk_{name}_hotel_id_{column}"),
                ondelete="CASCADE",
            ),
        ]
    op.create_table(name, *items, *keys)


def downgrade() -> None:
    for table in TENANT:
        op.drop_table(table)
    for name in ("waiting", "unhappy", "held", "words", "recent"):
        op.drop_index(f"ix_conversations_{name}", "conversations")
    op.create_index("ix_conversations_recent", "conversations", ["hotel_id", "last_message_at"])
    op.create_index(
        "ix_conversations_waiting",
        "conversations",
        ["waiting_since"],
        postgresql_where=sa.text("waiting_since IS NOT NULL"),
    )
    for name in CONVERSATION:
        op.drop_column("conversations", name)
    for name in (*ALERT, "outcome_note"):
        op.drop_column("alerts", name)
