"""Alive, ready, counted."""

from contextlib import asynccontextmanager
from datetime import timedelta

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bellhop import clock, hotels, live, metrics
from bellhop.web import health
from bellhop.web.summed import summed

PAGE = """# HELP bellhop_events_total Events
# TYPE bellhop_events_total counter
bellhop_events_total{{kind="a \\"b\\"",fate="stored"}} {events}
# HELP bellhop_queue_age_seconds Age
# TYPE bellhop_queue_age_seconds gauge
bellhop_queue_age_seconds{{queue="x"}} {age}
# HELP process_open_fds Files
# TYPE process_open_fds gauge
process_open_fds 7
# HELP bellhop_reply_seconds Time
# TYPE bellhop_reply_seconds histogram
bellhop_reply_seconds_bucket{{le="1.0"}} {events}
bellhop_reply_seconds_bucket{{le="+Inf"}} {events}
bellhop_reply_seconds_count {events}
bellhop_reply_seconds_sum 2.5
"""


def samples(page: str) -> dict[str, float]:
    families = text_string_to_metric_families(page)
    return {sample.name: sample.value for family in families for sample in family.samples}


@pytest.fixture
async def redis_gone(servers, monkeypatch):
    """While it lasts, Redis is at an address where nobody listens."""

    @asynccontextmanager
    async def gone():
        nowhere = servers.model_copy(update={"redis_url": SecretStr("redis://127.0.0.1:1/0")})
        await live.close()
        with monkeypatch.context() as patch:
            patch.setattr(live.settings, "load", lambda: nowhere)
            yield
            await live.close()

    return gone


async def everybody_is_seen() -> None:
    for process in ("worker", "sweeper", "tick"):
        await hotels.beat(process, clock.now())


async def test_it_is_alive(web):
    answer = await web.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_it_is_ready_when_everything_answers(web):
    await everybody_is_seen()
    answer = await web.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["checks"]) == {"database", "redis", "worker", "sweeper", "tick"}


async def test_a_silent_worker_is_seen_and_webhooks_are_still_taken(web):
    await everybody_is_seen()
    await hotels.beat("worker", clock.now() - timedelta(minutes=5))
    answer = await web.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["worker"] is False


async def test_without_redis_webhooks_are_still_taken(web, redis_gone):
    await everybody_is_seen()
    async with redis_gone():
        answer = await web.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["redis"] is False


async def test_figures_have_the_names_dashboards_rely_on(web):
    await web.get("/health/live")
    page = (await web.get("/metrics")).text
    for name in (
        "bellhop_http_request_seconds",
        "bellhop_messages_total",
        "bellhop_external_errors_total",
        "bellhop_reply_seconds",
        "bellhop_queue_age_seconds",
        "bellhop_llm_tokens_total",
        "bellhop_alerts_total",
    ):
        assert f"# HELP {name} " in page


async def test_a_requests_address_is_counted_by_its_route_not_its_instance(web, hotels):
    await web.post(f"/webhooks/green-api/{hotels.one.instance_id}")
    page = (await web.get("/metrics")).text
    assert 'route="/webhooks/green-api/{instance_id}"' in page
    assert hotels.one.instance_id not in page


def test_counts_of_several_processes_are_added_and_gauges_are_not():
    page = samples(summed([PAGE.format(events=2, age=5), PAGE.format(events=3, age=4)]))
    assert page["bellhop_events_total"] == 5
    assert page["bellhop_queue_age_seconds"] == 5
    assert page["bellhop_reply_seconds_count"] == 5
    assert "process_open_fds" not in page


def test_the_sum_has_no_heads_without_figures():
    page = summed([metrics.page().decode()] * 2)
    families = list(text_string_to_metric_families(page))
    assert families
    assert not [family.name for family in families if family.name.endswith("_created")]


async def test_one_page_sums_the_peers_and_counts_those_that_are_away(web, monkeypatch):
    def answer(request: httpx2.Request) -> httpx2.Response:
        here = request.url.host == "worker"
        return httpx2.Response(200, text=PAGE.format(events=4, age=1)) if here else _refuse()

    peers = ["http://worker:1/metrics", "http://gone:1/metrics"]
    state = web._transport.app.state
    monkeypatch.setattr(
        state, "settings", state.settings.model_copy(update={"metrics_peers": peers})
    )
    road = httpx2.MockTransport(answer)
    monkeypatch.setattr(health.httpx2, "AsyncClient", lambda **_: _client(transport=road))
    await web.get("/metrics")
    page = (await web.get("/metrics")).text
    assert 'kind="a \\"b\\""' in page
    assert 'kind="unreachable",service="metrics_peer"' in page


_client = httpx2.AsyncClient


def _refuse() -> httpx2.Response:
    raise httpx2.ConnectError("nobody listens")
