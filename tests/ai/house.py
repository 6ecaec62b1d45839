"""The settings a mind needs, and a Redis that lives in this process or is away."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bellhop import live, settings
from bellhop.ai import breaker
from bellhop.settings import Provider, Settings

SECRET = "F0M7L1ZVf3CkpV2cVYDUWhbb9wzHOi2fVb7FPM3xXDI="


def furnish(patch: pytest.MonkeyPatch, *providers: Provider) -> None:
    """Settings with these providers, whatever the machine's environment says."""
    made = Settings.model_construct(
        secret_keys=[SecretStr(SECRET)], providers=list(providers), deepseek_api_key=None
    )
    patch.setattr(settings, "load", lambda: made)
    breaker.forget()


class Shelf:
    """Redis as far as a breaker sees it; `away` makes it fall silent."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.away = False

    async def get(self, key: str) -> str | None:
        return None if self.away else self.values.get(key)

    async def put(self, key: str, value: str, *, seconds: int) -> bool:
        if not self.away:
            self.values[key] = value
        return not self.away

    async def claim(self, key: str, *, seconds: int) -> bool | None:
        if self.away:
            return None
        first = key not in self.values
        self.values[key] = "1"
        return first

    async def add(self, key: str, amount: float = 1, *, seconds: int) -> float | None:
        if self.away:
            return None
        self.values[key] = str(float(self.values.get(key, 0)) + amount)
        return float(self.values[key])

    def lapse(self) -> None:
        """Half a minute passes: claims are free again."""
        self.values = {k: v for k, v in self.values.items() if ":probe" not in k}


def shelve(patch: pytest.MonkeyPatch) -> Shelf:
    """Put the shelf where Redis was."""
    shelf = Shelf()
    for name in ("get", "put", "claim", "add"):
        patch.setattr(live, name, getattr(shelf, name))
    return shelf
