"""Roads: guests on several channels. Long texts in parts, a second road after a failure that is
for good, what look-ups of phones found, and guests who are asked who they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellhop.db import policies

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TENANT = ["address_checks", "who_asked"]


def upgrade() -> None:
    _columns()
    _table(
        "address_checks",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.UniqueConstraint(
            "hotel_id", "channel", "phone", name=op.f("uq_address_checks_hotel_id_channel_phone")
        ),
        sa.CheckConstraint(
            "channel IN ('whatsapp', 'max', 'telegram')",
            name=op.f("ck_address_checks_channel"),
        ),
    )
    op.create_index("ix_address_checks_found", "address_checks", ["hotel_id", "found"])
    _table(
        "who_asked",
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_try_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_who_asked_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("hotel_id", "guest_id", name=op.f("uq_who_asked_hotel_id_guest_id")),
        sa.CheckConstraint(
            "outcome IN ('open', 'known', 'staff', 'given_up')", name=op.f("ck_who_asked_outcome")
        ),
    )
    op.create_index("ix_who_asked_tries", "who_asked", ["hotel_id", "last_try_at"])
    for table in TENANT:
        for statement in policies.protect(table):
            op.execute(statement)


def _columns() -> None:
    op.add_column("outbox", sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("parts", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("outbox", sa.Column("instead_of", sa.Uuid(), nullable=True))
    op.create_index(
        "uq_outbox_instead_of",
        "outbox",
        ["hotel_id", "instead_of"],
        unique=True,
        postgresql_where=sa.text("instead_of IS NOT NULL AND part = 0"),
    )
    op.create_index(
        "ix_outbox_parts",
        "outbox",
        ["hotel_id", "conversation_id", "provider_id"],
        postgresql_where=sa.text("parts > 1"),
    )
    op.add_column("guest_addresses", sa.Column("phone", sa.String(), nullable=True))
    op.add_column("guest_addresses", sa.Column("unreachable_at", MOMENT, nullable=True))
    op.add_column("guest_addresses", sa.Column("unreachable_why", sa.String(), nullable=True))
    op.create_index("ix_guest_addresses_phone", "guest_addresses", ["hotel_id", "phone"])
    op.add_column("channel_accounts", sa.Column("checks_hold_until", MOMENT, nullable=True))


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
    op.drop_column("channel_accounts", "checks_hold_until")
    op.drop_index("ix_guest_addresses_phone", "guest_addresses")
    for column in ("phone", "unreachable_at", "unreachable_why"):
        op.drop_column("guest_addresses", column)
    op.drop_index("ix_outbox_parts", "outbox")
    op.drop_index("uq_outbox_instead_of", "outbox")
    for column in ("part", "parts", "instead_of"):
        op.drop_column("outbox", column)
