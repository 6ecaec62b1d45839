"""What a call cost, at the tariff of its hour."""

from __future__ import annotations

from datetime import UTC, datetime

from bellhop.settings import Price, Provider

SATURDAY = 5
_MILLION = 1_000_000


def is_peak(provider: Provider, moment: datetime) -> bool:
    """Whether the provider's peak price applies: working days, in its hours of UTC."""
    moment = moment.astimezone(UTC)
    return moment.weekday() < SATURDAY and any(
        start <= moment.hour < end for start, end in provider.peak_hours_utc
    )


def price_at(provider: Provider, moment: datetime) -> Price:
    """The price in force on that day; the earliest known one for days before it."""
    day = moment.astimezone(UTC).date().isoformat()
    prices = sorted(provider.prices, key=lambda price: price.valid_from)
    return next((each for each in reversed(prices) if each.valid_from <= day), prices[0])


def cost_usd(provider: Provider, moment: datetime, tokens: tuple[int, int, int]) -> float:
    """Dollars for (cached, uncached, written) tokens."""
    if not provider.prices:
        return 0.0
    price = price_at(provider, moment)
    hit, miss, out = tokens
    dollars = (hit * price.hit + miss * price.miss + out * price.out) / _MILLION
    return dollars * (price.peak_factor if is_peak(provider, moment) else 1.0)
