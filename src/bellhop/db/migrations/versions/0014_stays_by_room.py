"""Stays are found by their room without reading all of a hotel's."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_stays_room", "stays", ["hotel_id", "room", "planned_arrival"])


def downgrade() -> None:
    op.drop_index("ix_stays_room", "stays")
