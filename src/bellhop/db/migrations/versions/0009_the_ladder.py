"""Who is called about an alert, one after the other; browsers that show notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellhop.db import policies

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _ladder()
    _calls()
    _devices()


def _ladder() -> None:
    op.create_table(
        "alert_rungs",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("road", sa.String(), nullable=False),
        sa.Column("target_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(), server_default="", nullable=False),
        sa.Column("after_seconds", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("least", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"],
            ["hotels.id"],
            name=op.f("fk_alert_rungs_hotel_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_alert_rungs")),
        sa.CheckConstraint(
            "road IN ('address', 'email', 'group')", name=op.f("ck_alert_rungs_road")
        ),
        sa.CheckConstraint(
            "hours IN ('always', 'open', 'closed')", name=op.f("ck_alert_rungs_hours")
        ),
        sa.CheckConstraint(
            "least IN ('waiting', 'warn', 'danger')", name=op.f("ck_alert_rungs_least")
        ),
    )
    # What was set before is one rung of several addresses: the seal is not opened here.
    op.execute(
        "INSERT INTO alert_rungs (hotel_id, id, created_at, name, road, target_sealed, hint,"
        " after_seconds, hours, least) SELECT id, gen_random_uuid(), now(), 'Addresses', 'address',"
        " alert_urls_sealed, '', 0, 'always', 'waiting' FROM hotels"
        " WHERE alert_urls_sealed IS NOT NULL"
    )
    for statement in policies.protect("alert_rungs"):
        op.execute(statement)
    op.drop_column("hotels", "alert_urls_sealed")


def _calls() -> None:
    op.add_column("alerts", sa.Column("called_at", MOMENT, nullable=True))
    op.execute("UPDATE alerts SET called_at = created_at")
    op.alter_column("alerts", "called_at", nullable=False)
    op.drop_column("alerts", "attempts")
    op.add_column("alert_calls", sa.Column("rung_id", sa.Uuid(), nullable=True))
    op.add_column("alert_calls", sa.Column("due_at", MOMENT, nullable=True))
    op.drop_constraint(op.f("ck_alert_calls_state"), "alert_calls")
    op.create_check_constraint(
        op.f("ck_alert_calls_state"),
        "alert_calls",
        "state IN ('queued', 'told', 'failed', 'nobody')",
    )
    op.create_index(
        "ix_alert_calls_due",
        "alert_calls",
        ["due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    for statement in policies.show_way("alert_calls", ("hotel_id", "id", "due_at")):
        op.execute(statement)


def _devices() -> None:
    op.create_table(
        "push_devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("endpoint_hash", sa.LargeBinary(), nullable=False),
        sa.Column("keys_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_push_devices_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_push_devices_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_devices")),
        sa.UniqueConstraint("endpoint_hash", name=op.f("uq_push_devices_endpoint_hash")),
    )
    op.create_index("ix_push_devices_person", "push_devices", ["person_id"])
    op.create_index("ix_push_devices_session", "push_devices", ["session_id"])
    op.create_table(
        "installation_keys",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation_keys")),
    )
    for table in ("push_devices", "installation_keys"):
        for statement in policies.share(table):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("installation_keys")
    op.drop_table("push_devices")
    op.drop_index("ix_alert_calls_due", "alert_calls")
    op.execute("DROP POLICY way ON alert_calls")
    op.drop_column("alert_calls", "due_at")
    op.drop_column("alert_calls", "rung_id")
    op.execute("DELETE FROM alert_calls WHERE state = 'queued'")
    op.drop_constraint(op.f("ck_alert_calls_state"), "alert_calls")
    op.create_check_constraint(
        op.f("ck_alert_calls_state"), "alert_calls", "state IN ('told', 'failed', 'nobody')"
    )
    op.drop_column("alerts", "called_at")
    op.add_column("alerts", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("hotels", sa.Column("alert_urls_sealed", sa.LargeBinary(), nullable=True))
    op.drop_table("alert_rungs")
