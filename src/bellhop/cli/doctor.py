"""`bellhop doctor`: what works, what does not, and what to do about it."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

import httpx2
import typer
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bellhop import clock, crypto, db, hotels, lines, live, settings
from bellhop.cli.hotel import AsJson
from bellhop.cli.start import run
from bellhop.db import isolation
from bellhop.errors import BellhopError, ChannelError
from bellhop.hotels import Account, Hotel
from bellhop.messages import LineState

SILENT_SECONDS = 90
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. `advice` says what to do when it failed."""

    what: str
    ok: bool
    detail: str = ""
    advice: str = ""


def doctor(as_json: AsJson = False) -> None:
    """Check database, policies, Redis, worker, beat, keys, Green API and DeepSeek."""
    findings = run(_examine())
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in findings], ensure_ascii=False))
    else:
        for each in findings:
            mark = typer.style("ok  ", fg="green") if each.ok else typer.style("FAIL", fg="red")
            typer.echo(f"{mark} {each.what}" + (f": {each.detail}" if each.detail else ""))
            if not each.ok and each.advice:
                typer.echo(f"     {each.advice}")
    if not all(each.ok for each in findings):
        raise typer.Exit(1)


async def _examine() -> list[Finding]:
    database = await _database()
    findings = [database, await _redis(), _keys()]
    if database.ok:
        findings += [await _policies(), *await _processes(), *await _numbers()]
    findings += [await _model(provider) for provider in settings.load().all_providers()]
    if not settings.load().all_providers():
        advice = "Set BELLHOP_DEEPSEEK_API_KEY; until then the offline brain answers."
        findings.append(Finding("model", ok=True, detail=f"none configured. {advice}"))
    return findings


async def _database() -> Finding:
    advice = "Start `bellhop up`, or check BELLHOP_DATABASE_URL and run `bellhop migrate`."
    started = time.monotonic()
    try:
        async with db.unnamed() as session:
            version = await session.scalar(text("SHOW server_version"))
            await session.execute(text("SELECT 1 FROM hotels LIMIT 1"))
    except (SQLAlchemyError, OSError) as error:
        return Finding("database", ok=False, detail=type(error).__name__, advice=advice)
    return Finding("database", ok=True, detail=f"PostgreSQL {version}, {_ms(started)}")


async def _redis() -> Finding:
    started = time.monotonic()
    if await live.ping():
        return Finding("redis", ok=True, detail=_ms(started))
    advice = "Messages are stored and answered late. Check BELLHOP_REDIS_URL."
    return Finding("redis", ok=False, detail="does not answer", advice=advice)


def _keys() -> Finding:
    try:
        crypto.decrypt(crypto.encrypt("x"))
    except BellhopError as error:
        return Finding("keys", ok=False, detail=str(error), advice="`bellhop keys new` makes one.")
    return Finding("keys", ok=True)


async def _policies() -> Finding:
    found = await isolation.faults()
    advice = "Stop the web and worker processes and run `bellhop migrate`."
    return Finding("isolation", ok=not found, detail="; ".join(found), advice=advice)


async def _processes() -> list[Finding]:
    beats = await hotels.last_beats()
    limit = clock.now() - timedelta(seconds=SILENT_SECONDS)
    findings = []
    for name, process in (("worker", "worker"), ("sweeper", "beat")):
        seen = beats.get(name)
        ok = seen is not None and seen > limit
        detail = f"last seen {seen:%H:%M:%S} UTC" if seen else "never seen"
        advice = f"Start `bellhop {process}`."
        findings.append(Finding(process, ok=ok, detail=detail, advice=advice))
    return findings


async def _numbers() -> list[Finding]:
    gate = asyncio.Semaphore(AT_ONCE)
    found = await asyncio.gather(*(_hotel(each, gate) for each in await hotels.all_ids()))
    return [finding for findings in found for finding in findings]


async def _hotel(hotel_id: UUID, gate: asyncio.Semaphore) -> list[Finding]:
    async with gate:
        async with db.hotel(hotel_id) as session:
            hotel = await hotels.read(session)
            accounts = await hotels.accounts(session)
        return [await _number(hotel, account) for account in accounts]


async def _number(hotel: Hotel, account: Account) -> Finding:
    what = f"number {account.instance_id} of {hotel.slug}"
    started = time.monotonic()
    try:
        seen = await lines.look(account)
    except ChannelError as error:
        advice = "Check api-url and token in the provider's console."
        return Finding(what, ok=False, detail=str(error), advice=advice)
    wanted = lines.wanted_settings(account, lines.webhook_url(account.instance_id))
    drift = [n for n, value in wanted.items() if seen.settings.get(n) != value]
    detail = f"{seen.state.value}, {_ms(started)}"
    if drift:
        detail += f", settings differ: {', '.join(drift)}"
    ok = seen.state is LineState.AUTHORIZED and not drift
    advice = f"bellhop channel connect {hotel.slug}; bellhop channel configure {hotel.slug}"
    return Finding(what, ok=ok, detail=detail, advice=advice)


async def _model(provider: settings.Provider) -> Finding:
    what, started = f"model {provider.name}", time.monotonic()
    headers = {"Authorization": f"Bearer {provider.api_key.get_secret_value()}"}
    advice = "Guests get the offline brain's answers. Check the key, the balance and the address."
    try:
        async with httpx2.AsyncClient(timeout=10, headers=headers) as http:
            answer = await http.get(f"{provider.base_url.rstrip('/')}/models")
    except httpx2.HTTPError as error:
        return Finding(what, ok=False, detail=type(error).__name__, advice=advice)
    limits = [f"{k}: {v}" for k, v in answer.headers.items() if "ratelimit" in k.lower()]
    detail = ", ".join([f"{answer.status_code}", _ms(started), *limits])
    return Finding(what, ok=answer.status_code == 200, detail=detail, advice=advice)


def _ms(started: float) -> str:
    return f"{(time.monotonic() - started) * 1000:.0f} ms"
