"""How far a hotel's first run has come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hotels", sa.Column("first_run", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("hotels", "first_run")
