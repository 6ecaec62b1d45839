"""The database or Redis away: what the provider hears, and that nothing is lost or hangs."""

import asyncio
import os
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg
import pytest
from pydantic import SecretStr

from bellhop import db, jobs
from bellhop.db.engines import current
from tests import events
from tests.web.conftest import events_of


@pytest.fixture
def text(hotels):
    return events.guest_text(hotels.one.instance_id, hotels.one.guest, "во сколько завтрак?")


@pytest.fixture
def away(servers, web):
    """While it lasts, the process talks to a database that is away in one of several ways."""

    @contextmanager
    def gone(**changes):
        parts = urlsplit(servers.app_url())
        url = SecretStr(urlunsplit(parts._replace(**changes)))
        wrong = {"database_url": url, "system_database_url": url}
        db.open_engines(servers.model_copy(update=wrong), pool_size=1)
        yield
        db.engines._open.pop()

    return gone


@asynccontextmanager
async def all_connections_of(engine):
    async with AsyncExitStack() as stack:
        for _ in range(engine.pool.size()):
            await stack.enter_async_context(engine.connect())
        yield


AWAY = {
    "no server": {"netloc": "bellhop_app:x@127.0.0.1:1", "query": ""},
    "no socket": {"netloc": "bellhop_app:x@", "query": f"host={quote('/nowhere', safe='')}"},
    "refuses the login": {"path": "/no_such_database"},
}


@pytest.mark.parametrize("how", AWAY)
async def test_without_the_database_the_provider_is_told_to_repeat(hotels, send, text, away, how):
    with away(**AWAY[how]):
        assert await send(hotels.one, text) == 503
    assert await send(hotels.one, text) == 200
    assert len(await events_of(hotels.one)) == 1


@pytest.mark.parametrize("how", AWAY)
async def test_a_database_that_goes_away_later_is_noticed_too(hotels, send, text, away, how):
    assert await send(hotels.one, text) == 200
    newer = events.guest_text(hotels.one.instance_id, hotels.one.guest, "и ещё")
    with away(**AWAY[how]):
        answers = await asyncio.gather(*(send(hotels.one, newer) for _ in range(3)))
    assert answers == [503] * 3
    assert await send(hotels.one, newer) == 200


@pytest.mark.skipif(
    "BELLHOP_TEST_APP_DATABASE_POOLER" in os.environ, reason="behind a pooler there is no pool"
)
async def test_a_full_pool_is_told_and_does_not_hang(hotels, send, text, web, monkeypatch):
    assert await send(hotels.one, text) == 200
    newer = events.guest_text(hotels.one.instance_id, hotels.one.guest, "и ещё")
    monkeypatch.setattr(current().app.pool, "_timeout", 0.05)
    async with asyncio.timeout(5), all_connections_of(current().app):
        assert await send(hotels.one, newer) == 503
    assert await send(hotels.one, newer) == 200


@pytest.fixture
def server_restarts(servers):
    """Every connection to the tests' database is cut, as by a restart of the server."""

    async def cut() -> None:
        owner = await asyncpg.connect(servers.owner_url(), statement_cache_size=0)
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await owner.close()

    return cut


async def test_after_a_restart_of_the_database_everything_goes_on(
    hotels, send, text, server_restarts
):
    newer = events.guest_text(hotels.one.instance_id, hotels.one.guest, "и ещё")
    await asyncio.gather(*(events_of(hotels.one) for _ in range(8)))
    assert await send(hotels.one, text) == 200
    await server_restarts()
    assert await send(hotels.one, newer) == 200
    assert len(await events_of(hotels.one)) == 2


async def test_without_redis_the_answer_is_the_same(hotels, send, text, monkeypatch):
    monkeypatch.setattr(jobs.courier, "post", jobs.Courier().post)
    monkeypatch.setattr(jobs.app.conf, "broker_url", "redis://127.0.0.1:1/0")
    async with asyncio.timeout(2):
        assert await send(hotels.one, text) == 200
    assert len(await events_of(hotels.one)) == 1


async def test_without_the_database_it_is_alive_and_not_ready(web, away):
    with away(**AWAY["no server"]):
        assert (await web.get("/health/live")).status_code == 200
        answer = await web.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["status"] == "down"
