"""Single processes for real installations."""

from __future__ import annotations

from importlib import import_module

from bellhop.cli.ready import prepared


def web() -> None:
    """The web process: webhooks, health, metrics."""
    import_module("bellhop.web").run_web(prepared())


def worker() -> None:
    """A worker process. Start as many as you like."""
    import_module("bellhop.worker").run_worker(prepared())


def beat() -> None:
    """The timetable. One is enough; two do no harm."""
    import_module("bellhop.worker").run_beat(prepared())
