"""Guests' questions that knowledge has no answer for, and what staff suggest it should say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellhop.db import policies

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TENANT = ["unanswered_questions", "knowledge_suggestions"]


def upgrade() -> None:
    _table(
        "unanswered_questions",
        "asked_at",
        ["open", "answered", "dismissed"],
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["messages.hotel_id", "messages.id"],
            name=op.f("fk_unanswered_questions_hotel_id_message_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_unanswered_questions_message", "unanswered_questions", ["hotel_id", "message_id"]
    )
    _table(
        "knowledge_suggestions",
        "at",
        ["open", "taken", "dismissed"],
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    for table in TENANT:
        for statement in policies.protect(table):
            op.execute(statement)


def _table(
    name: str, moment: str, states: list[str], *columns: sa.Column[object] | sa.Constraint
) -> None:
    op.create_table(
        name,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        *columns,
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            f"state IN ({', '.join(repr(state) for state in states)})",
            name=op.f(f"ck_{name}_state"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f(f"fk_{name}_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f(f"pk_{name}")),
    )
    op.create_index(f"ix_{name}_state", name, ["hotel_id", "state", moment])


def downgrade() -> None:
    for table in TENANT:
        op.drop_table(table)
