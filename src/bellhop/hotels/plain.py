"""Plain copies of a hotel and its numbers, safe to carry out of a transaction."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from bellhop import clock, crypto
from bellhop.db import Base, table_of
from bellhop.hotels.models import ChannelAccount, HotelRecord
from bellhop.hotels.regions import region_of
from bellhop.hotels.rules import HotelRules
from bellhop.hotels.secrets import opened
from bellhop.messages import ChannelType


def labelled(model: type[Base], name: str) -> tuple[Any, ...]:
    """The table's columns under names that clash with no other table's."""
    return tuple(column.label(f"{name}__{column.name}") for column in table_of(model).columns)


@dataclass(frozen=True, slots=True)
class Hotel:
    id: UUID
    slug: str
    name: str
    timezone: str
    locale: str
    country: str | None
    sandbox: bool
    clock_offset: timedelta
    rules: HotelRules
    knowledge_version: int
    secrets_sealed: bytes | None = field(default=None, repr=False)
    first_run: dict[str, str] | None = None

    COLUMNS: ClassVar = labelled(HotelRecord, "hotel")
    """What a query selects for `read_from`."""

    @classmethod
    def read_from(cls, row: Any) -> Hotel:
        """From a row that has COLUMNS, perhaps beside others."""
        return cls(
            row.hotel__id,
            row.hotel__slug,
            row.hotel__name,
            row.hotel__timezone,
            row.hotel__locale,
            row.hotel__country,
            row.hotel__sandbox,
            row.hotel__clock_offset,
            _rules(row.hotel__rules),
            row.hotel__knowledge_version,
            row.hotel__secrets_sealed,
            row.hotel__first_run,
        )

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.timezone))

    def moment(self, wall: datetime) -> datetime:
        """The UTC moment of a wall time at this hotel. A time that the clocks skip is moved on by
        what they skip; of one that they show twice it is the first."""
        return wall.replace(tzinfo=ZoneInfo(self.timezone), fold=0).astimezone(UTC)

    def region(self) -> str | None:
        """The country a phone without a plus is read in: the hotel's own, else its time zone's."""
        return self.country or region_of(self.timezone)

    def desk_is_open(self, moment: datetime) -> bool:
        return self.rules.desk.open_at(self.local(moment).time())

    def secrets(self) -> dict[str, str]:
        """In clear: for the moment of filling them in, never for a log."""
        return opened(self.secrets_sealed)

    def now(self) -> datetime:
        return clock.now(self)


@dataclass(frozen=True, slots=True)
class Account:
    """One number, with its secrets still sealed."""

    hotel_id: UUID
    id: UUID
    type: str
    instance_id: str
    api_url: str
    media_url: str
    receive: str
    state: str
    own_chat_id: str | None
    hold_until: datetime | None
    token_sealed: bytes = field(repr=False)
    webhook_token_sealed: bytes = field(repr=False)
    webhook_token_hash: bytes = field(repr=False)
    waiting_at_provider: int = 0
    checks_hold_until: datetime | None = None

    COLUMNS: ClassVar = labelled(ChannelAccount, "account")
    """What a query selects for `read_from`."""

    @classmethod
    def read_from(cls, row: Any) -> Account:
        """From a row that has COLUMNS, perhaps beside others."""
        return cls(
            row.account__hotel_id,
            row.account__id,
            row.account__type,
            row.account__instance_id,
            row.account__api_url,
            row.account__media_url,
            row.account__receive,
            row.account__state,
            row.account__own_chat_id,
            row.account__hold_until,
            row.account__token_sealed,
            row.account__webhook_token_sealed,
            row.account__webhook_token_hash,
            row.account__waiting_at_provider,
            row.account__checks_hold_until,
        )

    def opened(self) -> OpenAccount:
        """What `channels` needs, with the token in clear: keep it for one call only."""
        return OpenAccount(
            instance_id=self.instance_id,
            token=_opened(self.token_sealed),
            api_url=self.api_url,
            media_url=self.media_url,
            type=ChannelType(self.type),
            own_chat_id=self.own_chat_id or "",
        )


class OpenAccount(TypedDict):
    """The fields of channels.Account, which knows no tables."""

    instance_id: str
    token: str
    api_url: str
    media_url: str
    type: ChannelType
    own_chat_id: str


def _rules(stored: dict[str, Any]) -> HotelRules:
    return _parsed_rules(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS))


@functools.lru_cache(maxsize=2_000)
def _parsed_rules(stored: bytes) -> HotelRules:
    return HotelRules.model_validate_json(stored)


@functools.lru_cache(maxsize=2_000)
def _opened(sealed: bytes) -> str:
    return crypto.decrypt(sealed)
