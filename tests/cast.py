"""Two hotels and their people."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from uuid import UUID

from bellhop import db, hotels, knowledge
from bellhop.hotels import HotelRules, NewAccount, NewHotel
from bellhop.knowledge import NewEntry
from bellhop.messages import ChannelType

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class TestHotel:
    __test__ = False

    id: UUID
    account_id: UUID
    slug: str
    instance_id: str
    token: str
    webhook_token: str
    guest: str
    desk_phone: str
    channel: str = "whatsapp"

    def spelled(self, chat: str) -> str:
        """A chat as this hotel's channel spells it: MAX and Telegram know bare numbers."""
        return chat if self.channel == "whatsapp" else chat.removesuffix("@c.us")


@dataclass(frozen=True, slots=True)
class Cast:
    """`one` speaks Russian, `two` English. `one` is the one things happen to."""

    one: TestHotel
    two: TestHotel


ZONES = {"ru": "Europe/Moscow", "en": "Asia/Tbilisi"}
GUESTS = {
    "whatsapp": {"ru": "79001112233@c.us", "en": "15550001111@c.us"},
    "max": {"ru": "79001112233", "en": "15550001111"},  # an id may look like a phone
    "telegram": {"ru": "1234567890123456", "en": "9007199254740993"},  # and be too long for a float
}
BREAKFAST = {
    "ru": ("Во сколько завтрак?", "Завтрак с 7:30 до 10:30 в ресторане на первом этаже."),
    "en": ("When is breakfast served?", "Breakfast is served from 8:00 to 11:00 on the terrace."),
}
PARKING = {
    "ru": ("Есть ли парковка?", "Парковка во дворе бесплатная, въезд с улицы Морской."),
    "en": ("Is there parking?", "Parking in the yard is free of charge."),
}


async def make_cast(channel: str = "whatsapp") -> Cast:
    number = next(_numbers)
    one = await _make(number, "morskoy", "ru", channel)
    two = await _make(number, "betlemi", "en", channel)
    return Cast(one, two)


async def _make(number: int, name: str, lang: str, channel: str) -> TestHotel:
    zone = ZONES[lang]
    first = "71" if lang == "ru" else "72"
    instance = f"{first}{number:08d}"
    webhook_token = f"webhook-secret-{instance}"
    desk_phone = f"7900000{number % 10000:04d}" if lang == "ru" else f"1555{number % 10000:07d}"
    added = await hotels.add_hotel(
        NewHotel(f"{name}-{number}", name, zone, lang, rules=HotelRules(pause_seconds=0)),
        NewAccount(
            instance_id=instance,
            token=f"token-{instance}",
            api_url="http://green.test",
            webhook_token=webhook_token,
            type=ChannelType(channel),
        ),
    )
    await hotels.add_staff(
        added.hotel_id,
        email=f"desk{number}@{name}.example",
        name="Desk",
        role="agent",
        phone=desk_phone,
    )
    async with db.hotel(added.hotel_id) as session:
        await knowledge.bring_in(session, added.hotel_id, _entries())
    return TestHotel(
        added.hotel_id,
        added.account_id,
        f"{name}-{number}",
        instance,
        f"token-{instance}",
        webhook_token,
        GUESTS[channel][lang],
        desk_phone,
        channel,
    )


def _entries() -> list[NewEntry]:
    return [
        NewEntry(f"{topic}-{lang}", question, answer, lang)
        for topic, texts in (("breakfast", BREAKFAST), ("parking", PARKING))
        for lang, (question, answer) in texts.items()
    ]
