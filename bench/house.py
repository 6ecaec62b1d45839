"""A whole installation in a temporary folder: servers, web, worker, beat, hotels."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from bellhop.cli.embedded import Embedded

KNOWLEDGE = {
    "entries": [
        {
            "id": "breakfast",
            "question": "When is breakfast served?",
            "answer": "Breakfast is served from 8:00 to 11:00 on the terrace.",
            "lang": "en",
        },
        {
            "id": "parking",
            "question": "Is there parking?",
            "answer": "Parking in the yard is free of charge.",
            "lang": "en",
        },
    ]
}


@dataclass
class House:
    """Processes of one installation. `start` and `stop` are by name."""

    home: Path
    web_port: int
    stand_in_port: int
    environment: dict[str, str]
    embedded: Embedded
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    hotels: list[dict[str, str]] = field(default_factory=list)

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def stand_ins(self) -> str:
        return f"http://127.0.0.1:{self.stand_in_port}"

    def start(self, name: str, *command: str, environment: dict[str, str] | None = None) -> None:
        log = (self.home / f"{name}.log").open("ab")
        arguments = [sys.executable, "-m", *(command or ("bellhop", name))]
        self.processes[name] = subprocess.Popen(
            arguments, env=self.environment | (environment or {}), stdout=log, stderr=log
        )

    def stop(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        process = self.processes.pop(name)
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def bellhop(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bellhop", *arguments],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def cpu_seconds(self, name: str) -> float:
        fields = Path(f"/proc/{self.processes[name].pid}/stat").read_text().rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self, name: str) -> float:
        for line in Path(f"/proc/{self.processes[name].pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def servers_cpu_seconds(self) -> float:
        """PostgreSQL with its backends and Redis, living or reaped."""
        total = 0.0
        for child in self.embedded._children:  # noqa: SLF001
            pids = [child.pid, *_children_of(child.pid)]
            for pid in pids:
                with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                    ticks = sum(int(n) for n in fields[11:13])
                    if pid == child.pid:
                        ticks += sum(int(n) for n in fields[13:15])
                    total += ticks / os.sysconf("SC_CLK_TCK")
        return total

    def wait_until_live(self) -> None:
        for url in (f"{self.web}/health/live", f"{self.stand_ins}/sent"):
            give_up = time.monotonic() + 60
            while True:
                with contextlib.suppress(httpx2.HTTPError):
                    if httpx2.get(url, timeout=1).status_code == 200:
                        break
                if time.monotonic() > give_up:
                    raise TimeoutError(f"{url} does not answer")
                time.sleep(0.1)

    def add_knowledge(self, slug: str) -> None:
        knowledge = self.home / "knowledge.json"
        knowledge.write_text(json.dumps(KNOWLEDGE))
        self.bellhop("knowledge", "import", slug, str(knowledge))

    def add_hotels(self, count: int) -> None:
        for number in range(count):
            slug, instance = f"bench-{number}", f"71{number:08d}"
            added = json.loads(
                self.bellhop(
                    *("hotel", "add", "--slug", slug, "--name", f"Bench {number}"),
                    *("--timezone", "Europe/Moscow", "--locale", "en", "--pause", "0"),
                    *("--instance-id", instance, "--instance-token", f"token{number}"),
                    *("--api-url", self.stand_ins, "--json"),
                )
            )
            self.add_knowledge(slug)
            hook = {
                "instance_id": instance,
                "url": f"{self.web}/webhooks/green-api/{instance}",
                "token": added["webhook_token"],
            }
            httpx2.post(f"{self.stand_ins}/hook", json=hook).raise_for_status()
            self.hotels.append(added)


@contextlib.contextmanager
def installation(
    *, model: float, channel: float, statuses: bool = False, hotels: int = 5, workers: int = 1
) -> Iterator[House]:
    """Everything started, with hotels; everything stopped and removed in the end."""
    home = Path(tempfile.mkdtemp(prefix="bellhop-bench-"))
    home.chmod(0o711)
    embedded = Embedded(home)
    web_port, stand_in_port = free_port(), free_port()
    metrics_ports = [free_port() for _ in range(workers)]
    peers = [f"http://127.0.0.1:{port}/metrics" for port in metrics_ports]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BELLHOP_")} | {
        "BELLHOP_HOME": str(home),
        "BELLHOP_PORT": str(web_port),
        "BELLHOP_PUBLIC_URL": f"http://127.0.0.1:{web_port}",
        "BELLHOP_DEEPSEEK_API_KEY": "bench-key",
        "BELLHOP_DEEPSEEK_BASE_URL": f"http://127.0.0.1:{stand_in_port}",
        "BELLHOP_LOG_FORMAT": "json",
        "BELLHOP_METRICS_PEERS": ",".join(peers),
    }
    house = House(home, web_port, stand_in_port, environment, embedded)
    try:
        embedded.start()
        house.bellhop("migrate")
        numbers = (str(stand_in_port), str(model), str(channel), str(int(statuses)))
        house.start("stand_ins", "bench.stand_ins", *numbers)
        house.start("web")
        for number in range(workers):
            own = {"BELLHOP_METRICS_PORT": str(metrics_ports[number])}
            house.start(f"worker{number}", "bellhop", "worker", environment=own)
        if workers:
            house.start("beat")
        house.wait_until_live()
        house.add_hotels(hotels)
        yield house
    finally:
        for name in list(reversed(house.processes)):
            house.stop(name)
        embedded.stop()
        if "BENCH_KEEP" not in os.environ:
            shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children_of(pid: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError):
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
