"""`make bench`: the figures of the house, as a table and as JSON in bench/out/."""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.inbox import inbox_figures
from bench.ingest import ingest
from bench.replies import throughput, time_added
from bench.tick import tick_figures

OUT = Path(__file__).parent / "out"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure against its aim. `better` says which side of the aim is good."""

    what: str
    key: tuple[str, str]
    aim: float
    unit: str
    better: str


LINES = (
    Line("ingest, share of bare asyncpg", ("ingest", "ratio"), 0.6, "", "more"),
    Line("ingest, webhooks per second", ("ingest", "webhooks_per_second"), 0, "/s", "more"),
    Line("ack p99 at 500/s", ("ingest", "ack_p99_ms_at_500"), 50, "ms", "less"),
    Line("ack p99, Redis frozen", ("ingest", "ack_p99_ms_at_500_redis_frozen"), 50, "ms", "less"),
    Line("time added, p95 at 10/s", ("added", "added_p95_ms"), 150, "ms", "less"),
    Line("replies per second", ("replies", "replies_per_second"), 100, "/s", "more"),
    Line("CPU per message", ("replies", "cpu_ms_per_message"), 15, "ms", "less"),
    Line("replies/s, four statuses", ("statuses", "replies_per_second"), 50, "/s", "more"),
    Line("lost", ("replies", "lost"), 0, "", "less"),
    Line("doubled", ("replies", "doubled"), 0, "", "less"),
    Line("worker memory", ("replies", "worker_memory_mb"), 400, "MB", "less"),
    Line("journeys' tick, idle", ("tick", "idle_ms"), 50, "ms", "less"),
    Line("10,000 due handed out", ("tick", "handed_out_s"), 20, "s", "less"),
    Line("slowest page of the inbox, p95", ("inbox", "slowest_p95_ms"), 100, "ms", "less"),
    Line("heaviest page, compressed", ("inbox", "heaviest_kb"), 25, "kB", "less"),
    Line("journeys' messages per second", ("tick", "sends_per_second"), 0, "/s", "more"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--scale", choices=["small", "full"], default="small")
    parser.add_argument(
        "--only", choices=["ingest", "added", "replies", "statuses", "tick", "inbox"]
    )
    chosen = parser.parse_args()
    count = 6_000 if chosen.scale == "full" else 2_000
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "ingest": ingest,
        "added": time_added,
        "replies": lambda: throughput(statuses=False, count=count),
        "statuses": lambda: throughput(statuses=True, count=count // 2),
        "tick": lambda: tick_figures(stays=1_000_000 if chosen.scale == "full" else 100_000),
        "inbox": lambda: inbox_figures(chats=50_000 if chosen.scale == "full" else 5_000),
    }
    figures: dict[str, Any] = {"machine": _machine()}
    for name, part in parts.items():
        if chosen.only in (None, name):
            print(f"{name} …", flush=True)
            figures[name] = part()
    OUT.mkdir(exist_ok=True)
    file = OUT / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    file.write_text(json.dumps(figures, indent=1))
    print()
    for line in LINES:
        part, key = line.key
        if part in figures:
            print(_row(line, figures[part][key]))
    print(f"\nAll figures: {file.relative_to(Path.cwd())}")


def _row(line: Line, value: float) -> str:
    good = value >= line.aim if line.better == "more" else value <= line.aim
    aim = f"aim {line.aim:g} {line.unit}".rstrip() if line.aim or line.better == "less" else ""
    mark = "ok" if good else "SHORT"
    return f"  {line.what:32} {value:>10.2f} {line.unit:3} {aim:16} {mark}"


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "load_before": os.getloadavg(),
    }


if __name__ == "__main__":
    main()
