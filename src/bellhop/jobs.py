"""Names of jobs, and how a hint about work, and news for open pages, leave after the commit.

A job is a hint: a hotel id and a row id. Losing one loses time, never work, because a sweeper
finds the row. So sending never waits: a thread sends from a bounded buffer with one-second
timeouts, and what does not fit or does not go is dropped and counted.
"""

from __future__ import annotations

import base64
import contextlib
import json
import queue
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

import orjson
from celery import Celery
from kombu.connection import Connection

from bellhop import clock, log, metrics

logger = log.get(__name__)


class Job(StrEnum):
    """Every job there is. A test checks that each has exactly one task."""

    TAKE_IN = "bellhop.take_in"
    TAKE_STATUSES = "bellhop.take_statuses"
    ANSWER = "bellhop.answer"
    DELIVER = "bellhop.deliver"
    LOOK_UP = "bellhop.look_up"
    FETCH_MEDIA = "bellhop.fetch_media"
    TELL_STAFF = "bellhop.tell_staff"
    TELL_GROUP = "bellhop.tell_group"
    TELL_OPERATOR = "bellhop.tell_operator"
    LINE_READY = "bellhop.line_ready"
    LEARN_WORDS = "bellhop.learn_words"
    HAPPENED = "bellhop.happened"
    SEND_JOURNEY = "bellhop.send_journey"
    PLAN_RULE = "bellhop.plan_rule"
    TRANSLATE_RULE = "bellhop.translate_rule"
    STRIKE_RULE = "bellhop.strike_rule"
    GATHER_EVENTS = "bellhop.gather_events"
    TELL_SUBSCRIBER = "bellhop.tell_subscriber"
    TAKE_PMS = "bellhop.take_pms"
    RECONCILE = "bellhop.reconcile"
    WATCH_LINE = "bellhop.watch_line"
    PLAY_STAY = "bellhop.play_stay"
    COUNT_HOTEL = "bellhop.count_hotel"
    COUNT_HOTELS = "bellhop.count_hotels"
    WATCH_BALANCES = "bellhop.watch_balances"
    SWEEP = "bellhop.sweep"
    TIDY = "bellhop.tidy"
    PROCESS_TIME_TRIGGERS = "process_time_triggers"


@dataclass(frozen=True, slots=True)
class Hint:
    job: Job
    hotel_id: str
    row_id: str
    at: datetime | None = None


class CarriesHints(Protocol):
    """A database session: its `info` keeps the hints until the commit."""

    @property
    def info(self) -> dict[Any, Any]: ...


app = Celery("bellhop")
QUEUE = "bellhop"
BUFFER = 20_000
SENT_AT_ONCE = 200
GATHER_SECONDS = 0.004
"""Each journey to Redis costs the process more than this costs the guest."""
SEND_TIMEOUT_SECONDS = 1.0
NEWS_CHANNEL = "bellhop:news"
_KEY = "bellhop.hints"
_NEWS = "bellhop.news"


def configure(broker_url: str) -> None:
    """Point Celery at Redis. JSON only, UTC, late acknowledgement, no results."""
    app.conf.update(
        broker_url=celery_url(broker_url),
        task_serializer="json",
        accept_content=["json"],
        result_backend=None,
        task_ignore_result=True,
        enable_utc=True,
        timezone="UTC",
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        broker_connection_retry_on_startup=True,
        # Well above any countdown, so that a waiting job is never handed out twice.
        broker_transport_options={"visibility_timeout": 3600},
        task_default_queue=QUEUE,
        task_create_missing_queues=True,
    )


def celery_url(redis_url: str) -> str:
    """Celery's spelling of a unix socket address differs from redis-py's."""
    if redis_url.startswith("unix://"):
        path, _, query = redis_url.removeprefix("unix://").partition("?")
        database = query.removeprefix("db=") or "0"
        return f"redis+socket://{path}?virtual_host={database}"
    return redis_url


def enqueue(
    session: CarriesHints, job: Job, hotel_id: UUID, row_id: UUID, *, at: datetime | None = None
) -> None:
    """Let a hint leave when this session commits; a rollback drops it."""
    session.info.setdefault(_KEY, []).append(Hint(job, str(hotel_id), str(row_id), at))


def tell(session: CarriesHints, news: str) -> None:
    """Let news for open pages leave when this session commits, each once (see live.news)."""
    session.info.setdefault(_NEWS, {})[news] = None


def leave(session: CarriesHints) -> None:
    """Called by `db` after the commit."""
    for news in session.info.pop(_NEWS, ()):
        courier.tell(news)
    for hint in session.info.pop(_KEY, ()):
        courier.post(hint)


def forget(session: CarriesHints) -> None:
    """Called by `db` after a rollback."""
    session.info.pop(_KEY, None)
    session.info.pop(_NEWS, None)


class Courier:
    """The thread that sends. Starts with the first hint; `post` never blocks."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Hint | str] = queue.Queue(BUFFER)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._patterns: dict[Job, Pattern] = {}

    def post(self, hint: Hint) -> None:
        self._put(hint)

    def tell(self, news: str) -> None:
        """News for open pages go the same way, and may be lost the same way."""
        self._put(news)

    def _put(self, letter: Hint | str) -> None:
        try:
            self._waiting.put_nowait(letter)
        except queue.Full:
            metrics.hints_dropped.inc()
            return
        if self._thread is None:
            self._start()

    def flush(self, seconds: float = 5.0) -> None:
        """Wait until what was posted has left or was dropped: for commands that then end."""
        done = threading.Thread(target=self._waiting.join, daemon=True)
        done.start()
        done.join(seconds)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        options = {
            "socket_timeout": SEND_TIMEOUT_SECONDS,
            "socket_connect_timeout": SEND_TIMEOUT_SECONDS,
            "max_retries": 0,
        }
        connection: Any = Connection(app.conf.broker_url, transport_options=options)  # type: ignore[no-untyped-call]
        while True:
            taken = self._next()
            hints = [each for each in taken if isinstance(each, Hint)]
            news = [each for each in taken if isinstance(each, str)]
            try:
                _push(connection, [self._pattern(h.job).letter(h) for h in hints], news)
            # kombu lets redis-py's, its own and the socket's errors through; all mean the same.
            except Exception as error:  # noqa: BLE001
                metrics.hints_dropped.inc(len(hints))
                logger.warning("job_hints_dropped", count=len(hints), kind=type(error).__name__)
                with contextlib.suppress(Exception):
                    connection.collapse()
            finally:
                for _ in taken:
                    self._waiting.task_done()

    def warm(self) -> None:
        """Make every job's pattern now, at the start: the first one loads half of Celery."""
        for job in Job:
            self._pattern(job)

    def _pattern(self, job: Job) -> Pattern:
        if job not in self._patterns:
            self._patterns[job] = Pattern(job)
        return self._patterns[job]

    def _next(self) -> list[Hint | str]:
        """The next letter, with those that have gathered behind it."""
        hints = [self._waiting.get()]
        time.sleep(GATHER_SECONDS)
        with contextlib.suppress(queue.Empty):
            while len(hints) < SENT_AT_ONCE:
                hints.append(self._waiting.get_nowait())
        return hints


class Pattern:
    """A job's message as Celery itself writes it, made once; a hint fills in what differs.

    Celery takes half a millisecond to write one, two fifths of what a webhook costs.
    """

    def __init__(self, job: Job) -> None:
        connection: Any = Connection("memory://")  # type: ignore[no-untyped-call]
        channel = connection.default_channel
        _write(Hint(job, "", ""), app.amqp.Producer(channel))
        written = channel._get(app.conf.task_default_queue)  # noqa: SLF001 - its in-memory queue
        self._message: dict[str, Any] = written
        self._headers: dict[str, Any] = self._message["headers"]
        self._properties: dict[str, Any] = self._message["properties"]
        _, kwargs, embedded = json.loads(base64.b64decode(self._message["body"]))
        self._rest = (kwargs, embedded)

    def letter(self, hint: Hint) -> bytes:
        """The message of one hint, as it lies in the queue."""
        task_id = str(clock.new_id())
        eta = hint.at.isoformat() if hint.at else None
        body = orjson.dumps([[hint.hotel_id, hint.row_id], *self._rest])
        return orjson.dumps(
            {
                **self._message,
                "body": base64.b64encode(body).decode(),
                "headers": {**self._headers, "id": task_id, "root_id": task_id, "eta": eta},
                "properties": {
                    **self._properties,
                    "correlation_id": task_id,
                    "delivery_tag": task_id,
                },
            }
        )


def _push(connection: Any, letters: list[bytes], news: list[str]) -> None:
    """All at once, in one round trip."""
    with connection.default_channel.conn_or_acquire() as client:
        pipe = client.pipeline(transaction=False)
        if letters:
            pipe.lpush(QUEUE, *letters)
        for each in dict.fromkeys(news):
            pipe.publish(NEWS_CHANNEL, each)
        pipe.execute()


def _write(hint: Hint, producer: Any) -> None:
    app.send_task(
        hint.job.value,
        args=(hint.hotel_id, hint.row_id),
        argsrepr="",  # these would be the pattern's own
        kwargsrepr="",
        eta=hint.at,
        producer=producer,
        retry=False,
        ignore_result=True,
    )


courier = Courier()
