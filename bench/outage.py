"""The model is down for an hour while guests go on writing: everybody is answered or handed to a
person, the dead service is hardly called, and it is used again when it is back.

    python -m bench.outage [--minutes 60] [--rate 10]

Every fifth guest asks what no knowledge answers. The model answers with 500 in between; two minutes
before and after it works.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2

from bench.guests import QUESTIONS, percentile, write
from bench.house import House, installation

MODEL_SECONDS = 0.8
CHANNEL_SECONDS = 0.1
WORKERS = 2
HEALTHY_SECONDS = 120
PATIENCE_SECONDS = 60
ASKED = (*QUESTIONS, "can I land my helicopter on your roof?")
OUT = Path(__file__).parent / "out" / "outage.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.outage")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=10)
    chosen = parser.parse_args()
    with installation(model=MODEL_SECONDS, channel=CHANNEL_SECONDS, workers=WORKERS) as house:
        figures = asyncio.run(_run(house, chosen.minutes * 60, chosen.rate))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2))
    print(json.dumps(figures, indent=2))
    return 1 if figures["lost"] or figures["doubled"] else 0


async def _run(house: House, down_seconds: float, rate: float) -> dict[str, Any]:
    count = int((down_seconds + 2 * HEALTHY_SECONDS) * rate)
    numbers = range(1000, 1000 + count)
    started = time.time()
    writing = asyncio.create_task(write(house.web, house.hotels, numbers, rate=rate, words=ASKED))
    async with httpx2.AsyncClient(base_url=house.stand_ins, timeout=60) as http:
        await asyncio.sleep(HEALTHY_SECONDS)
        down = time.time()
        await http.put("/model", json={"status": 500})
        await asyncio.sleep(down_seconds)
        up = time.time()
        await http.put("/model", json={"status": 200})
        told = await writing
        sent = await _all_sent(http, count)
        called: list[float] = (await http.get("/model")).json()
    written = {f"7900{n:07d}@c.us": started + k / rate for k, n in enumerate(numbers)}
    return {
        "messages": count,
        "refused": told.refused,
        "ack_p99_ms": round(1000 * percentile(told.acks, 0.99), 1),
        **_fates(sent, written, (down, up)),
        **_calls(called, (down, up)),
        "worker_memory_mb": [round(house.memory_mb(f"worker{n}")) for n in range(WORKERS)],
    }


async def _all_sent(http: httpx2.AsyncClient, count: int) -> list[Any]:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        sent: list[Any] = (await http.get("/sent")).json()
        if len(sent) >= count or time.monotonic() > give_up:
            await asyncio.sleep(5)  # for what would come twice
            return list((await http.get("/sent")).json())
        await asyncio.sleep(1)


def _fates(
    sent: list[Any], written: dict[str, float], outage: tuple[float, float]
) -> dict[str, Any]:
    """What guests had, and how long it took (seconds), while the model was down and otherwise."""
    times = Counter(row[1] for row in sent)
    first: dict[str, tuple[float, str]] = {}
    for _, chat, text, at, _ in sent:
        first.setdefault(chat, (at, text))
    took: dict[bool, list[float]] = {True: [], False: []}
    answered: Counter[bool] = Counter()
    for chat, (at, text) in first.items():
        took[outage[0] <= written[chat] < outage[1]].append(at - written[chat])
        answered["8:00" in text] += 1
    return {
        "lost": len(written) - len(first),
        "doubled": sum(1 for chat in times if times[chat] > 1),
        "answered": answered[True],
        "handed_over": answered[False],
        "seconds_down": _spread(took[True]),
        "seconds_up": _spread(took[False]),
    }


def _spread(values: list[float]) -> dict[str, float]:
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(percentile(values, share), 2) for name, share in shares.items()}


def _calls(called: list[float], outage: tuple[float, float]) -> dict[str, Any]:
    """Calls to the dead service in all, in its worst minute after the first, and how soon it was
    called regularly again."""
    down, up = outage
    during = sorted(at - down for at in called if down <= at < up)
    minutes = Counter(int(at // 60) for at in during)
    later = [number for minute, number in minutes.items() if minute > 0]
    back = sorted(at - up for at in called if at >= up)
    return {
        "calls_before": sum(1 for at in called if at < down),
        "calls_during": len(during),
        "calls_first_minute": minutes[0],
        "calls_worst_later_minute": max(later, default=0),
        "seconds_until_back": round(back[10], 1) if len(back) > 10 else None,
    }


if __name__ == "__main__":
    raise SystemExit(main())
