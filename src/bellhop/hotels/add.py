"""Adding hotels, numbers and people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import clock, crypto, db
from bellhop.errors import BadInput
from bellhop.hotels.audit import note
from bellhop.hotels.ladder import NewRung, add_rung
from bellhop.hotels.models import ChannelAccount, HotelRecord, Membership, Person
from bellhop.hotels.rules import HotelRules
from bellhop.messages import ChannelType

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_INSTANCE = re.compile(r"[0-9A-Za-z_-]{1,32}")
_HTTP = re.compile(r"https?://[^\s/]+(?:/\S*)?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|[^@\s]+@localhost")


@dataclass(frozen=True, slots=True)
class NewHotel:
    slug: str
    name: str
    timezone: str
    locale: str
    country: str | None = None
    sandbox: bool = False
    rules: HotelRules = field(default_factory=HotelRules)
    alert_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAccount:
    instance_id: str
    token: str
    api_url: str
    media_url: str | None = None
    type: ChannelType = ChannelType.WHATSAPP
    receive: str = "webhook"
    webhook_token: str | None = None


@dataclass(frozen=True, slots=True)
class AddedAccount:
    hotel_id: UUID
    account_id: UUID
    instance_id: str
    webhook_token: str


async def add_hotel(new: NewHotel, account: NewAccount) -> AddedAccount:
    """A hotel with its first number, in one transaction. Raises BadInput."""
    _check_hotel(new)
    _check_account(account)
    hotel_id = clock.new_id()
    try:
        async with db.hotel(hotel_id) as session:
            session.add(hotel_row(hotel_id, new))
            await session.flush()
            for url in new.alert_urls:
                await add_rung(session, hotel_id, NewRung("", "address", url), "cli")
            added = await _add(session, hotel_id, account)
            await note(session, hotel_id, "cli", "hotel_added", slug=new.slug)
    except IntegrityError as error:
        raise BadInput(_taken(error, new.slug, account.instance_id)) from None
    return added


async def add_account(hotel_id: UUID, account: NewAccount, *, actor: str = "cli") -> AddedAccount:
    """One more number of a hotel. Raises BadInput."""
    _check_account(account)
    try:
        async with db.hotel(hotel_id) as session:
            added = await _add(session, hotel_id, account)
            await note(session, hotel_id, actor, "channel_added", instance=account.instance_id)
    except IntegrityError as error:
        raise BadInput(_taken(error, "", account.instance_id)) from None
    return added


async def add_staff(
    hotel_id: UUID, *, email: str, name: str, role: str, phone: str | None = None
) -> UUID:
    """A person with a role here; the same person may work in several hotels."""
    email = check_email(email)
    check_role(role)
    async with db.hotel(hotel_id) as session:
        found = await session.execute(select(Person).where(Person.email == email))
        person = found.scalar_one_or_none()
        if person is None:
            person = Person(email=email, name=name or email.partition("@")[0])
            session.add(person)
            await session.flush()
        membership = Membership(
            hotel_id=hotel_id, person_id=person.id, role=role, phone=digits_or_none(phone)
        )
        session.add(membership)
        try:
            await session.flush()
        except IntegrityError:
            raise BadInput(f"{email} already works at this hotel") from None
        await note(session, hotel_id, "cli", "staff_added", email=email, role=role)
    return person.id


def check_email(email: str) -> str:
    """The address as it is kept. Raises BadInput."""
    email = email.strip().lower()
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        raise BadInput(f"{email!r} is not an e-mail address")
    return email


def check_role(role: str) -> None:
    if role not in ("owner", "manager", "agent"):
        raise BadInput("a role is owner, manager or agent")


def hotel_row(hotel_id: UUID, new: NewHotel) -> HotelRecord:
    return HotelRecord(
        id=hotel_id,
        slug=new.slug,
        name=new.name.strip(),
        timezone=new.timezone,
        locale=new.locale.replace("_", "-"),
        country=new.country,
        sandbox=new.sandbox,
        rules=new.rules.model_dump(mode="json", exclude_defaults=True),
    )


async def _add(session: AsyncSession, hotel_id: UUID, new: NewAccount) -> AddedAccount:
    token = new.webhook_token or crypto.new_token()
    row = ChannelAccount(
        hotel_id=hotel_id,
        id=clock.new_id(),
        type=new.type.value,
        instance_id=new.instance_id,
        token_sealed=crypto.encrypt(new.token),
        api_url=new.api_url.rstrip("/"),
        media_url=(new.media_url or new.api_url).rstrip("/"),
        receive=new.receive,
        webhook_token_sealed=crypto.encrypt(token),
        webhook_token_hash=crypto.token_hash(token),
        due_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return AddedAccount(hotel_id, row.id, new.instance_id, token)


def check_place(name: str, timezone: str, locale: str) -> None:
    """What every hotel has. Raises BadInput."""
    if not name.strip():
        raise BadInput("a hotel needs a name")
    if not _LOCALE.fullmatch(locale):
        raise BadInput(f"{locale!r} is not a locale; write it as ru or en-GB")
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(f"{timezone!r} is not a time zone such as Europe/Moscow") from None


def _check_hotel(new: NewHotel) -> None:
    if not _SLUG.fullmatch(new.slug):
        raise BadInput("a slug is lower-case latin letters, digits and hyphens, 63 at most")
    check_place(new.name, new.timezone, new.locale)


def _check_account(new: NewAccount) -> None:
    if not _INSTANCE.fullmatch(new.instance_id):
        raise BadInput("an instance id is digits, as shown in the provider's console")
    if not new.token.strip() or "/" in new.token:
        raise BadInput("the instance token is missing or cannot stand in an address")
    for url in filter(None, (new.api_url, new.media_url)):
        if not _HTTP.fullmatch(url):
            raise BadInput(f"{url!r} is not an http(s) address")
    if new.receive not in ("webhook", "polling"):
        raise BadInput("--receive is webhook or polling")
    if new.webhook_token is not None and len(new.webhook_token) < 8:
        raise BadInput("a webhook token has 8 characters at least")


def _taken(error: IntegrityError, slug: str, instance_id: str) -> str:
    if "uq_hotels_slug" in str(error.orig):
        return f"there is already a hotel called {slug!r}"
    if "instance_id" in str(error.orig):
        return f"instance {instance_id} is already connected to a hotel"
    return "this clashes with what is already there"


def digits_or_none(phone: str | None) -> str | None:
    return re.sub(r"\D", "", phone) or None if phone else None


async def move_account(hotel_id: UUID, instance_id: str, api_url: str) -> None:
    """The provider's address of a number changed."""
    _check_account(NewAccount(instance_id, "unchanged", api_url))
    async with db.hotel(hotel_id) as session:
        await session.execute(
            update(ChannelAccount)
            .where(ChannelAccount.instance_id == instance_id)
            .values(api_url=api_url.rstrip("/"), media_url=api_url.rstrip("/"))
        )
