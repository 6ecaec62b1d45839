"""Tables of the tenant: the hotel, its numbers, its people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bellhop import clock
from bellhop.db import Base, HotelRow, key_to, one_of, tenant


class HotelRecord(Base):
    """The tenant. Its policy is on `id`. `rules` is a HotelRules as JSON; `first_run` holds the
    steps of its first run, none: it never had one."""

    __tablename__ = "hotels"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    timezone: Mapped[str]
    locale: Mapped[str]
    country: Mapped[str | None]
    sandbox: Mapped[bool] = mapped_column(default=False)
    clock_offset: Mapped[timedelta] = mapped_column(default=timedelta(0))
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secrets_sealed: Mapped[bytes | None]
    knowledge_version: Mapped[int] = mapped_column(default=1)
    first_run: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class ChannelAccount(HotelRow, Base):
    """One number of a hotel at the provider. `due_at` is when the line is watched next;
    `poller` holds the lease of the one process that polls it. Until `checks_hold_until` no
    phone is looked up, because the provider said that it was enough."""

    __tablename__ = "channel_accounts"
    type: Mapped[str]
    instance_id: Mapped[str] = mapped_column(unique=True)
    token_sealed: Mapped[bytes]
    api_url: Mapped[str]
    media_url: Mapped[str]
    receive: Mapped[str]
    webhook_token_sealed: Mapped[bytes]
    webhook_token_hash: Mapped[bytes]
    state: Mapped[str] = mapped_column(default="unknown")
    state_at: Mapped[datetime | None]
    own_chat_id: Mapped[str | None]
    hold_until: Mapped[datetime | None]
    waiting_at_provider: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    reconciled_until: Mapped[datetime | None]
    last_event_at: Mapped[datetime | None]
    poller: Mapped[UUID | None]
    polled_until: Mapped[datetime | None]
    checks_hold_until: Mapped[datetime | None]
    __table_args__ = tenant(
        one_of("type", "whatsapp", "max", "telegram"),
        one_of("receive", "webhook", "polling"),
        Index("ix_channel_accounts_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )


class Person(Base):
    """Somebody who may log in. Belongs to no hotel; memberships do. `totp_used` is the last moment
    (in steps of the code's clock) whose code was taken, so that none opens twice."""

    __tablename__ = "people"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    operator: Mapped[bool] = mapped_column(default=False)
    totp_sealed: Mapped[bytes | None]
    totp_used: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    preferences: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default=text("'{}'::jsonb")
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class StaffSession(Base):
    """One browser that is logged in, or waits for its second factor. Belongs to no hotel, like the
    person; only the hash of its secret is kept."""

    __tablename__ = "sessions"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    state: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    browser: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    __table_args__ = (
        one_of("state", "code", "open"),
        Index("ix_sessions_person", "person_id"),
        Index("ix_sessions_expires", "expires_at"),
    )


class PasswordLink(Base):
    """A link by which a person sets a new password, once. Belongs to no hotel."""

    __tablename__ = "password_links"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Guessing(Base):
    """How often somebody guessed wrong, by a hash of the account or of the address. Belongs to no
    hotel: it is counted before anybody is known."""

    __tablename__ = "guesses"
    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    first_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class Invitation(HotelRow, Base):
    """An offer of a role here, by a link. The hash of its secret finds the hotel."""

    __tablename__ = "invitations"
    email: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    invited_by: Mapped[str]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    __table_args__ = tenant(one_of("role", "owner", "manager", "agent"))


class Membership(HotelRow, Base):
    """A person's role in one hotel, and the phone by which they are never taken for a guest."""

    __tablename__ = "memberships"
    person_id: Mapped[UUID]
    role: Mapped[str]
    phone: Mapped[str | None]
    __table_args__ = tenant(
        one_of("role", "owner", "manager", "agent"),
        UniqueConstraint("hotel_id", "person_id"),
        Index("ix_memberships_phone", "hotel_id", "phone"),
    )


class AuditEntry(HotelRow, Base):
    """Who changed what. `what` names fields, never secrets."""

    __tablename__ = "audit_entries"
    actor: Mapped[str]
    action: Mapped[str]
    what: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = tenant(Index("ix_audit_entries_time", "hotel_id", "created_at"))


class Heartbeat(Base):
    """When each kind of process was last seen alive; belongs to no hotel."""

    __tablename__ = "heartbeats"
    process: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


class Happening(HotelRow, Base):
    """Something that happened to a guest or a stay, for whoever follows: kept as the history of a
    stay, and as work until `handled_at` is set (then `due_at` is empty)."""

    __tablename__ = "happenings"
    kind: Mapped[str]
    at: Mapped[datetime]
    guest_id: Mapped[UUID | None]
    stay_id: Mapped[UUID | None]
    about_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    __table_args__ = tenant(
        Index("ix_happenings_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
        Index("ix_happenings_stay", "hotel_id", "stay_id", "at"),
        Index("ix_happenings_guest", "hotel_id", "guest_id", "at"),
    )


class ApiToken(HotelRow, Base):
    """A program's key to one hotel. Only the hash of the secret is kept; `hint` is its end."""

    __tablename__ = "api_tokens"
    name: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(default=list)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    hint: Mapped[str]
    made_by: Mapped[str]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    __table_args__ = tenant()


class AlertRung(HotelRow, Base):
    """Who is called about an alert that nobody has taken: by which road, after how long, and at
    which hours of the desk. `target_sealed` holds an address with credentials, an e-mail address
    or the id of a group, so it is never shown whole."""

    __tablename__ = "alert_rungs"
    name: Mapped[str]
    road: Mapped[str]
    target_sealed: Mapped[bytes]
    hint: Mapped[str] = mapped_column(default="", server_default="")
    after_seconds: Mapped[int] = mapped_column(default=0)
    hours: Mapped[str] = mapped_column(default="always")
    least: Mapped[str] = mapped_column(default="waiting")
    __table_args__ = tenant(
        one_of("road", "address", "email", "group"),
        one_of("hours", "always", "open", "closed"),
        one_of("least", "waiting", "warn", "danger"),
    )


class PushDevice(Base):
    """A browser that shows notices while the console is closed. Belongs to no hotel, like the
    person whose it is; it ends with the session that brought it."""

    __tablename__ = "push_devices"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    endpoint: Mapped[str]
    endpoint_hash: Mapped[bytes] = mapped_column(unique=True)
    keys_sealed: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        Index("ix_push_devices_person", "person_id"),
        Index("ix_push_devices_session", "session_id"),
    )


class InstallationKey(Base):
    """A key of the installation itself, made when first needed: the one that proves to push
    services who sends."""

    __tablename__ = "installation_keys"
    name: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class PmsDoor(HotelRow, Base):
    """An address a property system calls, with the way its fields become ours (JSONPath)."""

    __tablename__ = "pms_doors"
    name: Mapped[str]
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    hint: Mapped[str]
    last_seen_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    __table_args__ = tenant()


class Subscription(HotelRow, Base):
    """A program's address that is told of events. `told_until`: changes up to this moment have
    become events. `off_reason`: switched off by us after days of failures."""

    __tablename__ = "subscriptions"
    url: Mapped[str]
    kinds: Mapped[list[str]] = mapped_column(default=list)
    secret_sealed: Mapped[bytes]
    active: Mapped[bool] = mapped_column(default=True)
    off_reason: Mapped[str | None]
    told_until: Mapped[datetime]
    __table_args__ = tenant()


class OutgoingEvent(HotelRow, Base):
    """One event for one subscription: waiting -> told | failed. `due_at`: the next try."""

    __tablename__ = "outgoing_events"
    subscription_id: Mapped[UUID]
    kind: Mapped[str]
    about_id: Mapped[UUID]
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    __table_args__ = tenant(
        key_to("subscriptions", "subscription_id"),
        one_of("state", "waiting", "told", "failed"),
        Index("ix_outgoing_events_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
        Index("ix_outgoing_events_list", "hotel_id", "subscription_id", "id"),
    )
