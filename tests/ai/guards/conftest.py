"""Guards need the installation's keys and nothing else."""

from __future__ import annotations

import pytest

from tests.ai.house import furnish


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(monkeypatch)
