"""Tables of guests, how they are reached, and their stays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, false, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bellhop import clock
from bellhop.db import Base, HotelRow, key_to, one_of, tenant


def _updated() -> Any:
    """When we last changed the row, for programs that ask what is new."""
    return mapped_column(
        default=clock.now, onupdate=clock.now, server_default=func.clock_timestamp()
    )


class Guest(HotelRow, Base):
    """A person who writes to, or stays in, one hotel.

    `stopped_at`: asked us not to write first. `service` and `marketing`: their latest consent,
    None when never asked; `consents` has the history. `merged_into`: is the same person as that
    guest, who has taken over the addresses and stays.
    """

    __tablename__ = "guests"
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str | None]
    stopped_at: Mapped[datetime | None]
    tags: Mapped[list[str]] = mapped_column(default=list)
    country: Mapped[str | None]
    birthday: Mapped[date | None]
    email: Mapped[str | None]
    service: Mapped[bool | None]
    marketing: Mapped[bool | None]
    merged_into: Mapped[UUID | None]
    updated_at: Mapped[datetime] = _updated()
    __table_args__ = tenant(Index("ix_guests_updated", "hotel_id", "updated_at", "id"))


class Consent(HotelRow, Base):
    """What a guest agreed to or took back: the proof, so rows are only added."""

    __tablename__ = "consents"
    guest_id: Mapped[UUID]
    kind: Mapped[str]
    given: Mapped[bool]
    at: Mapped[datetime]
    how: Mapped[str]
    wording: Mapped[str] = mapped_column(default="")
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        one_of("kind", "service", "marketing"),
        Index("ix_consents_guest", "hotel_id", "guest_id", "at"),
    )


class GuestAddress(HotelRow, Base):
    """One way to reach a guest; `value` is digits for a phone, the provider's id otherwise.

    `agency`: the phone of a travel agency, so two bookings on it are two guests. `phone`: the
    phone behind an id, where the channel told it. `unreachable_at`: nothing arrives there, and
    why; a line of the guest from there ends it.
    """

    __tablename__ = "guest_addresses"
    guest_id: Mapped[UUID]
    kind: Mapped[str]
    value: Mapped[str]
    staff: Mapped[bool] = mapped_column(default=False)
    agency: Mapped[bool] = mapped_column(default=False, server_default=false())
    last_used_at: Mapped[datetime | None]
    phone: Mapped[str | None]
    unreachable_at: Mapped[datetime | None]
    unreachable_why: Mapped[str | None]
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        UniqueConstraint("hotel_id", "kind", "value"),
        one_of("kind", "phone", "lid", "max", "telegram"),
        Index("ix_guest_addresses_guest", "hotel_id", "guest_id"),
        Index("ix_guest_addresses_phone", "hotel_id", "phone"),
    )


class AddressCheck(HotelRow, Base):
    """What a channel said when it was asked for a phone: `found` is the chat's id there, None when
    the phone has no account. Asked seldom, so kept with its age."""

    __tablename__ = "address_checks"
    channel: Mapped[str]
    phone: Mapped[str]
    found: Mapped[str | None]
    checked_at: Mapped[datetime]
    __table_args__ = tenant(
        UniqueConstraint("hotel_id", "channel", "phone"),
        one_of("channel", "whatsapp", "max", "telegram"),
        Index("ix_address_checks_found", "hotel_id", "found"),
    )


class WhoAsked(HotelRow, Base):
    """A guest whose channel hides the phone was asked for the booking's surname and day of arrival.
    `outcome`: open, known (tied to the booking's guest), staff (must decide), given_up."""

    __tablename__ = "who_asked"
    guest_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    last_try_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="open")
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        UniqueConstraint("hotel_id", "guest_id"),
        one_of("outcome", "open", "known", "staff", "given_up"),
        Index("ix_who_asked_tries", "hotel_id", "last_try_at"),
    )


class Stay(HotelRow, Base):
    """One booking. Arrival and departure are UTC moments of the hotel's wall times.

    `version` and `changed_at` are the sender's, so that an update that comes late is known as such.
    """

    __tablename__ = "stays"
    guest_id: Mapped[UUID]
    external_id: Mapped[str | None]
    source: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    room_type: Mapped[str] = mapped_column(default="")
    rate: Mapped[str] = mapped_column(default="", server_default="")
    adults: Mapped[int | None]
    children: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="booked")
    planned_arrival: Mapped[datetime]
    planned_departure: Mapped[datetime]
    real_arrival: Mapped[datetime | None]
    real_departure: Mapped[datetime | None]
    booked_at: Mapped[datetime] = mapped_column(default=clock.now)
    room_ready_at: Mapped[datetime | None]
    version: Mapped[str | None]
    changed_at: Mapped[datetime | None]
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    updated_at: Mapped[datetime] = _updated()
    __table_args__ = tenant(
        key_to("guests", "guest_id"),
        UniqueConstraint("hotel_id", "external_id"),
        one_of("status", "booked", "checked_in", "checked_out", "cancelled", "no_show"),
        Index("ix_stays_guest", "hotel_id", "guest_id", "planned_departure"),
        Index("ix_stays_arrival", "hotel_id", "planned_arrival"),
        Index("ix_stays_departure", "hotel_id", "planned_departure"),
        Index("ix_stays_room", "hotel_id", "room", "planned_arrival"),
        Index("ix_stays_updated", "hotel_id", "updated_at", "id"),
    )


class GuestMerge(HotelRow, Base):
    """Two guests who turned out to be one person. `moved`: the ids of what went over, by table,
    and the facts that the kept guest had before, so that it can be undone."""

    __tablename__ = "guest_merges"
    kept_id: Mapped[UUID]
    gone_id: Mapped[UUID]
    by: Mapped[str]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = tenant(
        key_to("guests", "kept_id"),
        key_to("guests", "gone_id"),
        Index("ix_guest_merges_kept", "hotel_id", "kept_id", "at"),
    )


class PmsDelivery(HotelRow, Base):
    """What a property system sent, kept before it is read, with what became of each booking in it.
    `refused` ones can be read again when the mapping was mended."""

    __tablename__ = "pms_deliveries"
    door_id: Mapped[UUID]
    body: Mapped[str]
    body_hash: Mapped[bytes]
    state: Mapped[str] = mapped_column(default="waiting")
    report: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    __table_args__ = tenant(
        key_to("pms_doors", "door_id"),
        one_of("state", "waiting", "taken", "refused"),
        Index("ix_pms_deliveries_list", "hotel_id", "door_id", "id"),
        Index("ix_pms_deliveries_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )
