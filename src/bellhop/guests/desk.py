"""Everything we know already about the bookings somebody brings, read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock
from bellhop.errors import BadInput
from bellhop.guests.given import GuestGiven, StayGiven
from bellhop.guests.models import Consent, Guest, GuestAddress, Stay
from bellhop.guests.phones import country_of, digits_of
from bellhop.hotels import Happened, Hotel, Kind

_FACTS = ("email", "language", "country", "birthday")


@dataclass(slots=True)
class Desk:
    """`stays` by outside id, `addresses` by phone, `guests` by id; `reachable` are the guests who
    have a phone. What is made here is written by `save`."""

    session: AsyncSession
    hotel: Hotel
    now: datetime
    stays: dict[str, Stay] = field(default_factory=dict)
    addresses: dict[str, GuestAddress] = field(default_factory=dict)
    guests: dict[UUID, Guest] = field(default_factory=dict)
    reachable: set[UUID] = field(default_factory=set)
    new_guests: list[Guest] = field(default_factory=list)
    new_rows: list[GuestAddress | Consent | Stay] = field(default_factory=list)

    @classmethod
    async def open(cls, session: AsyncSession, hotel: Hotel, given: Sequence[StayGiven]) -> Desk:
        desk = cls(session, hotel, hotel.now())
        await desk._read_stays([one.external_id for one in given])
        await desk._read_addresses([one.guest.phone for one in given if one.guest.phone])
        await desk._read_guests()
        return desk

    def phone_of(self, guest: GuestGiven) -> str | None:
        """Digits, or None when none was given. Raises BadInput for what is no phone."""
        if guest.phone is None or not guest.phone.strip():
            return None
        return digits_of(guest.phone, self.hotel.region())

    def guest_for(self, stay: Stay, given: GuestGiven, phone: str | None) -> Guest:
        """Who stays. Two bookings on one phone are one guest, unless it is an agency's."""
        own = self.guests.get(stay.guest_id) if stay.guest_id is not None else None
        if phone is None:
            return own or self._new_guest(given)
        address = self.addresses.get(phone)
        if given.agency or (address is not None and address.agency):
            self._mark_agency(address)
            return own or self._new_guest(given)
        if address is not None:
            return self.guests[address.guest_id]
        guest = own if own is not None and own.id not in self.reachable else self._new_guest(given)
        self._add_address(guest, phone)
        return guest

    def know_better(
        self, guest: Guest, given: GuestGiven, how: str, news: list[Happened]
    ) -> set[str]:
        """Facts about the guest; a name we have is kept unless this is their only one."""
        changes: set[str] = set()
        if given.name and given.name != guest.name:
            guest.name = given.name
            changes.add("name")
        for name in _FACTS:
            value = getattr(given, name)
            if given.says(name) and value != getattr(guest, name):
                setattr(guest, name, value)
                changes.add(name)
        if new := [tag for tag in given.tags if tag not in guest.tags]:
            guest.tags = [*guest.tags, *new]
            changes.add("tags")
        self._consents(guest, given, how, news)
        return changes

    def add_stay(self, stay: Stay) -> None:
        self.new_rows.append(stay)
        if stay.external_id is not None:
            self.stays[stay.external_id] = stay

    async def save(self) -> None:
        """Guests first: the others' keys point at them."""
        self.session.add_all(self.new_guests)
        await self.session.flush()
        self.session.add_all(self.new_rows)
        await self.session.flush()

    def _consents(self, guest: Guest, given: GuestGiven, how: str, news: list[Happened]) -> None:
        for one in given.consents:
            if getattr(guest, one.kind) is one.given:
                continue
            setattr(guest, one.kind, one.given)
            at = one.at or self.now
            self.new_rows.append(
                Consent(
                    hotel_id=self.hotel.id,
                    guest_id=guest.id,
                    kind=one.kind,
                    given=one.given,
                    at=at if at.tzinfo is not None else self.hotel.moment(at),
                    how=one.how or how,
                    wording=one.wording,
                )
            )
            details = {"kind": one.kind, "given": one.given}
            news.append(Happened(Kind.CONSENTED, self.now, guest.id, details=details))

    def _new_guest(self, given: GuestGiven) -> Guest:
        guest = Guest(
            hotel_id=self.hotel.id,
            id=clock.new_id(),
            name=given.name,
            tags=[],
            created_at=clock.now(),
        )
        self.new_guests.append(guest)
        self.guests[guest.id] = guest
        return guest

    def _add_address(self, guest: Guest, phone: str) -> None:
        if guest.country is None:
            guest.country = country_of(phone)
        address = GuestAddress(
            hotel_id=self.hotel.id,
            id=clock.new_id(),
            guest_id=guest.id,
            kind="phone",
            value=phone,
            staff=False,
            agency=False,
        )
        self.new_rows.append(address)
        self.addresses[phone] = address
        self.reachable.add(guest.id)

    def _mark_agency(self, address: GuestAddress | None) -> None:
        if address is not None:
            address.agency = True

    async def _read_stays(self, external_ids: Sequence[str]) -> None:
        query = (
            select(Stay).where(Stay.external_id.in_(external_ids)).with_for_update(key_share=True)
        )
        for stay in await self.session.scalars(query.order_by(Stay.id)):
            assert stay.external_id is not None, "found by it"  # noqa: S101
            self.stays[stay.external_id] = stay

    async def _read_addresses(self, phones: Sequence[str]) -> None:
        digits: set[str] = set()
        for phone in phones:
            try:
                digits.add(digits_of(phone, self.hotel.region()))
            except BadInput:
                continue  # that booking is refused when its turn comes, with this reason
        owners = {stay.guest_id for stay in self.stays.values()}
        which = GuestAddress.value.in_(digits) | GuestAddress.guest_id.in_(owners)
        query = select(GuestAddress).where(GuestAddress.kind == "phone", which)
        for address in await self.session.scalars(query):
            self.addresses[address.value] = address
            self.reachable.add(address.guest_id)

    async def _read_guests(self) -> None:
        ids = {stay.guest_id for stay in self.stays.values()}
        ids |= {address.guest_id for address in self.addresses.values()}
        for guest in await self.session.scalars(select(Guest).where(Guest.id.in_(ids))):
            self.guests[guest.id] = guest
