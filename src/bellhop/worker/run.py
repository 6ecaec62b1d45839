"""Starting a worker and a beat."""

from __future__ import annotations

import asyncio

from celery.beat import Scheduler
from celery.schedules import crontab
from prometheus_client import start_http_server

from bellhop import clock, hotels, jobs, log, turns
from bellhop.inbox import Pollers
from bellhop.jobs import Job
from bellhop.settings import Settings
from bellhop.worker.bridge import Bridge
from bellhop.worker.slots import Slots
from bellhop.worker.steps import run as run_errand
from bellhop.worker.tasks import register

logger = log.get(__name__)

SWEEP_SECONDS = 15.0
HEARTBEAT_SECONDS = 15.0
BEAT_MAX_INTERVAL = 5.0


def run_worker(settings: Settings) -> None:
    """One worker process: Celery's threads in front, one event loop behind. Blocks."""
    jobs.configure(settings.broker_url())
    bridge = Bridge()
    bridge.start(settings)
    slots = Slots(run_errand, total=settings.worker_slots)
    register(bridge, slots)
    if settings.metrics_port:
        start_http_server(settings.metrics_port, addr=settings.host)
    turns.warm()
    jobs.courier.warm()
    bridge.begin(_live())
    bridge.begin(Pollers().run())
    logger.info("worker_started", slots=settings.worker_slots)
    worker = jobs.app.Worker(
        pool="threads",
        concurrency=settings.worker_slots,
        loglevel=settings.log_level,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        quiet=True,
    )
    worker.start()


BALANCE_SECONDS = 900
COUNT_SECONDS = 600.0


def run_beat(settings: Settings) -> None:
    """The timetable. Keeps no state file; two of them do no harm. Blocks."""
    jobs.configure(settings.broker_url())
    jobs.app.conf.beat_schedule = {
        "sweep": {"task": Job.SWEEP.value, "schedule": SWEEP_SECONDS},
        "process_time_triggers": {
            "task": Job.PROCESS_TIME_TRIGGERS.value,
            "schedule": crontab(minute="*/5"),
        },
        "count_hotels": {"task": Job.COUNT_HOTELS.value, "schedule": COUNT_SECONDS},
        "watch_balances": {"task": Job.WATCH_BALANCES.value, "schedule": BALANCE_SECONDS},
        "tidy": {"task": Job.TIDY.value, "schedule": crontab(minute="17", hour="2")},
    }
    logger.info("beat_started")
    jobs.app.Beat(
        scheduler_cls=Scheduler,
        max_interval=BEAT_MAX_INTERVAL,
        loglevel=settings.log_level,
        quiet=True,
    ).run()


async def _live() -> None:
    while True:
        try:
            await hotels.beat("worker", clock.now())
        except Exception as error:  # noqa: BLE001 - the next beat tells more than this one
            logger.warning("heartbeat_missed", kind=type(error).__name__)
        await asyncio.sleep(HEARTBEAT_SECONDS)
