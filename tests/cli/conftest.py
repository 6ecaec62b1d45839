"""`bellhop` as a person or a program calls it.

A command has an event loop of its own, so it runs in a thread of its own; what it prints is read
from the runner.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from bellhop.cli import app
from bellhop.settings import Settings
from tests.turns.conftest import receive, says  # noqa: F401 - a guest may write here too


class Said:
    """What a command said and how it ended."""

    def __init__(self, result: Any) -> None:
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        self.crash = result.exception if not isinstance(result.exception, SystemExit) else None

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def bellhop(database: Settings, provider, monkeypatch: pytest.MonkeyPatch):
    """Run one command. The outside services are the tests' own."""
    monkeypatch.setattr("bellhop.cli.ready.log.configure", lambda **_: None)
    monkeypatch.setattr("bellhop.channels.close_client", _nothing)

    async def run(*words: str, env: dict[str, str] | None = None) -> Said:
        runner = CliRunner()
        return Said(await asyncio.to_thread(runner.invoke, app, list(words), env=env))

    return run


async def _nothing() -> None:
    pass
