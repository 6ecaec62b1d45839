"""A sandbox hotel whose clock is moved by hand, bookings as a property system sends them, and the
worker's steps walked one after the other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bellhop import db, guests, journeys
from bellhop import hotels as room
from bellhop.guests import EventGiven, StayGiven
from bellhop.hotels import HotelRecord
from bellhop.journeys import JourneyRule, JourneySend
from tests import rows
from tests.cast import TestHotel
from tests.walk import Walk

CHANNELS = ("whatsapp", "max", "telegram")
ON_EVERY_CHANNEL = ("test_events", "test_manners", "test_asking", "test_crash", "test_limits")
"""Files whose tests send: they run once for each channel."""
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


class House:
    """One hotel and its clock. `say` is what a rule says when nothing else is given."""

    def __init__(self, hotel: TestHotel, walk: Walk, provider: Any) -> None:
        self.hotel, self.walk, self.provider = hotel, walk, provider

    async def rule(self, key: str, when: dict, *, on: bool = True, **more: Any) -> UUID:
        """`who` and `what` by name; everything else is manners."""
        given = {
            "when": when,
            "who": more.pop("who", None),
            "what": more.pop("what", {"texts": {"ru": f"{key}"}}),
            "manners": more,
        }
        definition = journeys.read_definition(given)
        async with db.hotel(self.hotel.id) as session:
            hotel = await room.read(session)
            rule_id = await journeys.save_rule(
                session, hotel, key=key, name=key, definition=definition
            )
            await journeys.switch(session, hotel, rule_id, on=on)
        await self.work()
        return rule_id

    async def put(self, external_id: str, **given: Any) -> UUID:
        """A booking as the property system has it now."""
        async with db.hotel(self.hotel.id) as session:
            hotel = await room.read(session)
            stay = StayGiven.model_validate({"external_id": external_id} | given)
            [put] = await guests.put_stays(session, hotel, [stay], how="test")
        assert put.stay_id, put
        await self.work()
        return put.stay_id

    async def book(self, external_id: str = "B1", **given: Any) -> UUID:
        """A guest with a phone for 10 to 14 June."""
        guest = {"name": "Анна", "phone": "+7 900 111-22-33", "language": "ru"}
        given = {"guest": guest | given.pop("guest", {})} | given
        given = {"arrival": "2026-06-10T14:00:00", "departure": "2026-06-14T12:00:00"} | given
        return await self.put(external_id, **given)

    async def tell(self, external_id: str, event: str, **more: Any) -> None:
        async with db.hotel(self.hotel.id) as session:
            hotel = await room.read(session)
            given = EventGiven.model_validate({"event": event} | more)
            await guests.tell(session, hotel, external_id, given)
        await self.work()

    async def work(self) -> None:
        """Everything that is due now; what has a later moment is found again by the tick."""
        for _ in range(50):
            waiting = [hint for hint in self.walk.hints if hint.at is None or hint.at <= _real()]
            self.walk.hints[:] = waiting
            if not waiting:
                await journeys.hand_out_due(hotel_id=self.hotel.id)
                self.walk.hints[:] = [h for h in self.walk.hints if h.at and h.at <= _real()]
            if not self.walk.hints:
                return
            await self.walk.on(later=True)
        raise AssertionError("the work never ends")

    async def clock(self, wall: str) -> None:
        """Play the clock forward to a wall time of the hotel; messages go at their own moments."""
        async with db.hotel(self.hotel.id) as session:
            zone = ZoneInfo((await room.read(session)).timezone)
        await self.at(datetime.fromisoformat(wall).replace(tzinfo=zone).astimezone(UTC))

    async def at(self, moment: datetime) -> None:
        for _ in range(300):
            async with db.hotel(self.hotel.id) as session:
                hotel = await room.read(session)
                following = await journeys.next_due(session, hotel)
            if following is None or following > moment:
                break
            await journeys.set_clock(self.hotel.id, following)
            await self.work()
        await journeys.set_clock(self.hotel.id, moment)
        await self.work()

    async def sends(self, key: str | None = None) -> list[JourneySend]:
        async with db.hotel(self.hotel.id) as session:
            query = select(JourneySend).order_by(JourneySend.sent_at, JourneySend.goes_at)
            if key:
                rule = select(JourneyRule.id).where(JourneyRule.key == key).scalar_subquery()
                query = query.where(JourneySend.rule_id == rule)
            return list((await session.execute(query)).scalars())

    async def one(self, key: str) -> JourneySend:
        [send] = await self.sends(key)
        return send

    async def story(self) -> dict[str, str]:
        """Every rule's key with the wall time at which it went, or the reason why it did not."""
        async with db.hotel(self.hotel.id) as session:
            hotel = await room.read(session)
            keys = {rule.id: rule.key for rule in await journeys.rules(session)}
        told = {}
        for send in await self.sends():
            went = send.sent_at and f"{hotel.local(send.sent_at):%d %H:%M}"
            told[keys[send.rule_id]] = went or f"{send.state}: {send.reason}"
        return told

    async def said(self) -> list[str]:
        return [message.text for message in await rows.messages(self.hotel, "out")]

    async def rules(self, **rules: Any) -> None:
        await rows.rule(self.hotel, **rules)


def _real() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def house(hotels, walk, provider) -> House:
    """A sandbox hotel in Moscow on 1 June 2026 at 13:00, without limits and quiet hours."""
    await rows.change(hotels.one, HotelRecord, sandbox=True)
    found = House(hotels.one, walk, provider)
    await found.rules(journey_manners=False, quiet_from="00:00", quiet_until="00:00")
    await journeys.set_clock(hotels.one.id, NOW)
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    sends = metafunc.module.__name__.rpartition(".")[2] in ON_EVERY_CHANNEL
    if sends and "channel" in metafunc.fixturenames:
        metafunc.parametrize("channel", CHANNELS)
