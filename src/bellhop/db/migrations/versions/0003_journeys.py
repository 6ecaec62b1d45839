"""Rules of journeys, and what they send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bellhop.db import policies

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAYS = {
    "journey_rules": ["hotel_id", "id", "plan_due_at", "cron_due_at"],
    "journey_sends": ["hotel_id", "id", "due_at"],
}


def upgrade() -> None:
    _rules()
    _sends()
    for table, columns in WAYS.items():
        for statement in (*policies.protect(table), *policies.show_way(table, columns)):
            op.execute(statement)


def _moment(name: str, *, empty: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def _rules() -> None:
    op.create_table(
        "journey_rules",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _moment("created_at", empty=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _moment("on_since"),
        _moment("changed_at", empty=False),
        _moment("plan_due_at"),
        sa.Column("plan_after", sa.Uuid(), nullable=True),
        _moment("cron_due_at"),
        _moment("strikes_at"),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_journey_rules_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_journey_rules")),
        sa.UniqueConstraint("hotel_id", "key", name=op.f("uq_journey_rules_hotel_id_key")),
    )
    for name in ("plan", "cron"):
        column = f"{name}_due_at"
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_journey_rules_{name}", "journey_rules", [column], postgresql_where=where
        )


def _sends() -> None:
    op.create_table(
        "journey_sends",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _moment("created_at", empty=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("occurrence", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        _moment("falls_due"),
        _moment("known_at", empty=False),
        _moment("goes_at"),
        _moment("due_at"),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("by_hand", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        _moment("sent_at"),
        sa.Column("first_contact", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("outbox_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'queued', 'merged', 'skipped', 'dropped', 'withdrawn')",
            name=op.f("ck_journey_sends_state"),
        ),
        sa.CheckConstraint("by_hand IN ('skipped', 'now')", name=op.f("ck_journey_sends_by_hand")),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_journey_sends_hotel_id"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint(
                ["hotel_id", column],
                [f"{table}.hotel_id", f"{table}.id"],
                name=op.f(f"fk_journey_sends_hotel_id_{column}"),
                ondelete="CASCADE",
            )
            for column, table in (
                ("rule_id", "journey_rules"),
                ("stay_id", "stays"),
                ("guest_id", "guests"),
            )
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_journey_sends")),
        sa.UniqueConstraint(
            "hotel_id",
            "stay_id",
            "rule_id",
            "occurrence",
            name=op.f("uq_journey_sends_hotel_id_stay_id_rule_id_occurrence"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    for name, columns, where in (
        ("due", ["due_at"], "due_at IS NOT NULL"),
        ("guest", ["hotel_id", "guest_id"], "state IN ('planned', 'queued')"),
        ("rule", ["hotel_id", "rule_id", "sent_at"], "sent_at IS NOT NULL"),
        ("first", ["hotel_id", "sent_at"], "first_contact"),
    ):
        op.create_index(
            f"ix_journey_sends_{name}", "journey_sends", columns, postgresql_where=sa.text(where)
        )


def downgrade() -> None:
    op.drop_table("journey_sends")
    op.drop_table("journey_rules")
