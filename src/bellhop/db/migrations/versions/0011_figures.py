"""Figures of a hotel, day by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bellhop.db import policies

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "day_figures",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.Column("digest_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_day_figures_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_day_figures")),
        sa.UniqueConstraint("hotel_id", "day", name=op.f("uq_day_figures_hotel_id_day")),
    )
    for statement in policies.protect("day_figures"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("day_figures")
