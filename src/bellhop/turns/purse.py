"""The providers' prepaid balances, watched before they are empty."""

from __future__ import annotations

from bellhop import ai, alerts, log, metrics, settings
from bellhop.ai import Balance
from bellhop.errors import MindError
from bellhop.settings import Provider

logger = log.get(__name__)
KIND = "balance"


async def watch_balances() -> int:
    """Ask each provider that can tell; the operator hears of one that is low or empty. How many
    are. One that does not answer is left for the next time: the breaker tells of outages."""
    low = 0
    for provider in settings.load().all_providers():
        if provider.balance:
            low += await _watch(provider)
    return low


async def balances() -> list[Balance]:
    """What the providers that can tell say is left now. Asks them, so never within a transaction;
    one that does not answer is left out."""
    found = []
    for provider in settings.load().all_providers():
        if provider.balance:
            try:
                found.append(await ai.balance(provider))
            except MindError as error:
                logger.warning("balance_unknown", provider=provider.name, kind=type(error).__name__)
    return found


async def _watch(provider: Provider) -> int:
    try:
        found = await ai.balance(provider)
    except MindError as error:
        logger.warning("balance_unknown", provider=provider.name, kind=type(error).__name__)
        return 0
    metrics.balance.labels(provider.name, found.currency).set(found.total)
    if found.available and found.total >= provider.warn_below:
        await alerts.settle_operator(KIND, provider.name)
        return 0
    left = f"{found.total:.2f} {found.currency}"
    words = f"{provider.name} has {left} left; fill it up before the model falls silent."
    if not found.available:
        words = f"{provider.name} refuses calls: {left} left. The offline brain answers alone."
    await alerts.tell_operator(KIND, provider.name, words)
    return 1
