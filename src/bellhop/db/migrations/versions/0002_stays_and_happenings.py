"""The rest of a stay and a guest, consent with its history, and what happens to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bellhop.db import policies

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STAY_COLUMNS = ("rate", "adults", "children", "booked_at", "room_ready_at", "version", "changed_at")
GUEST_COLUMNS = ("country", "birthday", "email", "service", "marketing", "merged_into")


def upgrade() -> None:
    op.add_column("stays", sa.Column("rate", sa.String(), nullable=False, server_default=""))
    op.add_column("stays", sa.Column("adults", sa.Integer(), nullable=True))
    op.add_column("stays", sa.Column("children", sa.Integer(), nullable=True))
    # The default fills the rows of every hotel without a look past policies; then it goes.
    op.add_column(
        "stays",
        sa.Column(
            "booked_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.func.current_timestamp(),
        ),
    )
    op.alter_column("stays", "booked_at", server_default=None)
    op.add_column("stays", sa.Column("room_ready_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("stays", sa.Column("version", sa.String(), nullable=True))
    op.add_column("stays", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_stays_arrival", "stays", ["hotel_id", "planned_arrival"])
    op.create_index("ix_stays_departure", "stays", ["hotel_id", "planned_departure"])
    op.add_column("guests", sa.Column("country", sa.String(), nullable=True))
    op.add_column("guests", sa.Column("birthday", sa.Date(), nullable=True))
    op.add_column("guests", sa.Column("email", sa.String(), nullable=True))
    op.add_column("guests", sa.Column("service", sa.Boolean(), nullable=True))
    op.add_column("guests", sa.Column("marketing", sa.Boolean(), nullable=True))
    op.add_column("guests", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.add_column(
        "guest_addresses",
        sa.Column("agency", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_guest_addresses_guest", "guest_addresses", ["hotel_id", "guest_id"])
    _consents()
    _happenings()
    for table in ("consents", "happenings"):
        for statement in policies.protect(table):
            op.execute(statement)
    for statement in policies.show_way("happenings", ["hotel_id", "id", "due_at"]):
        op.execute(statement)


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('service', 'marketing')", name=op.f("ck_consents_kind")),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_consents_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_consents_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_guest", "consents", ["hotel_id", "guest_id", "at"])


def _happenings() -> None:
    op.create_table(
        "happenings",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_happenings_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_happenings")),
    )
    op.create_index(
        "ix_happenings_due",
        "happenings",
        ["due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_happenings_stay", "happenings", ["hotel_id", "stay_id", "at"])
    op.create_index("ix_happenings_guest", "happenings", ["hotel_id", "guest_id", "at"])


def downgrade() -> None:
    op.drop_table("happenings")
    op.drop_table("consents")
    op.drop_index("ix_guest_addresses_guest", "guest_addresses")
    op.drop_column("guest_addresses", "agency")
    op.drop_index("ix_stays_departure", "stays")
    op.drop_index("ix_stays_arrival", "stays")
    for column in STAY_COLUMNS:
        op.drop_column("stays", column)
    for column in GUEST_COLUMNS:
        op.drop_column("guests", column)
