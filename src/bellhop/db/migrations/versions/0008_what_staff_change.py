"""What lets staff take back what they did: merged guests, versions of knowledge."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bellhop.db import policies

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TENANT = ["guest_merges", "knowledge_versions"]


def upgrade() -> None:
    _table(
        "guest_merges",
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("moved", postgresql.JSONB(), nullable=False),
        _guest("kept_id"),
        _guest("gone_id"),
    )
    op.create_index("ix_guest_merges_kept", "guest_merges", ["hotel_id", "kept_id", "at"])
    _table(
        "knowledge_versions",
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.UniqueConstraint(
            "hotel_id",
            "external_id",
            "lang",
            "number",
            name=op.f("uq_knowledge_versions_hotel_id_external_id_lang_number"),
        ),
    )
    for table in TENANT:
        for statement in policies.protect(table):
            op.execute(statement)


def _guest(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column],
        ["guests.hotel_id", "guests.id"],
        name=op.f(f"fk_guest_merges_hotel_id_{column}"),
        ondelete="CASCADE",
    )


def _table(name: str, *columns: sa.Column[object] | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f(f"fk_{name}_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for table in TENANT:
        op.drop_table(table)
