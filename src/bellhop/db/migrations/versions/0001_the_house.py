"""The house: hotels and their numbers, guests, talk, traffic, alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bellhop.db import policies

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TENANT = [
    "alerts",
    "audit_entries",
    "channel_accounts",
    "guests",
    "knowledge_entries",
    "memberships",
    "model_calls",
    "conversations",
    "guest_addresses",
    "inbox_events",
    "incidents",
    "stays",
    "messages",
    "media",
    "outbox",
]
SHARED = ["people", "heartbeats", "operator_alerts"]
# What bellhop_system may read across hotels: keys, ids and due times.
WAYS = {
    "hotels": ["id", "slug"],
    "channel_accounts": ["hotel_id", "id", "instance_id", "receive", "due_at", "polled_until"],
    "memberships": ["hotel_id", "id", "person_id"],
    "inbox_events": ["hotel_id", "id", "due_at"],
    "conversations": ["hotel_id", "id", "answer_due_at", "claimed_until", "waiting_since"],
    "outbox": ["hotel_id", "id", "due_at", "state", "claimed_until"],
    "alerts": ["hotel_id", "id", "due_at"],
    "media": ["hotel_id", "id", "due_at"],
}


def upgrade() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "hotels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("clock_offset", sa.Interval(), nullable=False),
        sa.Column("rules", postgresql.JSONB(), nullable=False),
        sa.Column("alert_urls_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("knowledge_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotels")),
        sa.UniqueConstraint("slug", name=op.f("uq_hotels_slug")),
    )
    op.create_table(
        "operator_alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_alerts")),
    )
    op.create_index(
        "uq_operator_alerts_open",
        "operator_alerts",
        ["kind", "subject"],
        unique=True,
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("operator", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
    )
    op.create_table(
        "alerts",
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "severity IN ('danger', 'warn', 'waiting')", name=op.f("ck_alerts_severity")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'acknowledged', 'resolved')", name=op.f("ck_alerts_state")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_alerts_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_alerts")),
    )
    op.create_index(
        "ix_alerts_due",
        "alerts",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_alerts_recent", "alerts", ["hotel_id", "state", "created_at"], unique=False)
    op.create_index(
        "uq_alerts_open",
        "alerts",
        ["hotel_id", "conversation_id", "reason"],
        unique=True,
        postgresql_where=sa.text("state <> 'resolved'"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "audit_entries",
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("what", postgresql.JSONB(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_audit_entries_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_audit_entries")),
    )
    op.create_index(
        "ix_audit_entries_time", "audit_entries", ["hotel_id", "created_at"], unique=False
    )
    op.create_table(
        "channel_accounts",
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("api_url", sa.String(), nullable=False),
        sa.Column("media_url", sa.String(), nullable=False),
        sa.Column("receive", sa.String(), nullable=False),
        sa.Column("webhook_token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("webhook_token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("own_chat_id", sa.String(), nullable=True),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_at_provider", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reconciled_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_event_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("poller", sa.Uuid(), nullable=True),
        sa.Column("polled_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "receive IN ('webhook', 'polling')", name=op.f("ck_channel_accounts_receive")
        ),
        sa.CheckConstraint(
            "type IN ('whatsapp', 'max', 'telegram')", name=op.f("ck_channel_accounts_type")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"],
            ["hotels.id"],
            name=op.f("fk_channel_accounts_hotel_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_channel_accounts")),
        sa.UniqueConstraint("instance_id", name=op.f("uq_channel_accounts_instance_id")),
    )
    op.create_index(
        "ix_channel_accounts_due",
        "channel_accounts",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "guests",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tags", postgresql.JSONB(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_guests_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_guests")),
    )
    op.create_table(
        "knowledge_entries",
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"],
            ["hotels.id"],
            name=op.f("fk_knowledge_entries_hotel_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_knowledge_entries")),
        sa.UniqueConstraint(
            "hotel_id",
            "external_id",
            "lang",
            name=op.f("uq_knowledge_entries_hotel_id_external_id_lang"),
        ),
    )
    op.create_index(
        "ix_knowledge_entries_order", "knowledge_entries", ["hotel_id", "lang", "id"], unique=False
    )
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'agent')", name=op.f("ck_memberships_role")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_memberships_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "hotel_id", "person_id", name=op.f("uq_memberships_hotel_id_person_id")
        ),
    )
    op.create_index("ix_memberships_phone", "memberships", ["hotel_id", "phone"], unique=False)
    op.create_table(
        "model_calls",
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("tokens_hit", sa.Integer(), nullable=False),
        sa.Column("tokens_miss", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("cost_usd", sa.Double(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_model_calls_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_model_calls")),
    )
    op.create_index("ix_model_calls_time", "model_calls", ["hotel_id", "created_at"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("chat_id", sa.String(), nullable=False),
        sa.Column("chat_kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("never_automatic", sa.Boolean(), nullable=False),
        sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_by", sa.String(), nullable=True),
        sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("gathering_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "chat_kind IN ('person', 'group', 'broadcast', 'channel', 'self')",
            name=op.f("ck_conversations_chat_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "account_id"],
            ["channel_accounts.hotel_id", "channel_accounts.id"],
            name=op.f("fk_conversations_hotel_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_conversations_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_conversations_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_conversations")),
        sa.UniqueConstraint(
            "hotel_id",
            "account_id",
            "chat_id",
            name=op.f("uq_conversations_hotel_id_account_id_chat_id"),
        ),
    )
    op.create_index(
        "ix_conversations_due",
        "conversations",
        ["answer_due_at"],
        unique=False,
        postgresql_where=sa.text("answer_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_conversations_guest", "conversations", ["hotel_id", "guest_id"], unique=False
    )
    op.create_index(
        "ix_conversations_recent", "conversations", ["hotel_id", "last_message_at"], unique=False
    )
    op.create_index(
        "ix_conversations_waiting",
        "conversations",
        ["waiting_since"],
        unique=False,
        postgresql_where=sa.text("waiting_since IS NOT NULL"),
    )
    op.create_table(
        "guest_addresses",
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('phone', 'lid', 'max', 'telegram')", name=op.f("ck_guest_addresses_kind")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_guest_addresses_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"],
            ["hotels.id"],
            name=op.f("fk_guest_addresses_hotel_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_guest_addresses")),
        sa.UniqueConstraint(
            "hotel_id", "kind", "value", name=op.f("uq_guest_addresses_hotel_id_kind_value")
        ),
    )
    op.create_table(
        "inbox_events",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("road", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("chat_id", sa.String(), nullable=True),
        sa.Column("message_ref", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fate", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "road IN ('webhook', 'polling', 'journal')", name=op.f("ck_inbox_events_road")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "account_id"],
            ["channel_accounts.hotel_id", "channel_accounts.id"],
            name=op.f("fk_inbox_events_hotel_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_inbox_events_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_inbox_events")),
        sa.UniqueConstraint(
            "hotel_id", "account_id", "key", name=op.f("uq_inbox_events_hotel_id_account_id_key")
        ),
    )
    op.create_index(
        "ix_inbox_events_due",
        "inbox_events",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_inbox_events_parked",
        "inbox_events",
        ["hotel_id", "parked_at"],
        unique=False,
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )
    op.create_index(
        "ix_inbox_events_ref",
        "inbox_events",
        ["hotel_id", "account_id", "message_ref"],
        unique=False,
    )
    op.create_table(
        "incidents",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "account_id"],
            ["channel_accounts.hotel_id", "channel_accounts.id"],
            name=op.f("fk_incidents_hotel_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_incidents_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_incidents")),
    )
    op.create_index(
        "uq_incidents_open",
        "incidents",
        ["hotel_id", "account_id", "kind"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "stays",
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("room_type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("planned_arrival", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_departure", sa.DateTime(timezone=True), nullable=False),
        sa.Column("real_arrival", sa.DateTime(timezone=True), nullable=True),
        sa.Column("real_departure", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attributes", postgresql.JSONB(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('booked', 'checked_in', 'checked_out', 'cancelled', 'no_show')",
            name=op.f("ck_stays_status"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guests.hotel_id", "guests.id"],
            name=op.f("fk_stays_hotel_id_guest_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_stays_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_stays")),
        sa.UniqueConstraint("hotel_id", "external_id", name=op.f("uq_stays_hotel_id_external_id")),
    )
    op.create_index(
        "ix_stays_guest", "stays", ["hotel_id", "guest_id", "planned_departure"], unique=False
    )
    op.create_table(
        "messages",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("first_text", sa.String(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("about_id", sa.String(), nullable=True),
        sa.Column("sender_name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("sentiment", sa.String(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("requires_attention", sa.Boolean(), nullable=True),
        sa.Column("attention_reason", sa.String(), nullable=True),
        sa.Column("why", postgresql.JSONB(), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_messages_direction")),
        sa.CheckConstraint(
            "origin IN ('guest', 'bot', 'journey', 'staff', 'phone', 'elsewhere')",
            name=op.f("ck_messages_origin"),
        ),
        sa.CheckConstraint(
            "sentiment IN ('positive', 'neutral', 'negative')", name=op.f("ck_messages_sentiment")
        ),
        sa.CheckConstraint(
            "status IN ('received', 'draft', 'queued', 'accepted', 'sent', 'delivered', 'read', 'unknown', 'failed', 'withdrawn')",
            name=op.f("ck_messages_status"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversations.hotel_id", "conversations.id"],
            name=op.f("fk_messages_hotel_id_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_messages_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_messages")),
        sa.UniqueConstraint(
            "hotel_id",
            "conversation_id",
            "provider_id",
            name=op.f("uq_messages_hotel_id_conversation_id_provider_id"),
        ),
    )
    op.create_index(
        "ix_messages_thread",
        "messages",
        ["hotel_id", "conversation_id", "occurred_at", "id"],
        unique=False,
    )
    op.create_table(
        "media",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'stored', 'too_large', 'gone')", name=op.f("ck_media_state")
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["messages.hotel_id", "messages.id"],
            name=op.f("fk_media_hotel_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_media_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_media")),
    )
    op.create_index(
        "ix_media_due",
        "media",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_media_message", "media", ["hotel_id", "message_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("proactive", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempt_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resent", sa.Boolean(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("answers_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'accepted', 'unknown', 'failed', 'withdrawn')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "account_id"],
            ["channel_accounts.hotel_id", "channel_accounts.id"],
            name=op.f("fk_outbox_hotel_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversations.hotel_id", "conversations.id"],
            name=op.f("fk_outbox_hotel_id_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["messages.hotel_id", "messages.id"],
            name=op.f("fk_outbox_hotel_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id"], ["hotels.id"], name=op.f("fk_outbox_hotel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_claimed",
        "outbox",
        ["claimed_until"],
        unique=False,
        postgresql_where=sa.text("claimed_until IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_outbox_message", "outbox", ["hotel_id", "message_id"], unique=False)
    op.create_index(
        "ix_outbox_next",
        "outbox",
        ["hotel_id", "conversation_id", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_outbox_in_flight",
        "outbox",
        ["hotel_id", "conversation_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('sending', 'unknown')"),
    )
    for statement in _rights():
        op.execute(statement)


def _rights() -> list[str]:
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {policies.APP}, {policies.SYSTEM}",
        *policies.protect("hotels", "id"),
    ]
    for table in TENANT:
        statements += policies.protect(table)
    for table in SHARED:
        statements += policies.share(table)
    for table, columns in WAYS.items():
        statements += policies.show_way(table, columns)
    return statements


def downgrade() -> None:
    for table in [*reversed(TENANT), *SHARED, "hotels"]:
        op.drop_table(table)
