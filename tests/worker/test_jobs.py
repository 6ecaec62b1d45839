"""Hints: each name has one task, each goes through JSON, and none ever blocks or is waited for."""

import base64
import json
import socket
import threading
import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from bellhop import jobs, metrics
from bellhop.jobs import Courier, Hint, Job
from bellhop.worker import tasks
from bellhop.worker.bridge import Bridge
from bellhop.worker.slots import Slots
from bellhop.worker.steps import STEPS

A_HOTEL, A_ROW = str(uuid4()), str(uuid4())


@pytest.fixture
def frozen():
    """A Redis that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


def dropped() -> float:
    return metrics.REGISTRY.get_sample_value("bellhop_job_hints_dropped_total") or 0.0


def test_each_job_has_exactly_one_task():
    tasks.register(Bridge(), Slots(None, total=1))
    ours = [name for name in jobs.app.tasks if not name.startswith("celery.")]
    assert sorted(ours) == sorted(job.value for job in Job)
    assert set(STEPS) == set(Job) - tasks.BARE


@pytest.mark.parametrize("job", Job)
def test_each_job_goes_through_json_and_comes_out_the_same(job):
    at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    message = json.loads(jobs.Pattern(job).letter(Hint(job, A_HOTEL, A_ROW, at)))
    [hotel_id, row_id], kwargs, _ = json.loads(base64.b64decode(message["body"]))
    assert Job(message["headers"]["task"]) is job
    assert (hotel_id, row_id, kwargs) == (A_HOTEL, A_ROW, {})
    assert datetime.fromisoformat(message["headers"]["eta"]) == at


def test_no_two_messages_of_a_job_share_an_id():
    pattern, hint = jobs.Pattern(Job.ANSWER), Hint(Job.ANSWER, A_HOTEL, A_ROW)
    both = [json.loads(pattern.letter(hint)) for _ in range(2)]
    for part, name in (("headers", "id"), ("properties", "delivery_tag")):
        assert both[0][part][name] != both[1][part][name]


def test_redis_takes_hints_as_json_with_their_moment(servers):
    jobs.configure(servers.broker_url())
    courier = Courier()
    courier.post(Hint(Job.ANSWER, A_HOTEL, A_ROW, datetime(2030, 1, 1, tzinfo=UTC)))
    courier.flush()
    with jobs.app.connection_for_read() as connection:
        message = connection.SimpleQueue(jobs.QUEUE).get(timeout=5)
        while message.headers.get("task") != Job.ANSWER or A_HOTEL not in str(message.body):
            message.ack()
            message = connection.SimpleQueue(jobs.QUEUE).get(timeout=5)
        message.ack()
    assert message.content_type == "application/json"
    assert message.headers["eta"].startswith("2030-01-01T00:00:00")


@pytest.mark.parametrize("where", ["redis://127.0.0.1:1/0", "unix:///nowhere/redis.sock?db=0"])
def test_without_redis_hints_are_dropped_and_counted(where, monkeypatch):
    monkeypatch.setattr(jobs.app.conf, "broker_url", jobs.celery_url(where))
    courier, before = Courier(), dropped()
    for _ in range(3):
        courier.post(Hint(Job.TAKE_IN, A_HOTEL, A_ROW))
    courier.flush()
    assert dropped() == before + 3


def test_a_frozen_redis_holds_nobody_up(frozen, monkeypatch):
    monkeypatch.setattr(jobs.app.conf, "broker_url", frozen)
    monkeypatch.setattr(jobs, "SEND_TIMEOUT_SECONDS", 0.1)
    courier, before = Courier(), dropped()
    started = time.monotonic()
    for _ in range(3):
        courier.post(Hint(Job.TAKE_IN, A_HOTEL, A_ROW))
    assert time.monotonic() - started < 0.1
    courier.flush()
    assert dropped() == before + 3


def test_a_full_buffer_drops_and_counts_and_does_not_wait(monkeypatch):
    monkeypatch.setattr(jobs, "BUFFER", 2)
    courier, before = Courier(), dropped()
    courier._thread = threading.current_thread()  # nobody sends
    for _ in range(5):
        courier.post(Hint(Job.TAKE_IN, A_HOTEL, A_ROW))
    assert dropped() == before + 3


def test_when_redis_is_back_hints_leave_again(servers, monkeypatch):
    courier = Courier()
    sent = []
    fails = [ConnectionError()]

    def push(connection, letters, news):
        if fails:
            raise fails.pop()
        sent.extend(letters)

    monkeypatch.setattr(jobs, "_push", push)
    for _ in range(2):
        courier.post(Hint(Job.TAKE_IN, A_HOTEL, A_ROW))
        courier.flush()
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("redis://h:6379/0", "redis://h:6379/0"),
        ("rediss://h/1", "rediss://h/1"),
        ("unix:///run/r.sock?db=0", "redis+socket:///run/r.sock?virtual_host=0"),
        ("unix:///run/r.sock", "redis+socket:///run/r.sock?virtual_host=0"),
        ("unix:///run/r.sock?db=3", "redis+socket:///run/r.sock?virtual_host=3"),
    ],
)
def test_celery_spells_addresses_its_own_way(given, spelled):
    assert jobs.celery_url(given) == spelled


def test_celery_is_set_up_as_designed(servers):
    jobs.configure(servers.broker_url())
    conf = jobs.app.conf
    assert (conf.task_serializer, conf.accept_content, conf.timezone) == ("json", ["json"], "UTC")
    assert (conf.task_acks_late, conf.result_backend) == (True, None)
    assert conf.broker_transport_options["visibility_timeout"] == 3600
