"""The cast: two hotels, each with a number, a guest and a person at the desk. Always both, so that
every test can see whether one hotel's deed reaches the other."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bellhop import db, jobs, log, settings
from bellhop.settings import Settings
from tests.cast import Cast, make_cast
from tests.provider import Provider
from tests.walk import Walk

GIVEN = "BELLHOP_TEST_DATABASE_URL"
"""A server to use instead of the embedded one: an owner's URL; see docs/testing.md."""


def pytest_configure() -> None:
    for name in [n for n in os.environ if n.startswith("BELLHOP_") and "TEST" not in n]:
        del os.environ[name]
    os.environ["BELLHOP_HOME"] = tempfile.mkdtemp(prefix="bellhop-test-")


@pytest.fixture(scope="session")
def servers() -> Iterator[Settings]:
    """PostgreSQL and Redis for this run, migrated."""
    from bellhop.cli.embedded import Embedded
    from bellhop.db.migrate import upgrade

    home = Path(os.environ["BELLHOP_HOME"])
    home.chmod(0o711)
    embedded = Embedded(home, durable=False)
    if GIVEN in os.environ:
        os.environ["BELLHOP_MIGRATION_DATABASE_URL"] = os.environ[GIVEN]
        os.environ["BELLHOP_REDIS_URL"] = os.environ["BELLHOP_TEST_REDIS_URL"]
        os.environ["BELLHOP_SECRET_KEYS"] = "F0M7L1ZVf3CkpV2cVYDUWhbb9wzHOi2fVb7FPM3xXDI="
        for name in ("DATABASE_URL", "SYSTEM_DATABASE_URL", "DATABASE_POOLER"):
            if f"BELLHOP_TEST_APP_{name}" in os.environ:
                os.environ[f"BELLHOP_{name}"] = os.environ[f"BELLHOP_TEST_APP_{name}"]
    else:
        embedded.start()
    settings.load.cache_clear()
    loaded = settings.load()
    log.configure(json_lines=True, level="ERROR")
    try:
        upgrade(loaded)
        jobs.configure(loaded.broker_url())
        yield loaded
    finally:
        embedded.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
async def database(servers: Settings) -> AsyncIterator[Settings]:
    db.open_engines(servers, pool_size=8)
    yield servers
    await db.close()


@pytest.fixture
def channel() -> str:
    """The channel of the cast's numbers; suites that hold on every channel name all three."""
    return "whatsapp"


@pytest.fixture
async def hotels(database: Settings, channel: str) -> Cast:
    """Two new hotels; rows of other tests belong to other hotels and are not seen."""
    return await make_cast(channel)


@pytest.fixture
def provider() -> Iterator[Provider]:
    """The outside services, replaced at the HTTP transport."""
    with Provider() as stand_in:
        yield stand_in


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch, provider: Provider) -> Walk:
    """Collects the job hints and runs their steps here, one after the other."""
    walked = Walk()
    monkeypatch.setattr(jobs.courier, "post", walked.hints.append)
    return walked


Webhook = Callable[..., Awaitable[int]]
