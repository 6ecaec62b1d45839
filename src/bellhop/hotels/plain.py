"""Plain copies of a hotel and its numbers, safe to carry out of a transaction."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from bellhop import clock, crypto
from bellhop.hotels.models import ChannelAccount, HotelRecord
from bellhop.hotels.rules import HotelRules
from bellhop.messages import ChannelType


@dataclass(frozen=True, slots=True)
class Hotel:
    id: UUID
    slug: str
    name: str
    timezone: str
    locale: str
    sandbox: bool
    clock_offset: timedelta
    rules: HotelRules
    knowledge_version: int

    @classmethod
    def of(cls, row: HotelRecord) -> Hotel:
        return cls(
            row.id,
            row.slug,
            row.name,
            row.timezone,
            row.locale,
            row.sandbox,
            row.clock_offset,
            HotelRules.model_validate(row.rules),
            row.knowledge_version,
        )

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.timezone))

    def desk_is_open(self, moment: datetime) -> bool:
        return self.rules.desk.open_at(self.local(moment).time())

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

    @classmethod
    def of(cls, row: ChannelAccount) -> Account:
        return cls(
            row.hotel_id,
            row.id,
            row.type,
            row.instance_id,
            row.api_url,
            row.media_url,
            row.receive,
            row.state,
            row.own_chat_id,
            row.hold_until,
            row.token_sealed,
            row.webhook_token_sealed,
            row.webhook_token_hash,
            row.waiting_at_provider,
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


@functools.lru_cache(maxsize=2_000)
def _opened(sealed: bytes) -> str:
    return crypto.decrypt(sealed)
