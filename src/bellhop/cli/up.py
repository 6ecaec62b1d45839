"""`bellhop up`: everything in one place."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path
from types import FrameType
from typing import Annotated

import httpx2
import typer

from bellhop import hotels, settings
from bellhop.cli.children import Child, Children, free_port, is_free
from bellhop.cli.embedded import Embedded
from bellhop.cli.ready import complain, prepared
from bellhop.cli.seed import DEMO_LOGIN, seed
from bellhop.cli.start import run
from bellhop.db.migrate import upgrade
from bellhop.errors import BellhopError, Misconfigured
from bellhop.settings import EMBEDDED_FILE, resolve_home

HEALTH_SECONDS = 40
TAKE_OVER_SECONDS = 15
LOOK_SECONDS = 0.3
SHARED = ("public_url", "port", "deepseek_api_key", "deepseek_base_url", "sandbox_url")
"""Settings of this run that other commands on the machine must agree with."""


def up(
    demo: Annotated[
        bool, typer.Option("--demo", help="With two demo hotels and a guest's phone.")
    ] = False,
    port: Annotated[int, typer.Option(help="Web; the sandbox takes the next one.")] = 8000,
    home: Annotated[Path | None, typer.Option(help="Where data lies (BELLHOP_HOME).")] = None,
) -> None:
    """PostgreSQL, Redis, web, worker, beat and, with --demo, the sandbox. Ctrl+C stops it all."""
    try:
        Supervisor(home or Path(os.environ.get("BELLHOP_HOME", ".bellhop")), port, demo=demo).run()
    except BellhopError as error:
        complain(error)
    except OSError as error:
        complain(f"{error} ({type(error).__name__})")


class Supervisor:
    """Starts in order, watches, stops in the opposite order."""

    def __init__(self, home: Path, port: int, *, demo: bool) -> None:
        self._home = resolve_home(home)
        if self._home != home.expanduser().resolve():
            typer.echo(f"Data lies in {self._home}, because another user runs PostgreSQL for root.")
        self._port = port
        self._demo = demo
        self._stopping = False
        self._password = ""
        self._welcome = ""
        self._embedded: Embedded | None = None
        self._children = Children(self._home)

    def run(self) -> None:
        """Blocks until a signal comes. Raises Misconfigured."""
        started = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        self._take_home()
        self._check_ports()
        try:
            self._start()
            if not self._stopping:
                self._say(time.monotonic() - started)
            while not self._stopping:
                self._children.look()
                self._look_at_servers()
                time.sleep(LOOK_SECONDS)
        finally:
            self._stop()

    def _take_home(self) -> None:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._children.take_lock()
        except OSError as error:
            raise Misconfigured(
                f"{self._home} cannot be used for data ({error.strerror}); choose another folder"
                " with --home or BELLHOP_HOME."
            ) from None

    def _start(self) -> None:
        self._set_environment()
        if not _has_servers():
            self._embedded = Embedded(self._home)
            self._embedded.start()
            self._embedded.remember(
                {
                    name: os.environ[f"BELLHOP_{name.upper()}"]
                    for name in SHARED
                    if f"BELLHOP_{name.upper()}" in os.environ
                }
            )
        settings.load.cache_clear()
        loaded = prepared()
        upgrade(loaded)
        if self._practice:
            sandbox = ["sandbox", "--port", str(self._port + 1), "--host", loaded.host]
            self._children.start(Child("sandbox", sandbox))
        for name in ("web", "worker", "beat"):
            self._children.start(Child(name, [name]))
        self._wait_for(f"{self._web}/health/live")
        if self._practice:
            self._wait_for(f"{self._sandbox}/")
        if self._demo:
            self._password = run(seed(self._sandbox, self._web))
        self._welcome = run(_welcome(self._web))

    def _set_environment(self) -> None:
        metrics = free_port()
        values = {
            "BELLHOP_HOME": str(self._home),
            "BELLHOP_PORT": str(self._port),
            "BELLHOP_METRICS_PORT": str(metrics),
            "BELLHOP_METRICS_PEERS": f"http://127.0.0.1:{metrics}/metrics",
        }
        os.environ.setdefault("BELLHOP_PUBLIC_URL", self._web)
        if self._practice:
            values["BELLHOP_SANDBOX_URL"] = self._sandbox
        if self._demo and "BELLHOP_DEEPSEEK_API_KEY" not in os.environ:
            values |= {
                "BELLHOP_DEEPSEEK_API_KEY": "sandbox-key",
                "BELLHOP_DEEPSEEK_BASE_URL": self._sandbox,
            }
        os.environ.update(values)

    @property
    def _practice(self) -> bool:
        """A sandbox stands beside it, for practice numbers; never in production."""
        return self._demo or os.environ.get("BELLHOP_ENVIRONMENT") != "production"

    @property
    def _web(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def _sandbox(self) -> str:
        return f"http://127.0.0.1:{self._port + 1}"

    def _check_ports(self) -> None:
        wanted = [self._port, self._port + 1] if self._practice else [self._port]
        # what an old supervisor of this home left may still be ending
        patience = TAKE_OVER_SECONDS if (self._home / EMBEDDED_FILE).exists() else 0
        give_up = time.monotonic() + patience
        while not all(is_free(port) for port in wanted):
            if time.monotonic() > give_up or self._stopping:
                raise Misconfigured(
                    f"port {wanted[0]} or the next is in use; choose another with --port (PORT=)."
                )
            time.sleep(0.2)

    def _wait_for(self, url: str) -> None:
        give_up = time.monotonic() + HEALTH_SECONDS
        while not self._stopping and not asyncio.run(_answers(url)):
            self._children.look()
            if time.monotonic() > give_up:
                raise Misconfigured(f"{url} does not answer; see {self._home / 'logs'}")
            time.sleep(0.1)

    def _look_at_servers(self) -> None:
        dead = self._embedded.dead() if self._embedded else None
        if dead:
            raise Misconfigured(f"{dead} ended by itself; see {self._home / 'logs'}")

    def _say(self, seconds: float) -> None:
        typer.echo(f"\nBellhop runs (started in {seconds:.0f} s). Ctrl+C stops it.\n")
        typer.echo(f"  Console    {self._web}/")
        if self._demo:
            typer.echo(f"    E-mail     {DEMO_LOGIN}")
            typer.echo(f"    Password   {self._password}    (until the next start)")
        if self._welcome:
            typer.echo(f"  Begin here {self._welcome}    (until somebody has)")
        typer.echo(f"  Health     {self._web}/health/ready")
        typer.echo(f"  Metrics    {self._web}/metrics")
        if self._demo:
            typer.echo(f"  Phones     {self._sandbox}/")
            typer.echo(f"    Hotel Morskoy, Sochi    {self._sandbox}/phone/7103000001")
            typer.echo(f"    Hotel Betlemi, Tbilisi  {self._sandbox}/phone/7103000002")
            typer.echo('  Write "во сколько завтрак?" or "what time is breakfast".')
        typer.echo(f"  Logs       {self._home / 'logs'}")
        typer.echo("  Alerts     .venv/bin/bellhop alerts list\n")

    def _ask_to_stop(self, _: int, __: FrameType | None) -> None:
        if not self._stopping:
            typer.echo("\nStopping …")
        self._stopping = True

    def _stop(self) -> None:
        self._children.stop()
        if self._embedded:
            self._embedded.stop()


def _has_servers() -> bool:
    return bool(
        (os.environ.get("BELLHOP_MIGRATION_DATABASE_URL") or os.environ.get("BELLHOP_DATABASE_URL"))
        and os.environ.get("BELLHOP_REDIS_URL")
    )


async def _welcome(web: str) -> str:
    """Where the first person comes in; empty when somebody is here."""
    if not await hotels.first_run.is_empty():
        return ""
    return f"{web}/welcome/{hotels.first_run.welcome_token()}"


async def _answers(url: str) -> bool:
    try:
        async with httpx2.AsyncClient(timeout=2) as http:
            return (await http.get(url)).status_code == 200
    except httpx2.HTTPError:
        return False
