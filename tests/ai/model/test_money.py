"""What calls cost at the hour's tariff, and what is left of the balance."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx2
import pytest

from bellhop.ai import Balance, balance
from bellhop.ai.errors import NotServed, Unreadable
from bellhop.ai.pricing import cost_usd, is_peak
from bellhop.settings import Price
from tests.ai.model.wire import Wire, provider, refused

PEAK = [(1, 4), (6, 10)]
MONDAY_PEAK = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
MONDAY_CALM = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "peak"), [(MONDAY_PEAK, True), (MONDAY_CALM, False), (SUNDAY, False)]
)
def test_the_peak_is_on_working_days(moment: datetime, peak: bool) -> None:
    assert is_peak(provider(peak_hours_utc=PEAK), moment) is peak


def test_the_peak_costs_twice_as_much() -> None:
    one = provider(peak_hours_utc=PEAK)
    calm = cost_usd(one, MONDAY_CALM, (3_600, 400, 150))
    assert calm == pytest.approx(0.0001608)
    assert cost_usd(one, MONDAY_PEAK, (3_600, 400, 150)) == pytest.approx(2 * calm)


def test_the_price_of_the_day_counts() -> None:
    prices = [Price(valid_from="2026-12-01", out=6.0), Price(valid_from="2026-01-01", out=1.0)]
    one = provider(prices=prices)
    million = (0, 0, 1_000_000)
    assert cost_usd(one, MONDAY_CALM, million) == 1.0
    assert cost_usd(one, datetime(2026, 12, 1, tzinfo=UTC), million) == 6.0


async def test_the_balance_is_read(wire: Wire) -> None:
    purse = {"currency": "USD", "total_balance": "25.00"}
    wire.will(httpx2.Response(200, json={"is_available": True, "balance_infos": [purse]}))
    assert await balance(provider()) == Balance("deepseek", True, "USD", 25.0)


async def test_a_refused_balance_is_said(wire: Wire) -> None:
    wire.will(refused(401))
    with pytest.raises(NotServed):
        await balance(provider())


async def test_an_unreadable_balance_is_said(wire: Wire) -> None:
    wire.will(httpx2.Response(200, content=b"soon"))
    with pytest.raises(Unreadable):
        await balance(provider())
