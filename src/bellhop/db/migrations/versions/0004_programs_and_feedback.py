"""What programs need (tokens, property systems, outgoing events) and what guests say of a stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bellhop.db import policies

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TENANT = [
    "api_tokens",
    "pms_doors",
    "short_links",
    "subscriptions",
    "cases",
    "kept_answers",
    "outgoing_events",
    "pms_deliveries",
    "ratings",
    "ratings_asked",
]
WAYS = {
    "api_tokens": ["hotel_id", "id", "secret_hash"],
    "pms_doors": ["hotel_id", "id", "secret_hash"],
    "short_links": ["hotel_id", "id", "code_hash"],
    "subscriptions": ["hotel_id", "id", "active"],
    "outgoing_events": ["hotel_id", "id", "due_at"],
    "pms_deliveries": ["hotel_id", "id", "due_at"],
}


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_api_tokens_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_api_tokens_secret_hash")),
    )
    op.create_table(
        "pms_doors",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mapping", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_pms_doors_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_pms_doors")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_pms_doors_secret_hash")),
    )
    op.create_table(
        "short_links",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("send_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("first_clicked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_clicked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_short_links_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_short_links")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_short_links_code_hash")),
    )
    op.create_index("ix_short_links_purpose", "short_links", ["hotel_id", "purpose"], unique=False)
    op.create_index(
        "ix_short_links_same", "short_links", ["hotel_id", "guest_id", "send_id"], unique=False
    )
    op.create_table(
        "subscriptions",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("kinds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("off_reason", sa.String(), nullable=True),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_subscriptions_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_subscriptions")),
    )
    op.create_table(
        "cases",
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("rating_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("times_opened", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solved_by", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'solved', 'confirmed')", name=op.f("ck_cases_state")),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_cases_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_cases_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_guest", "cases", ["hotel_id", "guest_id"], unique=False)
    op.create_index("ix_cases_state", "cases", ["hotel_id", "state", "opened_at"], unique=False)
    op.create_index(
        "uq_cases_open",
        "cases",
        ["hotel_id", "guest_id", "stay_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'confirmed'"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "kept_answers",
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "token_id"],
            ["api_tokens.hotel_id", "api_tokens.id"],
            name=op.f("fk_kept_answers_hotel_id_token_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_kept_answers_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_kept_answers")),
        sa.UniqueConstraint(
            "hotel_id", "token_id", "key", name=op.f("uq_kept_answers_hotel_id_token_id_key")
        ),
    )
    op.create_index("ix_kept_answers_age", "kept_answers", ["hotel_id", "created_at"], unique=False)
    op.create_table(
        "outgoing_events",
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'told', 'failed')", name=op.f("ck_outgoing_events_state")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "subscription_id"],
            ["subscriptions.hotel_id", "subscriptions.id"],
            name=op.f("fk_outgoing_events_hotel_id_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"],
            ["hotels.id"],
            name=op.f("fk_outgoing_events_hotel_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_outgoing_events")),
    )
    op.create_index(
        "ix_outgoing_events_due",
        "outgoing_events",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outgoing_events_list",
        "outgoing_events",
        ["hotel_id", "subscription_id", "id"],
        unique=False,
    )
    op.create_table(
        "pms_deliveries",
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'taken', 'refused')", name=op.f("ck_pms_deliveries_state")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "door_id"],
            ["pms_doors.hotel_id", "pms_doors.id"],
            name=op.f("fk_pms_deliveries_hotel_id_door_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_pms_deliveries_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_pms_deliveries")),
    )
    op.create_index(
        "ix_pms_deliveries_due",
        "pms_deliveries",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_pms_deliveries_list", "pms_deliveries", ["hotel_id", "door_id", "id"], unique=False
    )
    op.create_table(
        "ratings",
        sa.Column("asked_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_ratings_score")),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_ratings_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_ratings_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("hotel_id", "asked_id", name=op.f("uq_ratings_hotel_id_asked_id")),
    )
    op.create_index("ix_ratings_stay", "ratings", ["hotel_id", "stay_id"], unique=False)
    op.create_index("ix_ratings_time", "ratings", ["hotel_id", "changed_at", "id"], unique=False)
    op.create_table(
        "ratings_asked",
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("send_id", sa.Uuid(), nullable=True),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversations.hotel_id", "conversations.id"],
            name=op.f("fk_ratings_asked_hotel_id_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_ratings_asked_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_ratings_asked_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_ratings_asked")),
    )
    op.create_index(
        "ix_ratings_asked_chat",
        "ratings_asked",
        ["hotel_id", "conversation_id", "asked_at"],
        unique=False,
    )
    op.add_column(
        "guests",
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
    )
    op.create_index("ix_guests_updated", "guests", ["hotel_id", "updated_at", "id"], unique=False)
    op.add_column(
        "messages",
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
    )
    op.create_index(
        "ix_messages_changed", "messages", ["changed_at"], unique=False, postgresql_using="brin"
    )
    op.add_column(
        "stays",
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
    )
    op.create_index("ix_stays_updated", "stays", ["hotel_id", "updated_at", "id"], unique=False)
    for table in TENANT:
        for statement in policies.protect(table):
            op.execute(statement)
    for table, columns in WAYS.items():
        for statement in policies.show_way(table, columns):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_stays_updated", table_name="stays")
    op.drop_column("stays", "updated_at")
    op.drop_index("ix_messages_changed", table_name="messages", postgresql_using="brin")
    op.drop_column("messages", "changed_at")
    op.drop_index("ix_guests_updated", table_name="guests")
    op.drop_column("guests", "updated_at")
    op.drop_index("ix_ratings_asked_chat", table_name="ratings_asked")
    op.drop_table("ratings_asked")
    op.drop_index("ix_ratings_time", table_name="ratings")
    op.drop_index("ix_ratings_stay", table_name="ratings")
    op.drop_table("ratings")
    op.drop_index("ix_pms_deliveries_list", table_name="pms_deliveries")
    op.drop_index(
        "ix_pms_deliveries_due",
        table_name="pms_deliveries",
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.drop_table("pms_deliveries")
    op.drop_index("ix_outgoing_events_list", table_name="outgoing_events")
    op.drop_index(
        "ix_outgoing_events_due",
        table_name="outgoing_events",
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.drop_table("outgoing_events")
    op.drop_index("ix_kept_answers_age", table_name="kept_answers")
    op.drop_table("kept_answers")
    op.drop_index(
        "uq_cases_open",
        table_name="cases",
        postgresql_where=sa.text("state <> 'confirmed'"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index("ix_cases_state", table_name="cases")
    op.drop_index("ix_cases_guest", table_name="cases")
    op.drop_table("cases")
    op.drop_table("subscriptions")
    op.drop_index("ix_short_links_same", table_name="short_links")
    op.drop_index("ix_short_links_purpose", table_name="short_links")
    op.drop_table("short_links")
    op.drop_table("pms_doors")
    op.drop_table("api_tokens")
