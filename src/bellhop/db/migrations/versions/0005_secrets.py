"""A hotel's secrets for guests who are in the house, such as the Wi-Fi password, sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hotels", sa.Column("secrets_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("hotels", "secrets_sealed")
