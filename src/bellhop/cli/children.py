"""The processes under the supervisor: started, watched, started again, stopped in order."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import typer

from bellhop.cli.processes import die_with_parent
from bellhop.errors import Misconfigured

STOP_SECONDS = 12
RESTART_SECONDS = (0.5, 2, 5, 15)


@dataclass(slots=True)
class Child:
    """One process of Bellhop."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    start_at: float = 0.0
    started_at: float = field(default=0.0)


class Children:
    """Web, worker, beat and sandbox of one home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._logs = home / "logs"
        self._all: list[Child] = []
        self._lock: IO[str] | None = None

    def take_lock(self) -> None:
        """One supervisor per home. The lock goes with the process, however it ends."""
        self._lock = (self._home / "up.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Misconfigured(f"Bellhop already runs with its data in {self._home}") from None

    def start(self, child: Child) -> None:
        self._logs.mkdir(exist_ok=True)
        self._all.append(child)
        self._launch(child)

    def look(self) -> None:
        """Start again what ended by itself, with growing pauses."""
        now = time.monotonic()
        for child in self._all:
            if child.process is not None and child.process.poll() is not None:
                code = child.process.returncode
                if now - child.started_at > 60:
                    child.failures = 0
                pause = RESTART_SECONDS[min(child.failures, len(RESTART_SECONDS) - 1)]
                typer.echo(f"{child.name} ended ({code}); starting it again in {pause} s.")
                child.process, child.start_at = None, now + pause
                child.failures += 1
            if child.process is None and now >= child.start_at:
                self._launch(child)

    def stop(self) -> None:
        """Last started first; whoever does not end in time is killed."""
        for child in reversed(self._all):
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        give_up = time.monotonic() + STOP_SECONDS
        for child in reversed(self._all):
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()

    def _launch(self, child: Child) -> None:
        command = [sys.executable, "-m", "bellhop", *child.arguments]
        with (self._logs / f"{child.name}.log").open("ab") as log:
            child.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ.copy(),
                preexec_fn=die_with_parent(),  # noqa: PLW1509 - the supervisor has one thread
                start_new_session=True,
            )
        child.started_at = time.monotonic()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
