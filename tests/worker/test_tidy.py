"""The night's tidying: by each hotel's own rules, and nobody else's rows."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bellhop import clock, db
from bellhop import hotels as house
from bellhop.conversations import Conversation
from bellhop.guests import Guest
from bellhop.inbox import InboxEvent
from bellhop.worker.tidy import tidy
from tests import rows
from tests.cast import TestHotel
from tests.console import talk

LONG_AGO = timedelta(days=400)


async def old_guest(hotel: TestHotel, **rules: int) -> None:
    """Somebody who wrote more than a year ago."""
    await talk.guest_wrote(hotel, "I was here", name="Old Guest")
    then = clock.now() - LONG_AGO
    async with db.hotel(hotel.id) as session:
        await session.execute(update(Guest).values(created_at=then))
        await session.execute(update(Conversation).values(last_message_at=then))
        if rules:
            await house.change_rules(session, "test", **rules)


async def names(hotel: TestHotel) -> list[str]:
    return [guest.name for guest in await rows.all_of(hotel, Guest)]


async def test_guests_go_when_the_hotel_keeps_them_no_longer(hotels):
    await old_guest(hotels.one, keep_guests_days=365)
    await old_guest(hotels.two)
    assert await tidy() == 1
    assert await names(hotels.one) == [""]
    assert await names(hotels.two) == ["Old Guest"]
    assert await tidy() == 0


async def test_who_wrote_lately_stays(hotels):
    await old_guest(hotels.one, keep_guests_days=365)
    async with db.hotel(hotels.one.id) as session:
        await session.execute(update(Conversation).values(last_message_at=clock.now()))
    assert await tidy() == 0
    assert await names(hotels.one) == ["Old Guest"]


@pytest.mark.parametrize(("days", "left"), [(90, b"{}"), (0, b'{"said": "secret"}')])
async def test_raw_events_are_emptied_and_still_known(hotels, days, left):
    then = clock.now() - LONG_AGO
    async with db.hotel(hotels.one.id) as session:
        await house.change_rules(session, "test", keep_raw_days=days)
        [account] = await house.accounts(session)
        session.add(
            InboxEvent(
                hotel_id=hotels.one.id,
                account_id=account.id,
                road="webhook",
                key="k-1",
                kind="incomingMessageReceived",
                body=b'{"said": "secret"}',
                handled_at=then,
            )
        )
    await tidy()
    [event] = await rows.all_of(hotels.one, InboxEvent)
    assert (event.key, event.body) == ("k-1", left)
