"""Providers on a pretended wire, a pretended Redis, and time that can be shortened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import httpx2
import pytest

from bellhop.ai import clients, offline
from bellhop.settings import Provider
from tests.ai.house import Shelf, furnish, shelve
from tests.ai.model.wire import Wire, provider


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    return shelve(monkeypatch)


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> AsyncIterator[Wire]:
    made = Wire()
    offline.warm()  # as at a worker's start: no guest waits for dictionaries
    furnish(monkeypatch, provider())
    monkeypatch.setattr(clients, "transport", lambda: httpx2.MockTransport(made.take))
    yield made
    await clients.close()


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def install(*chain: Provider) -> None:
        furnish(monkeypatch, *chain)

    return install
