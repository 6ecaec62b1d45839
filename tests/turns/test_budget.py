"""What a hotel may spend on models."""

import pytest

from bellhop import clock, db
from bellhop.conversations import ModelCall
from bellhop.hotels import read
from bellhop.turns import budget


@pytest.fixture(autouse=True)
def looked_at_now(monkeypatch):
    monkeypatch.setattr(budget, "_known", {})


async def cost(hotel, *usd):
    async with db.hotel(hotel.id) as session:
        for each in usd:
            session.add(
                ModelCall(
                    hotel_id=hotel.id,
                    provider="p",
                    model="m",
                    outcome="ok",
                    seconds=1.0,
                    cost_usd=each,
                )
            )


async def said_of(hotel):
    async with db.hotel(hotel.id) as session:
        return await budget.spent(session, await read(session), clock.now())


async def test_a_hotel_that_spent_little_may_ask_the_model(hotels):
    await cost(hotels.one, 0.5, 0.5)
    assert await said_of(hotels.one) == ""


async def test_a_hotel_that_spent_its_day_is_answered_offline(hotels):
    await cost(hotels.one, 6.0, 4.0)
    assert "10.00 USD" in await said_of(hotels.one)


async def test_another_hotels_spending_does_not_count(hotels):
    await cost(hotels.two, 50.0)
    assert await said_of(hotels.one) == ""
