"""Celery's side: one thin task for each job. The deed lives in its room."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bellhop import log, turns
from bellhop.jobs import Job, app
from bellhop.worker.bridge import Bridge
from bellhop.worker.slots import Errand, Slots
from bellhop.worker.sweep import sweep
from bellhop.worker.tidy import tidy
from bellhop.worker.triggers import count_hotels, process_time_triggers

logger = log.get(__name__)

BARE = frozenset(
    {Job.SWEEP, Job.PROCESS_TIME_TRIGGERS, Job.WATCH_BALANCES, Job.TIDY, Job.COUNT_HOTELS}
)
"""Jobs of the timetable: about no hotel and no row."""


def register(bridge: Bridge, slots: Slots) -> None:
    """Give every job's name its task."""
    for job in Job:
        if job not in BARE:
            app.task(name=job.value, acks_late=True)(_step_task(bridge, slots, job))
    app.task(name=Job.SWEEP.value)(_bare_task(bridge, sweep))
    app.task(name=Job.WATCH_BALANCES.value)(_bare_task(bridge, turns.watch_balances))
    app.task(name=Job.TIDY.value)(_bare_task(bridge, tidy))
    app.task(name=Job.COUNT_HOTELS.value)(_bare_task(bridge, count_hotels))
    app.task(name=Job.PROCESS_TIME_TRIGGERS.value)(_bare_task(bridge, process_time_triggers))


def _step_task(bridge: Bridge, slots: Slots, job: Job) -> Callable[[str, str], None]:
    def task(hotel_id: str, row_id: str) -> None:
        with structlog.contextvars.bound_contextvars(row_id=row_id):
            bridge.run(slots.take(Errand(job.value, hotel_id, row_id)))

    task.__name__ = job.name.lower()
    return task


def _bare_task(bridge: Bridge, deed: Callable[[], Coroutine[Any, Any, int]]) -> Callable[[], None]:
    def task() -> None:
        bridge.run(deed())

    task.__name__ = deed.__name__
    return task
